/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.autoconnector;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.sipconnector.api.ConfigurationChanged;
import org.sipconnector.api.autoconnector.AutoConnectResult;
import org.sipconnector.api.autoconnector.AutoConnectorManager;
import org.sipconnector.api.autoconnector.AutoConnectorOptions;
import org.sipconnector.api.autoconnector.AutoConnectorParameters;
import org.sipconnector.api.autoconnector.AutoConnectorSnapshot;
import org.sipconnector.api.autoconnector.ConnectAttempts;
import org.sipconnector.api.autoconnector.ServerChecks;
import org.sipconnector.api.autoconnector.AutoConnectorState;
import org.sipconnector.api.autoconnector.RestartReason;
import org.sipconnector.api.connection.ConnectionManager;
import org.sipconnector.api.connectionqueue.ConnectionQueueManager;
import org.sipconnector.kernel.EventHandlers;
import org.sipconnector.kernel.Handover;
import org.sipconnector.kernel.Lane;
import org.sipconnector.kernel.Manager;
import org.sipconnector.kernel.ManagerContext;
import org.sipconnector.kernel.Reply;
import org.sipconnector.kernel.TimerFired;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The auto connector: takes operations, outcomes and timers to the part that knows what to do, and lets restarts in. */
final class AutoConnector implements AutoConnectorManager, Manager {

    private static final EventHandlers<AutoConnector> HANDLERS = EventHandlers.<AutoConnector>of()
            .on(TimerFired.class, AutoConnector::onTimer)
            .on(ConfigurationChanged.class, AutoConnector::onConfiguration);

    private static final Logger LOG = LoggerFactory.getLogger(AutoConnector.class);
    private static final String BY_CONFIGURATION = "connect-on-start";

    /**
     * Everything it is.
     *
     * @param held why it connects, unless somebody else does who has begun to; absent when it does not, when it was stopped since,
     *             and from versions that ended such a connection
     */
    record State(AutoConnectorContext.State work, CycleState cycle, Coalescer coalescer, Pings.State pings,
            RegistrationWatch.State registration, TelephonyPolling.State polling, NetworkWatch.State network,
            Optional<RestartReason> held) {

        static final int VERSION = 1;
        static final State NEW = new State(AutoConnectorContext.State.NEW, CycleState.NEW, Coalescer.NEW, Pings.State.OFF,
                RegistrationWatch.State.OFF, TelephonyPolling.State.OFF, NetworkWatch.State.OFF, Optional.empty());

        State {
            held = held == null || !network.on() ? Optional.empty() : held;
        }

        State with(AutoConnectorContext.State other) {
            return new State(other, cycle, coalescer, pings, registration, polling, network, held);
        }

        State with(CycleState other) {
            return new State(work, other, coalescer, pings, registration, polling, network, held);
        }

        State with(Coalescer other) {
            return new State(work, cycle, other, pings, registration, polling, network, held);
        }

        State with(Pings.State other) {
            return new State(work, cycle, coalescer, other, registration, polling, network, held);
        }

        State with(RegistrationWatch.State other) {
            return new State(work, cycle, coalescer, pings, other, polling, network, held);
        }

        State with(TelephonyPolling.State other) {
            return new State(work, cycle, coalescer, pings, registration, other, network, held);
        }

        State with(NetworkWatch.State other) {
            return new State(work, cycle, coalescer, pings, registration, polling, other, held);
        }

        State holding(Optional<RestartReason> reason) {
            return new State(work, cycle, coalescer, pings, registration, polling, network, reason);
        }

        AutoConnectorSnapshot snapshot() {
            RetryProgress course = cycle.course();
            TelephonyFailures failures = polling.failures();
            return new AutoConnectorSnapshot(cycle.state(),
                    new ConnectAttempts(course.inProgress(), course.attempts(), course.stopReason(), course.lastError()),
                    new ServerChecks(failures.count(), failures.level()), AutoConnectChart.CHART.validEvents(cycle.position()),
                    true, cycle.made().connected());
        }
    }

