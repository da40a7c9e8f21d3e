/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.connector;

import java.util.Optional;
import org.sipconnector.api.connection.ConnectionConfiguration;

/**
 * What became of connecting.
 *
 * @param configuration who is connected to what; absent when the connect was cancelled or not wanted
 */
public record ConnectToServerResult(Optional<ConnectionConfiguration> configuration) {

    public static final ConnectToServerResult NOT_CONNECTED = new ConnectToServerResult(Optional.empty());

    public static ConnectToServerResult connected(ConnectionConfiguration configuration) {
        return new ConnectToServerResult(Optional.of(configuration));
    }

    public boolean successful() {
        return configuration.isPresent();
    }
}
