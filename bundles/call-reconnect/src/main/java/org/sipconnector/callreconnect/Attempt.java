/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.callreconnect;

import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.sipconnector.api.InvalidConfigurationException;
import org.sipconnector.api.call.CallFailedException;
import org.sipconnector.api.call.CallManager;
import org.sipconnector.api.call.CallParameters;
import org.sipconnector.api.call.CallSnapshot;
import org.sipconnector.api.explanation.ErrorText;
import org.sipconnector.api.media.PeerId;
import org.sipconnector.api.sip.SipCause;
import org.sipconnector.api.sip.SipFailure;
import org.sipconnector.kernel.Lane;
import org.sipconnector.kernel.Outcome;
import org.sipconnector.kernel.Step;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One attempt at a time: asks for the parameters, calls, and when it is given up ends the call it has begun. */
final class Attempt {

    private static final Logger LOG = LoggerFactory.getLogger(Attempt.class);
    private record ParametersGiven(int run) implements Step<CallParameters> {}

    private record Called(int run) implements Step<PeerId> {}

    private record Ended(int run) implements Step<Void> {}

    enum Awaited { NOTHING, PARAMETERS, CALL }

    /**
     * @param run    numbers the attempts; outcomes of former ones do not count
     * @param step   what is being waited for
     * @param ending the attempt whose call is being ended, 0 for none
     */
    record State(int run, Awaited step, int ending) {

        static final State NONE = new State(0, Awaited.NOTHING, 0);
    }

    private final Lane lane;
    private final ArmedCall client;
    private final Runnable succeeded;
    private final Consumer<Throwable> failed;
    private State state;

    Attempt(Lane lane, State state, ArmedCall client, Runnable succeeded, Consumer<Throwable> failed) {
        this.lane = lane;
        this.state = state;
        this.client = client;
        this.succeeded = succeeded;
        this.failed = failed;
        lane.onOutcome(ParametersGiven.class, this::dial);
        lane.onOutcome(Called.class, this::called);
        lane.onOutcome(Ended.class, this::ended);
    }

    State state() {
        return state;
    }

    /** Whether the call is being ended by this manager, so that its end says nothing about the client's wish. */
    boolean endsCall() {
        return state.ending() != 0;
    }

    /** Whether it has asked for its call. */
    boolean calls() {
        return state.step() == Awaited.CALL;
    }

    void start() {
        state = new State(state.run() + 1, Awaited.PARAMETERS, state.ending());
        try {
            lane.expect(client.parameters(), new ParametersGiven(state.run()));
        } catch (RuntimeException e) {
            lane.expect(CompletableFuture.failedStage(e), new ParametersGiven(state.run()));
        }
    }

    /** Gives it up; without effect when it is over. */
    void abort() {
        boolean calling = state.step() == Awaited.CALL;
        state = new State(state.run(), Awaited.NOTHING, calling ? state.run() : state.ending());
        if (calling) {
            lane.expect(call().endCall(), new Ended(state.run()));
        }
    }

    private void dial(ParametersGiven step, Outcome<CallParameters> outcome) {
        if (!waitsFor(Awaited.PARAMETERS, step.run())) {
            return;
        }
        if (outcome.value() != null) {
            state = new State(state.run(), Awaited.CALL, state.ending());
            lane.expect(call().startCall(client.asBefore(outcome.value())), new Called(state.run()));
        } else {
            state = new State(state.run(), Awaited.NOTHING, state.ending());
            failed.accept(outcome.succeeded()
                    ? new InvalidConfigurationException("parameters", "the supplier gave none")
                    : outcome.error());
        }
    }

    private void called(Called step, Outcome<PeerId> outcome) {
        if (waitsFor(Awaited.CALL, step.run())) {
            state = new State(state.run(), Awaited.NOTHING, state.ending());
            settle(outcome);
        }
    }

    private void ended(Ended step, Outcome<Void> outcome) {
        if (step.run() == state.ending()) {
            state = new State(state.run(), state.step(), 0);
            if (!outcome.succeeded()) {
                LOG.warn("the call of an attempt given up could not be ended: {}", ErrorText.of(outcome.error()));
            }
        }
    }

    private boolean waitsFor(Awaited step, int run) {
        return state.step() == step && state.run() == run;
    }

    /** A call that was lost again before its success was heard of is no success. */
    private void settle(Outcome<PeerId> outcome) {
        CallSnapshot now = call().snapshot();
        if (!outcome.succeeded()) {
            failed.accept(outcome.error());
        } else if (now.state().active()) {
            succeeded.run();
        } else {
            failed.accept(new CallFailedException("The call was lost again",
                    now.lastError().orElseGet(() -> SipFailure.local(SipCause.TERMINATED))));
        }
    }

    private CallManager call() {
        return lane.manager(CallManager.class);
    }
}