    private final ManagerContext<State, AutoConnectorSnapshot> context;
    private final Lane lane;
    private final AutoConnectorContext work;
    private final Cycle cycle;
    private final Pings pings;
    private final RegistrationWatch registration;
    private final TelephonyPolling polling;
    private final NetworkWatch network;

    AutoConnector(ManagerContext<State, AutoConnectorSnapshot> context, Supplier<AutoConnectorOptions> standard) {
        this.context = context;
        this.lane = context.lane();
        work = new AutoConnectorContext(context, standard);
        pings = new Pings(work, context.part(State::pings, State::with), () -> request(RestartReason.PERIODIC_PING_FAILED, true));
        registration = new RegistrationWatch(work, context.part(State::registration, State::with),
                () -> request(RestartReason.REGISTRATION_FAILED_OUT_OF_CALL, true));
        polling = new TelephonyPolling(work, context.part(State::polling, State::with), new Polled());
        cycle = new Cycle(work, context.part(State::cycle, State::with), new Watching());
        network = new NetworkWatch(work, context.part(State::network, State::with), cycle::at, this::requestWhenFree, this::pause);
        lane.on(HANDLERS, this);
        lane.onSnapshots(List.of(ConnectionManager.class, ConnectionQueueManager.class), this::requestHeld);
        context.show();
    }

    /** A fresh one connects by itself where the configuration says so. */
    static void begin(Lane lane) {
        if (lane.configuration().connectOnStart()) {
            lane.schedule(BY_CONFIGURATION, Duration.ZERO);
        }
    }

    // ---- operations

    @Override
    public CompletionStage<AutoConnectResult> start() {
        return start(Optional.empty());
    }

    @Override
    public CompletionStage<AutoConnectResult> start(AutoConnectorParameters parameters) {
        return start(Optional.of(parameters));
    }

    private CompletionStage<AutoConnectResult> start(Optional<AutoConnectorParameters> parameters) {
        Reply<AutoConnectResult> reply = lane.reply();
        if (mayStart()) {
            cycle.start(reply.id());
            beginWith(parameters);
            request(RestartReason.START, false);
        } else {
            LOG.debug("not started: it is at work, or was asked for a moment ago; restart or stop it instead");
            reply.complete(AutoConnectResult.of(AutoConnectResult.Reason.COALESCED));
        }
        return reply;
    }

    private boolean mayStart() {
        return cycle.gaveUp() || cycle.resting() && context.state().coalescer().accepts(RestartReason.START, lane.now());
    }

    private void beginWith(Optional<AutoConnectorParameters> parameters) {
        if (cycle.gaveUp()) {
            // what was asked for a moment ago is over
            context.changeUnshown(state -> state.with(state.coalescer().reset()));
        }
        context.changeUnshown(state -> state.holding(Optional.empty()));
        cycle.begin();
        work.start(parameters);
        network.start();
    }

    @Override
    public CompletionStage<Void> restart() {
        if (work.started()) {
            network.start();
            request(RestartReason.MANUAL_RESTART, false);
        }
        return done();
    }

    @Override
    public CompletionStage<Void> stop() {
        return stop(false);
    }

    @Override
    public CompletionStage<Void> stop(boolean yielding) {
        Reply<Void> reply = lane.reply();
        network.stop();
        context.changeUnshown(state -> state.holding(Optional.empty()));
        context.changeUnshown(state -> state.with(state.coalescer().reset()));
        cycle.stop(reply.id(), yielding);
        return reply;
    }

    @Override
    public CompletionStage<Void> cancelPendingRetry() {
        cycle.cancelWait();
        return done();
    }

    @Override
    public CompletionStage<Void> configure(AutoConnectorOptions options) {
        work.configure(options);
        return done();
    }

    private CompletionStage<Void> done() {
        Reply<Void> reply = lane.reply();
        reply.complete(null);
        return reply;
    }

