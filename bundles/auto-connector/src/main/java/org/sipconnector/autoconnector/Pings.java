/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.autoconnector;

import java.time.Duration;
import org.sipconnector.api.connection.SipAnswer;
import org.sipconnector.kernel.Outcome;
import org.sipconnector.kernel.StatePart;
import org.sipconnector.kernel.Step;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks a connected server every now and then whether it is still there, and tells when it twice was not. */
final class Pings {

    static final String TIMER = "ping";
    static final Duration INTERVAL = Duration.ofSeconds(15);
    private static final int FAILURES = 2;
    private static final Logger LOG = LoggerFactory.getLogger(Pings.class);

    /**
     * @param run      which series of pings; an answer to an earlier one does not count
     * @param failures in a row
     * @param reported whether those failures have been told
     */
    record State(boolean on, long run, int failures, boolean reported) {
        static final State OFF = new State(false, 0, 0, false);
    }

    private record Answered(long run) implements Step<SipAnswer> {}

    private final AutoConnectorContext work;
    private final StatePart<State> state;
    private final Runnable dead;

    Pings(AutoConnectorContext work, StatePart<State> state, Runnable dead) {
        this.work = work;
        this.state = state;
        this.dead = dead;
        work.onOutcome(Answered.class, this::answered);
    }

    void start() {
        work.lane.cancel(TIMER);
        state.set(new State(true, state.get().run() + 1, 0, false));
        ping();
    }

    void stop() {
        work.lane.cancel(TIMER);
        state.set(new State(false, state.get().run(), 0, false));
    }

    void onTimer() {
        if (state.get().on()) {
            ping();
        }
    }

    private void ping() {
        work.lane.expect(work.connection().ping(), new Answered(state.get().run()));
    }

    private void answered(Answered ping, Outcome<SipAnswer> outcome) {
        if (!state.get().on() || ping.run() != state.get().run()) {
            return;
        }
        work.lane.schedule(TIMER, INTERVAL);
        if (Verdict.alive(outcome)) {
            state.set(new State(true, state.get().run(), 0, false));
            return;
        }
        LOG.debug("ping failed: {}", outcome.error().getMessage());
        boolean report = state.get().failures() + 1 >= FAILURES && !state.get().reported();
        state.set(new State(true, state.get().run(), state.get().failures() + 1, state.get().reported() || report));
        if (report) {
            dead.run();
        }
    }
}
