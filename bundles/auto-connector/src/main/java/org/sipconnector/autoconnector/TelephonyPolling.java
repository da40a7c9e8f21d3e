/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.autoconnector;

import java.util.function.Consumer;
import org.sipconnector.api.autoconnector.AutoConnectEvent;
import org.sipconnector.api.connection.ConnectionParameters;
import org.sipconnector.kernel.Outcome;
import org.sipconnector.kernel.Step;

/** Out of attempts: looks every now and then whether the server can be reached. */
final class TelephonyPolling {

    static final String TIMER = "telephony";

    /** What a check leads to. */
    interface Listener {

        void reachable();

        /** A failed check that its policy does not let pass. */
        void reconnect();
    }

    /** @param run which series of checks; an answer to an earlier one does not count */
    record State(boolean on, long run, TelephonyFailures failures) {
        static final State OFF = new State(false, 0, TelephonyFailures.NONE);
    }

    private record CheckParametersGiven(long run) implements Step<ConnectionParameters> {}

    private record Checked(long run) implements Step<Void> {}

    private final AutoConnectorContext work;
    private final Consumer<AutoConnectEvent> publish;
    private final Listener listener;
    private State state;

    TelephonyPolling(AutoConnectorContext work, State state, Consumer<AutoConnectEvent> publish, Listener listener) {
        this.work = work;
        this.state = state;
        this.publish = publish;
        this.listener = listener;
        work.onOutcome(CheckParametersGiven.class, this::given);
        work.onOutcome(Checked.class, this::checked);
    }

    State state() {
        return state;
    }

    void start() {
        stop();
        state = new State(true, state.run() + 1, state.failures());
        check();
    }

    void stop() {
        work.lane.cancel(TIMER);
        state = new State(false, state.run(), state.failures());
    }

    void onTimer() {
        if (state.on()) {
            check();
        }
    }

    private void check() {
        work.askParameters(new CheckParametersGiven(state.run()), this::checkWith, this::failed);
    }

    private void checkWith(ConnectionParameters parameters) {
        work.lane.expect(work.connection().checkTelephony(parameters), new Checked(state.run()));
    }

    private void given(CheckParametersGiven step, Outcome<ConnectionParameters> outcome) {
        if (counts(step.run())) {
            AutoConnectorContext.parametersOf(outcome, this::checkWith, this::failed);
        }
    }

    private void checked(Checked step, Outcome<Void> outcome) {
        if (counts(step.run()) && outcome.succeeded()) {
            succeeded();
        } else if (counts(step.run())) {
            failed(outcome.error());
        }
    }

    private boolean counts(long run) {
        return state.on() && run == state.run();
    }

    private void succeeded() {
        state = new State(true, state.run(), TelephonyFailures.NONE);
        goOn();
        listener.reachable();
    }

    private void failed(Throwable error) {
        TelephonyFailures before = state.failures();
        TelephonyFailures now = before.another(work.options().telephonyFailPolicy(), work.lane.now());
        state = new State(true, state.run(), now);
        goOn();
        publish.accept(new AutoConnectEvent.TelephonyCheckFailure(now.count(), now.level(), now.reconnect(),
                now.untilNextRetry(work.lane.now()), error));
        if (now.escalatedFrom(before)) {
            publish.accept(new AutoConnectEvent.TelephonyCheckEscalated(now.count(), now.level(), error));
        }
        if (now.reconnect()) {
            listener.reconnect();
        }
    }

    /** The next check follows, unless this one leads out of here. */
    private void goOn() {
        work.lane.schedule(TIMER, work.about(work.options().checkTelephonyInterval()));
    }
}
