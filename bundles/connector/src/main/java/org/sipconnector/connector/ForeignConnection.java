/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.connector;

import java.util.Optional;
import org.sipconnector.api.ConnectorConfiguration;
import org.sipconnector.api.autoconnector.AutoConnectorManager;
import org.sipconnector.api.autoconnector.AutoConnectorSnapshot;
import org.sipconnector.api.autoconnector.AutoConnectorState;
import org.sipconnector.api.connection.ConnectedAccount;
import org.sipconnector.api.connection.ConnectionConfiguration;
import org.sipconnector.api.connection.ConnectionManager;
import org.sipconnector.api.connection.ConnectionSnapshot;
import org.sipconnector.api.connector.ConnectAndCallParameters;
import org.sipconnector.kernel.Lane;

/** A connection that somebody has made for another account than the one that a session wants. */
final class ForeignConnection {

    private ForeignConnection() {}

    static boolean isUp(Lane lane, ConnectAndCallParameters wanted) {
        AutoConnectorSnapshot autoConnector = lane.manager(AutoConnectorManager.class).snapshot();
        ConnectionSnapshot connection = lane.manager(ConnectionManager.class).snapshot();
        return connection.established() && settled(autoConnector) && connection.configuration()
                .filter(used -> !autoConnector.made().equals(Optional.of(ConnectedAccount.of(used)))
                        && (wanted.connection().isPresent() || !configured(lane.configuration(), used)))
                .isPresent();
    }

    /** Before the auto connector has heard of it the connection may be what it has just made. */
    private static boolean settled(AutoConnectorSnapshot autoConnector) {
        return autoConnector.state() != AutoConnectorState.ATTEMPTING_CONNECT && autoConnector.state() != AutoConnectorState.DISCONNECTING;
    }

    private static boolean configured(ConnectorConfiguration configuration, ConnectionConfiguration used) {
        return Reconfiguring.Account.of(configuration).equals(Reconfiguring.Account.of(used))
                && configuration.displayName().equals(used.displayName()) && configuration.register() == used.register();
    }
}
