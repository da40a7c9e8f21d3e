/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.connection;

import java.util.function.BooleanSupplier;
import org.sipconnector.api.ConnectorConfiguration;

/**
 * How to connect.
 *
 * @param attempts           how often a server that cannot be reached is tried, at least once
 * @param readyForConnection asked once, on the lane, after the former connection is gone; must not block. False ends the
 *                           connect with {@link NotReadyForConnectionException}
 */
public record ConnectOptions(int attempts, BooleanSupplier readyForConnection) {

    public static final int STANDARD_ATTEMPTS = 3;
    public static final ConnectOptions STANDARD = new ConnectOptions(STANDARD_ATTEMPTS, () -> true);

    /** @throws IllegalArgumentException when there would be no attempt */
    public ConnectOptions {
        if (attempts < 1) {
            throw new IllegalArgumentException("attempts: '" + attempts + "' must be at least 1");
        }
    }

    /** What the connector is configured with. */
    public static ConnectOptions of(ConnectorConfiguration configuration) {
        return attempts(configuration.connection().attempts());
    }

    public static ConnectOptions attempts(int attempts) {
        return new ConnectOptions(attempts, () -> true);
    }

    public ConnectOptions when(BooleanSupplier ready) {
        return new ConnectOptions(attempts, ready);
    }
}
