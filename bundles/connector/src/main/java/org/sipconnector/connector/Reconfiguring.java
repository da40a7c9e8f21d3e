/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.connector;

import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.sipconnector.api.ConfigurationChanged;
import org.sipconnector.api.autoconnector.AutoConnectorManager;
import org.sipconnector.api.autoconnector.AutoConnectorState;
import org.sipconnector.api.call.CallManager;
import org.sipconnector.api.connection.ConnectionConfiguration;
import org.sipconnector.api.connection.ConnectionEvent;
import org.sipconnector.api.connection.ConnectionManager;
import org.sipconnector.api.connection.ConnectionParameters;
import org.sipconnector.api.connection.ConnectionState;
import org.sipconnector.api.connectionqueue.ConnectionQueueManager;
import org.sipconnector.kernel.EventHandlers;
import org.sipconnector.kernel.Lane;
import org.sipconnector.kernel.StatePart;
import org.sipconnector.kernel.Step;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Applies a changed configuration without dropping a call: what the connection needs makes it connect anew, at once or
 * when the call is over; what calls need is read by the next call anyway. A connection that somebody ends stays ended: the
 * next one is made with the changed configuration.
 */
final class Reconfiguring {

    private static final EventHandlers<Reconfiguring> HANDLERS = EventHandlers.<Reconfiguring>of()
            .on(ConfigurationChanged.class, Reconfiguring::changed)
            .on(ConnectionEvent.Disconnecting.class, (own, event) -> own.ending())
            .on(ConnectionEvent.Disconnected.class, (own, event) -> own.notEnding());

    private static final Logger LOG = LoggerFactory.getLogger(Reconfiguring.class);

    /** What was asked before nothing seemed to speak against connecting anew is done. */
    private record ConnectingAnewDue() implements Step<Void> {}

    /** Whom a connection is made for, and where. Under another name it is the same. */
    record Account(String server, String domain, Optional<String> user) {

        static Account of(ConnectionParameters made) {
            return new Account(made.target().server(), made.account().domain(), made.account().user());
        }
    }

    /**
     * @param connectAfterCall whether to connect anew as soon as nothing speaks against it
     * @param connectionEnding whether the connection is being ended; false from versions that did not keep it
     * @param changedFrom      the accounts whose connections are made anew; empty for any, from versions that made anew any
     */
    record State(boolean connectAfterCall, boolean connectionEnding, List<Account> changedFrom) {

        static final State DONE = new State(false, false, List.of());
        private static final State ENDING = new State(false, true, List.of());

        State {
            changedFrom = changedFrom == null ? List.of() : List.copyOf(changedFrom);
        }

        State dueFor(Account account) {
            return new State(true, connectionEnding, Stream.concat(changedFrom.stream(), Stream.of(account)).distinct().toList());
        }

        State notEnding() {
            return new State(connectAfterCall, false, changedFrom);
        }
    }

    private final Lane lane;
    private final StatePart<State> state;
    private final BooleanSupplier comingUp;
    private final Runnable show;

    /**
     * @param comingUp whether calls ring, or are being made or answered that no snapshot shows yet
     * @param show     shows the connector when it has changed
     */
    Reconfiguring(Lane lane, StatePart<State> state, BooleanSupplier comingUp, Runnable show) {
        this.show = show;
        this.lane = lane;
        this.state = state;
        this.comingUp = comingUp;
        lane.on(HANDLERS, this);
        lane.onSnapshot(ConnectionManager.class, (before, now) -> {
            if (now.requested() && !before.requested()) {
                notEnding();
            } else if (now.state() != before.state()) {
                look();
            }
        });
        lane.onSnapshot(CallManager.class, (before, now) -> look());
        lane.onSnapshot(ConnectionQueueManager.class, (before, now) -> look());
        lane.onSnapshot(AutoConnectorManager.class, (before, now) -> look());
        lane.onOutcome(ConnectingAnewDue.class, (step, outcome) -> connectAnew());
    }

    /** Somebody disconnects. */
    void disconnecting() {
        if (at() != ConnectionState.IDLE) {
            ending();
        }
    }

    /** To be called when something that rings or is beginning is over. */
    void look() {
        if (state.get().connectAfterCall() && mayConnect()) {
            lane.afterOthers(new ConnectingAnewDue());
        }
    }

    private void changed(ConfigurationChanged event) {
        boolean sameConnection = event.previous().parameters().equals(event.current().parameters());
        Account before = Account.of(event.previous().parameters());
        if (!sameConnection && (undecided() || used().filter(before::equals).isPresent())) {
            state.change(now -> now.dueFor(before));
            show.run();
            if (Calls.ongoing(lane) && !state.get().connectionEnding()) {
                LOG.info("{}: the changed configuration is used for the connection when the call is over", lane.connector());
            }
            look();
        }
    }

    /** Whatever is connected after it is made with what is configured then. */
    private void ending() {
        state.set(State.ENDING);
        show.run();
    }

    private void notEnding() {
        state.change(now -> now.notEnding());
        look();
    }

    private ConnectionState at() {
        return lane.has(ConnectionManager.class) ? lane.manager(ConnectionManager.class).snapshot().state() : ConnectionState.IDLE;
    }

    /** Whom the connection in use is made for; absent while a client's supplier is asked, which knows best. */
    private Optional<Account> used() {
        return at() == ConnectionState.IDLE
                ? Optional.empty()
                : lane.manager(ConnectionManager.class).snapshot().configuration().map(ConnectionConfiguration::parameters).map(Account::of);
    }

    /** A connection that is cleared away may be followed by one that was asked for before. */
    private boolean undecided() {
        return at() == ConnectionState.DISCONNECTING;
    }

    /** A client's supplier is asked while the connection that stands goes on. */
    private boolean followed() {
        return at() == ConnectionState.ESTABLISHED && lane.has(ConnectionQueueManager.class)
                && lane.manager(ConnectionQueueManager.class).snapshot().running();
    }

    private boolean mayConnect() {
        return !state.get().connectionEnding() && !undecided() && !followed() && at() != ConnectionState.PREPARING && !Calls.ongoing(lane)
                && !comingUp.getAsBoolean()
                && !autoConnectorEnds();
    }

    /** It is going to rest, or to connect with what is configured then. */
    private boolean autoConnectorEnds() {
        return lane.has(AutoConnectorManager.class)
                && lane.manager(AutoConnectorManager.class).snapshot().state() == AutoConnectorState.DISCONNECTING;
    }

    private void connectAnew() {
        if (!state.get().connectAfterCall() || !mayConnect()) {
            return;
        }
        List<Account> accounts = state.get().changedFrom();
        state.set(State.DONE);
        show.run();
        if (at() == ConnectionState.IDLE || !accounts.isEmpty() && used().filter(accounts::contains).isEmpty()) {
            // the next one is made with what is configured then; a client's own is none of the configuration's business
            return;
        }
        LOG.info("{}: connecting anew with the changed configuration", lane.connector());
        if (lane.has(AutoConnectorManager.class) && lane.manager(AutoConnectorManager.class).isActive()) {
            lane.manager(AutoConnectorManager.class).restart();
        } else {
            lane.manager(ConnectionQueueManager.class).connect();
        }
    }
}