    // ---- one gate for all who want a new cycle

    /** @param yielding whether a connect that somebody has asked for is not given up */
    private boolean request(RestartReason reason, boolean yielding) {
        if (!context.state().coalescer().accepts(reason, lane.now())) {
            LOG.debug("{} (priority {}) dropped: {} came a moment before", reason.text(), reason.priority(),
                    context.state().coalescer().last().map(RestartReason::text).orElse(""));
            return false;
        }
        context.changeUnshown(state -> state.with(state.coalescer().accepted(reason, lane.now())));
        if (reason == RestartReason.START) {
            LOG.info("{}: connecting, to stay connected", lane.connector());
        } else if (cycle.failing()) {
            LOG.debug("connecting anew: {}", reason.text());
        } else {
            LOG.info("{}: connecting anew: {}", lane.connector(), reason.text());
        }
        cycle.restart("connecting anew: " + reason.text(), yielding);
        return true;
    }

    /** Yields to a connection, too, that somebody else has made: it is not ended for it, but watched over. */
    private void requestWhenFree(RestartReason reason) {
        if (cycle.ownsConnection() || !work.connectionThere()) {
            request(reason, true);
        } else if (work.connectionNow().established()) {
            LOG.info("{}: somebody else has connected: watching over that connection", lane.connector());
            cycle.stillConnected();
        } else {
            context.changeUnshown(state -> state.holding(Optional.of(reason)));
        }
    }

    private void requestHeld() {
        if (context.state().held().isPresent() && (!work.connectionThere() || work.connectionNow().established())) {
            RestartReason reason = context.state().held().get();
            context.changeUnshown(state -> state.holding(Optional.empty()));
            if (!cycle.ownsConnection()) {
                requestWhenFree(reason);
            }
        }
    }

    private void pause() {
        context.changeUnshown(state -> state.holding(Optional.empty()));
        cycle.pause();
    }

    private final class Polled implements TelephonyPolling.Listener {

        @Override
        public void reachable() {
            requestWhenFree(RestartReason.TELEPHONY_DISCONNECTED);
        }

        @Override
        public void reconnect() {
            requestWhenFree(RestartReason.TELEPHONY_CHECK_FAILED);
        }
    }

    private final class Watching implements Cycle.Watchers {

        @Override
        public void connected() {
            pings.start();
            registration.start();
        }

        @Override
        public void outOfAttempts() {
            polling.start();
        }

        @Override
        public void stop() {
            pings.stop();
            polling.stop();
            registration.stop();
        }
    }

    // ---- what comes

    private void onTimer(TimerFired fired) {
        switch (fired.timer()) {
            case Cycle.TIMER -> cycle.onTimer();
            case Pings.TIMER -> pings.onTimer();
            case TelephonyPolling.TIMER -> polling.onTimer();
            case NetworkWatch.TIMER -> network.onTimer();
            case BY_CONFIGURATION -> startByConfiguration();
            default -> LOG.debug("timer {} of another version", fired.timer());
        }
        context.show();
    }

    private void onConfiguration(ConfigurationChanged changed) {
        if (changed.current().connectOnStart() && !changed.previous().connectOnStart()) {
            startByConfiguration();
        } else if (cycle.at() == AutoConnectorState.ERROR_TERMINAL && work.byConfiguration()
                && !changed.previous().parameters().equals(changed.current().parameters())) {
            // what it gave up for, such as a wrong password, may have been put right
            requestWhenFree(RestartReason.MANUAL_RESTART);
        }
    }

    private void startByConfiguration() {
        if (mayStart()) {
            beginWith(Optional.empty());
            requestWhenFree(RestartReason.START);
        }
    }

    // ---- what is seen

    @Override
    public AutoConnectorSnapshot snapshot() {
        return context.snapshot();
    }

    @Override
    public Handover handOver() {
        return context.handOver();
    }
}
