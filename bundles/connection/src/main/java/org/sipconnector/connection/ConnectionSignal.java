/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.connection;

import java.util.Optional;
import org.sipconnector.api.connection.ConnectionConfiguration;

/** What moves the connection's chart; besides these, {@link StartUa}. */
enum ConnectionSignal {
    START_CONNECT, UA_CONNECTING, UA_CONNECTED, UA_REGISTERED, UA_UNREGISTERED, START_DISCONNECT, UA_DISCONNECTED, RESET;

    /** An attempt starts a user agent for this account. */
    record StartUa(ConnectionConfiguration configuration) {

        Optional<ConnectionConfiguration> context() {
            return Optional.of(configuration);
        }
    }
}
