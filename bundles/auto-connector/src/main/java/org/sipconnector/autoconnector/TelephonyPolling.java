/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.autoconnector;

import org.sipconnector.api.autoconnector.AutoConnectEvent;
import org.sipconnector.api.connection.ConnectionParameters;
import org.sipconnector.kernel.Outcome;
import org.sipconnector.kernel.StatePart;
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
    private final StatePart<State> state;
    private final Listener listener;

    TelephonyPolling(AutoConnectorContext work, StatePart<State> state, Listener listener) {
        this.work = work;
        this.state = state;
        this.listener = listener;
        work.onOutcome(CheckParametersGiven.class, this::given);
        work.onOutcome(Checked.class, this::checked);
    }

    void start() {
        stop();
        state.set(new State(true, state.get().run() + 1, state.get().failures()));
        check();
    }

    void stop() {
        work.lane.cancel(TIMER);
        state.set(new State(false, state.get().run(), state.get().failures()));
    }

    void onTimer() {
        if (state.get().on()) {
            check();
        }
    }

    private void check() {
        work.askParameters(new CheckParametersGiven(state.get().run()), this::checkWith, this::failed);
    }

    private void checkWith(ConnectionParameters parameters) {
        work.lane.expect(work.connection().checkTelephony(parameters), new Checked(state.get().run()));
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
        return state.get().on() && run == state.get().run();
    }

    private void succeeded() {
        state.set(new State(true, state.get().run(), TelephonyFailures.NONE));
        goOn();
        listener.reachable();
    }

    private void failed(Throwable error) {
        TelephonyFailures before = state.get().failures();
        TelephonyFailures now = before.another(work.options().telephonyFailPolicy(), work.lane.now());
        state.set(new State(true, state.get().run(), now));
        goOn();
        work.publish(new AutoConnectEvent.TelephonyCheckFailure(now.count(), now.level(), now.reconnect(),
                now.untilNextRetry(work.lane.now()), error));
        if (now.escalatedFrom(before)) {
            work.publish(new AutoConnectEvent.TelephonyCheckEscalated(now.count(), now.level(), error));
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
