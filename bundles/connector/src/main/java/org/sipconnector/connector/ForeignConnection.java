/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.connector;

import java.util.Optional;
import org.sipconnector.api.autoconnector.AutoConnectorManager;
import org.sipconnector.api.autoconnector.AutoConnectorParameters;
import org.sipconnector.api.autoconnector.AutoConnectorSnapshot;
import org.sipconnector.api.autoconnector.AutoConnectorState;
import org.sipconnector.api.connection.ConnectedAccount;
import org.sipconnector.api.connection.ConnectionManager;
import org.sipconnector.api.connection.ConnectionSnapshot;
import org.sipconnector.api.connection.GivenParameters;
import org.sipconnector.api.connector.ConnectAndCallParameters;
import org.sipconnector.kernel.Lane;

/** A connection that somebody has made for another account than the one that a session wants. */
final class ForeignConnection {

    private ForeignConnection() {}

    static boolean isUp(Lane lane, ConnectAndCallParameters wanted) {
        AutoConnectorSnapshot autoConnector = lane.manager(AutoConnectorManager.class).snapshot();
        ConnectionSnapshot connection = lane.manager(ConnectionManager.class).snapshot();
        if (!connection.established() || !autoConnector.tellsMade() || !settled(autoConnector)) {
            return false;
        }
        Optional<ConnectedAccount> used = connection.configuration().map(ConnectedAccount::of);
        Optional<ConnectedAccount> asked = asked(lane, wanted);
        boolean known = asked.isPresent() || autoConnector.made().isPresent()
                || autoConnector.state() != AutoConnectorState.CONNECTED_MONITORING;
        return known && used.isPresent() && !used.equals(autoConnector.made()) && !used.equals(asked);
    }

    /** Before the auto connector has heard of it the connection may be what it has just made. */
    private static boolean settled(AutoConnectorSnapshot autoConnector) {
        return autoConnector.state() != AutoConnectorState.ATTEMPTING_CONNECT && autoConnector.state() != AutoConnectorState.DISCONNECTING;
    }

    /** The account that the session asks for; absent for one that only a supplier knows. */
    private static Optional<ConnectedAccount> asked(Lane lane, ConnectAndCallParameters wanted) {
        if (wanted.connection().isEmpty()) {
            return Optional.of(ConnectedAccount.of(lane.configuration().parameters()));
        }
        return wanted.connection().map(AutoConnectorParameters::parameters).filter(GivenParameters.class::isInstance)
                .map(given -> ConnectedAccount.of(((GivenParameters) given).value()));
    }
}
