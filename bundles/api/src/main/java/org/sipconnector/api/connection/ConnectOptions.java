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
 * @param yielding           whether it leaves alone what somebody else has asked for: while such a connect is under way in the queue,
 *                           this one fails with {@link org.sipconnector.api.connectionqueue.ConnectPendingException}, and one that
 *                           is asked for later takes its place as ever
 */
public record ConnectOptions(int attempts, BooleanSupplier readyForConnection, boolean yielding) {

    public static final int STANDARD_ATTEMPTS = 3;
    /** One object, so that options which say the same are equal. */
    private static final BooleanSupplier ALWAYS_READY = Boolean.TRUE::booleanValue;
    public static final ConnectOptions STANDARD = attempts(STANDARD_ATTEMPTS);

    /** @throws IllegalArgumentException when there would be no attempt */
    public ConnectOptions {
        if (attempts < 1) {
            throw new IllegalArgumentException("attempts: '" + attempts + "' must be at least 1");
        }
    }

    /** For a connect that takes the place of any other. */
    public ConnectOptions(int attempts, BooleanSupplier readyForConnection) {
        this(attempts, readyForConnection, false);
    }

    /** What the connector is configured with. */
    public static ConnectOptions of(ConnectorConfiguration configuration) {
        return attempts(configuration.connectAttempts());
    }

    public static ConnectOptions attempts(int attempts) {
        return new ConnectOptions(attempts, ALWAYS_READY);
    }

    public ConnectOptions when(BooleanSupplier ready) {
        return new ConnectOptions(attempts, ready, yielding);
    }

    /** The same, yielding: for who connects though nobody has just asked for it. */
    public ConnectOptions leavingOthersAlone() {
        return new ConnectOptions(attempts, readyForConnection, true);
    }
}
