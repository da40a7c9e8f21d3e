/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.connector;

import org.sipconnector.api.ConfigurationChanged;
import org.sipconnector.api.ConnectorConfiguration;
import org.sipconnector.api.autoconnector.AutoConnectorManager;
import org.sipconnector.api.call.CallManager;
import org.sipconnector.api.connection.ConnectionManager;
import org.sipconnector.api.connection.ConnectionParameters;
import org.sipconnector.api.connection.ConnectionState;
import org.sipconnector.api.connectionqueue.ConnectionQueueManager;
import org.sipconnector.kernel.Lane;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Applies a changed configuration without dropping a call: what the connection needs makes it connect anew, at once or
 * when the call is over; what calls need is read by the next call anyway.
 */
final class Reconfiguring {

    private static final Logger LOG = LoggerFactory.getLogger(Reconfiguring.class);

    private final Lane lane;
    private boolean afterCall;

    /** @param afterCall whether to connect anew when the call is over */
    Reconfiguring(Lane lane, boolean afterCall) {
        this.lane = lane;
        this.afterCall = afterCall;
        lane.on(ConfigurationChanged.class, this::changed);
        lane.onSnapshot(CallManager.class, (before, now) -> {
            if (this.afterCall) {
                connectUnlessInCall();
            }
        });
    }

    boolean afterCall() {
        return afterCall;
    }

    private void changed(ConfigurationChanged event) {
        boolean sameConnection = ConnectionParameters.of(event.previous()).equals(ConnectionParameters.of(event.current()));
        if (!sameConnection && madeFrom(event.previous())) {
            afterCall = true;
            connectUnlessInCall();
            if (afterCall) {
                LOG.info("the changed configuration is used for the connection when the call is over");
            }
        }
    }

    /** Whether the connection in use is the configured one, not one that a client made with parameters of its own. */
    private boolean madeFrom(ConnectorConfiguration configuration) {
        if (!lane.has(ConnectionManager.class)
                || lane.manager(ConnectionManager.class).snapshot().state() == ConnectionState.IDLE) {
            return false;
        }
        return lane.manager(ConnectionManager.class).snapshot().configuration()
                .map(used -> used.server().equals(configuration.server()) && used.domain().equals(configuration.domain())
                        && used.user().equals(configuration.user()))
                .orElse(true);
    }

    private void connectUnlessInCall() {
        if (Calls.ongoing(lane)) {
            return;
        }
        afterCall = false;
        LOG.info("connecting anew with the changed configuration");
        if (lane.has(AutoConnectorManager.class) && lane.manager(AutoConnectorManager.class).isActive()) {
            lane.manager(AutoConnectorManager.class).restart();
        } else {
            lane.manager(ConnectionQueueManager.class).connect();
        }
    }
}
