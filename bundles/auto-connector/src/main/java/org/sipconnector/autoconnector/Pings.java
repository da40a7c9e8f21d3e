/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.autoconnector;

import java.time.Duration;
import org.sipconnector.api.connection.SipAnswer;
import org.sipconnector.kernel.Outcome;
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
    private final Runnable dead;
    private State state;

    Pings(AutoConnectorContext work, State state, Runnable dead) {
        this.work = work;
        this.state = state;
        this.dead = dead;
        work.onOutcome(Answered.class, this::answered);
    }

    State state() {
        return state;
    }

    void start() {
        work.lane.cancel(TIMER);
        state = new State(true, state.run() + 1, 0, false);
        ping();
    }

    void stop() {
        work.lane.cancel(TIMER);
        state = new State(false, state.run(), 0, false);
    }

    void onTimer() {
        if (state.on()) {
            ping();
        }
    }

    private void ping() {
        work.lane.expect(work.connection().ping(), new Answered(state.run()));
    }

    private void answered(Answered ping, Outcome<SipAnswer> outcome) {
        if (!state.on() || ping.run() != state.run()) {
            return;
        }
        work.lane.schedule(TIMER, INTERVAL);
        if (Verdict.alive(outcome)) {
            state = new State(true, state.run(), 0, false);
            return;
        }
        LOG.debug("ping failed: {}", outcome.error().getMessage());
        boolean report = state.failures() + 1 >= FAILURES && !state.reported();
        state = new State(true, state.run(), state.failures() + 1, state.reported() || report);
        if (report) {
            dead.run();
        }
    }
}
