/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.connector;

import java.util.function.BooleanSupplier;
import org.sipconnector.api.ConfigurationChanged;
import org.sipconnector.api.ConnectorConfiguration;
import org.sipconnector.api.autoconnector.AutoConnectorManager;
import org.sipconnector.api.autoconnector.AutoConnectorState;
import org.sipconnector.api.call.CallManager;
import org.sipconnector.api.connection.ConnectionEvent;
import org.sipconnector.api.connection.ConnectionManager;
import org.sipconnector.api.connection.ConnectionParameters;
import org.sipconnector.api.connection.ConnectionState;
import org.sipconnector.api.connectionqueue.ConnectionQueueManager;
import org.sipconnector.kernel.Lane;
import org.sipconnector.kernel.Step;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Applies a changed configuration without dropping a call: what the connection needs makes it connect anew, at once or
 * when the call is over; what calls need is read by the next call anyway. A connection that somebody ends stays ended: the
 * next one is made with the changed configuration.
 */
final class Reconfiguring {

    private static final Logger LOG = LoggerFactory.getLogger(Reconfiguring.class);

    /** What was asked before nothing seemed to speak against connecting anew is done. */
    private record ConnectingAnewDue() implements Step<Void> {}

    /**
     * @param due    whether to connect anew as soon as nothing speaks against it
     * @param ending whether the connection is being ended
     */
    record State(boolean due, boolean ending) {}

    private final Lane lane;
    private final BooleanSupplier beginning;
    private State state;

    /** @param beginning whether calls are being made or answered that no snapshot shows yet */
    Reconfiguring(Lane lane, State state, BooleanSupplier beginning) {
        this.lane = lane;
        this.state = state;
        this.beginning = beginning;
        lane.on(ConfigurationChanged.class, this::changed);
        lane.on(ConnectionEvent.Disconnecting.class, event -> ending());
        lane.on(ConnectionEvent.Disconnected.class, event -> notEnding());
        lane.onSnapshot(ConnectionManager.class, (before, now) -> {
            if (now.requested() && !before.requested()) {
                notEnding();
            }
        });
        lane.onSnapshot(CallManager.class, (before, now) -> look());
        lane.onSnapshot(AutoConnectorManager.class, (before, now) -> look());
        lane.onOutcome(ConnectingAnewDue.class, (step, outcome) -> connectAnew());
    }

    State state() {
        return state;
    }

    /** Somebody disconnects. */
    void disconnecting() {
        if (at() != ConnectionState.IDLE) {
            ending();
        }
    }

    /** To be called when something that is beginning is over. */
    void look() {
        if (state.due() && mayConnect()) {
            lane.afterOthers(new ConnectingAnewDue());
        }
    }

    private void changed(ConfigurationChanged event) {
        boolean sameConnection = ConnectionParameters.of(event.previous()).equals(ConnectionParameters.of(event.current()));
        if (!sameConnection && madeFrom(event.previous())) {
            state = new State(true, state.ending());
            if (Calls.ongoing(lane) && !state.ending()) {
                LOG.info("the changed configuration is used for the connection when the call is over");
            }
            look();
        }
    }

    /** Whatever is connected after it is made with what is configured then. */
    private void ending() {
        state = new State(false, true);
    }

    private void notEnding() {
        state = new State(state.due(), false);
        look();
    }

    private ConnectionState at() {
        return lane.has(ConnectionManager.class) ? lane.manager(ConnectionManager.class).snapshot().state() : ConnectionState.IDLE;
    }

    /** Whether the connection in use is the configured one, not one that a client made with parameters of its own. */
    private boolean madeFrom(ConnectorConfiguration configuration) {
        return at() != ConnectionState.IDLE && lane.manager(ConnectionManager.class).snapshot().configuration()
                .map(used -> used.server().equals(configuration.server()) && used.domain().equals(configuration.domain())
                        && used.user().equals(configuration.user()))
                .orElse(true);
    }

    private boolean mayConnect() {
        return !state.ending() && at() != ConnectionState.DISCONNECTING && !Calls.ongoing(lane) && !beginning.getAsBoolean()
                && !autoConnectorEnds();
    }

    /** It is going to rest, or to connect with what is configured then. */
    private boolean autoConnectorEnds() {
        return lane.has(AutoConnectorManager.class)
                && lane.manager(AutoConnectorManager.class).snapshot().state() == AutoConnectorState.DISCONNECTING;
    }

    private void connectAnew() {
        if (!state.due() || !mayConnect()) {
            return;
        }
        state = new State(false, false);
        if (at() == ConnectionState.IDLE) {
            return;
        }
        LOG.info("connecting anew with the changed configuration");
        if (lane.has(AutoConnectorManager.class) && lane.manager(AutoConnectorManager.class).isActive()) {
            lane.manager(AutoConnectorManager.class).restart();
        } else {
            lane.manager(ConnectionQueueManager.class).connect();
        }
    }
}
