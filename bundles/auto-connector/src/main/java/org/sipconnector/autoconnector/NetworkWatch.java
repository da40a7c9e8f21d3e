/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.autoconnector;

import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.sipconnector.api.autoconnector.AutoConnectorState;
import org.sipconnector.api.autoconnector.NetworkPolicy;
import org.sipconnector.api.autoconnector.RestartReason;
import org.sipconnector.api.connection.ConnectionParameters;
import org.sipconnector.kernel.EventHandlers;
import org.sipconnector.kernel.Outcome;
import org.sipconnector.kernel.StatePart;
import org.sipconnector.kernel.Step;
import org.sipconnector.spi.network.NetworkEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the host's network does, and what to do about it: give up a connection the host has long been too offline for, and
 * connect anew when the network came back or changed, where a probe does not find that needless.
 */
final class NetworkWatch {

    private static final EventHandlers<NetworkWatch> HANDLERS = EventHandlers.<NetworkWatch>of()
            .on(NetworkEvent.Offline.class, whileOn(NetworkWatch::offline))
            .on(NetworkEvent.Online.class, whileOn(NetworkWatch::online))
            .on(NetworkEvent.AddressesChanged.class, whileOn(NetworkWatch::changed))
            .on(NetworkEvent.Resumed.class, whileOn(NetworkWatch::changed));

    static final String TIMER = "offline";
    private static final Logger LOG = LoggerFactory.getLogger(NetworkWatch.class);

    /** @param in the state in which it began; what it finds counts in that one only */
    record Probe(AutoConnectorState in, RestartReason reason) {}

    /** @param run which probe it is; an answer to an earlier one does not count */
    record State(boolean on, Optional<Probe> probe, long run) {
        static final State OFF = new State(false, Optional.empty(), 0);
    }

    private record ProbeParametersGiven(long run) implements Step<ConnectionParameters> {}

    private record Probed(long run) implements Step<Object> {}

    private final AutoConnectorContext work;
    private final StatePart<State> state;
    private final Supplier<AutoConnectorState> where;
    private final Consumer<RestartReason> restart;
    private final Runnable giveUp;

    NetworkWatch(AutoConnectorContext work, StatePart<State> state, Supplier<AutoConnectorState> where, Consumer<RestartReason> restart,
            Runnable giveUp) {
        this.work = work;
        this.state = state;
        this.where = where;
        this.restart = restart;
        this.giveUp = giveUp;
        work.lane.on(HANDLERS, this);
        work.onOutcome(ProbeParametersGiven.class, this::given);
        work.onOutcome(Probed.class, this::probed);
    }

    void start() {
        state.set(new State(true, state.get().probe(), state.get().run()));
    }

    void stop() {
        work.lane.cancel(TIMER);
        state.set(new State(false, Optional.empty(), state.get().run()));
    }

    private static <E extends NetworkEvent> BiConsumer<NetworkWatch, E> whileOn(Consumer<NetworkWatch> handler) {
        return (own, event) -> {
            if (own.state.get().on()) {
                handler.accept(own);
            }
        };
    }

    private void offline() {
        work.lane.schedule(TIMER, work.options().offlineGrace());
    }

    /** Other addresses, or a host that slept: what was open may be open no more. */
    private void changed() {
        follow(work.options().onNetworkChange(), RestartReason.NETWORK_CHANGE);
    }

    private void online() {
        work.lane.cancel(TIMER);
        follow(work.options().onNetworkOnline(), RestartReason.NETWORK_ONLINE);
    }

    void onTimer() {
        LOG.info("{}: the host is offline; disconnecting until it is back", work.lane.connector());
        giveUp.run();
    }

    private void follow(NetworkPolicy policy, RestartReason reason) {
        if (policy == NetworkPolicy.RECONNECT) {
            restart.accept(reason);
        } else if (policy == NetworkPolicy.PROBE && running().isEmpty()) {
            probe(reason);
        }
    }

    /** The probe whose outcome still counts. */
    private Optional<Probe> running() {
        return state.get().probe().filter(probe -> probe.in() == where.get());
    }

    private void probe(RestartReason reason) {
        AutoConnectorState now = where.get();
        if (now != AutoConnectorState.CONNECTED_MONITORING && now != AutoConnectorState.WAITING_BEFORE_RETRY) {
            restart.accept(reason);
            return;
        }
        state.set(new State(true, Optional.of(new Probe(now, reason)), state.get().run() + 1));
        if (now == AutoConnectorState.CONNECTED_MONITORING) {
            work.lane.expect(work.connection().ping(), new Probed(state.get().run()));
        } else {
            work.askParameters(new ProbeParametersGiven(state.get().run()), this::check, error -> ended());
        }
    }

    private void check(ConnectionParameters parameters) {
        work.lane.expect(work.connection().checkTelephony(parameters), new Probed(state.get().run()));
    }

    private void given(ProbeParametersGiven step, Outcome<ConnectionParameters> outcome) {
        if (step.run() != state.get().run()) {
            return;
        }
        if (running().isPresent()) {
            AutoConnectorContext.parametersOf(outcome, this::check, error -> ended());
        } else {
            ended();
        }
    }

    private void probed(Probed step, Outcome<Object> outcome) {
        if (step.run() != state.get().run()) {
            return;
        }
        Optional<Probe> probe = running();
        ended();
        // a dead connection is made anew, and one waited for is tried now that the server is there
        probe.filter(ended -> Verdict.alive(outcome) == (ended.in() == AutoConnectorState.WAITING_BEFORE_RETRY))
                .ifPresent(ended -> restart.accept(ended.reason()));
    }

    private void ended() {
        state.set(new State(state.get().on(), Optional.empty(), state.get().run()));
    }
}
