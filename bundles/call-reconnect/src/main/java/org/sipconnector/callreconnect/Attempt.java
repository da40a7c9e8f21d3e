package org.sipconnector.callreconnect;

import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.sipconnector.api.InvalidConfigurationException;
import org.sipconnector.api.call.CallFailedException;
import org.sipconnector.api.call.CallManager;
import org.sipconnector.api.call.CallParameters;
import org.sipconnector.api.call.CallSnapshot;
import org.sipconnector.api.sip.SipCause;
import org.sipconnector.api.sip.SipFailure;
import org.sipconnector.kernel.Lane;
import org.sipconnector.kernel.Outcome;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One attempt at a time: asks for the parameters, calls, and when it is given up ends the call it has begun. */
final class Attempt {

    private static final Logger LOG = LoggerFactory.getLogger(Attempt.class);
    private static final String PARAMETERS = "parameters/";
    private static final String CALL = "call/";
    private static final String ENDED = "ended/";

    enum Step { NOTHING, PARAMETERS, CALL }

    /**
     * @param run    numbers the attempts; outcomes of former ones do not count
     * @param step   what is being waited for
     * @param ending the attempt whose call is being ended, 0 for none
     */
    record State(int run, Step step, int ending) {

        static final State NONE = new State(0, Step.NOTHING, 0);
    }

    private final Lane lane;
    private final Client client;
    private final Runnable succeeded;
    private final Consumer<Throwable> failed;
    private State state;

    Attempt(Lane lane, State state, Client client, Runnable succeeded, Consumer<Throwable> failed) {
        this.lane = lane;
        this.state = state;
        this.client = client;
        this.succeeded = succeeded;
        this.failed = failed;
        lane.on(Outcome.class, this::onOutcome);
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
        return state.step() == Step.CALL;
    }

    void start() {
        state = new State(state.run() + 1, Step.PARAMETERS, state.ending());
        try {
            lane.expect(client.parameters(), PARAMETERS + state.run());
        } catch (RuntimeException e) {
            lane.expect(CompletableFuture.failedStage(e), PARAMETERS + state.run());
        }
    }

    /** Gives it up; without effect when it is over. */
    void abort() {
        boolean calling = state.step() == Step.CALL;
        state = new State(state.run(), Step.NOTHING, calling ? state.run() : state.ending());
        if (calling) {
            lane.expect(call().endCall(), ENDED + state.run());
        }
    }

    private void onOutcome(Outcome outcome) {
        if (is(outcome, PARAMETERS, Step.PARAMETERS)) {
            dial(outcome);
        } else if (is(outcome, CALL, Step.CALL)) {
            state = new State(state.run(), Step.NOTHING, state.ending());
            settle(outcome);
        } else if (outcome.key().equals(ENDED + state.ending())) {
            state = new State(state.run(), state.step(), 0);
            if (!outcome.succeeded()) {
                LOG.warn("the call of an attempt given up could not be ended: {}", outcome.error().toString());
            }
        }
    }

    private boolean is(Outcome outcome, String about, Step step) {
        return state.step() == step && outcome.key().equals(about + state.run());
    }

    private void dial(Outcome outcome) {
        if (outcome.value() instanceof CallParameters parameters) {
            state = new State(state.run(), Step.CALL, state.ending());
            lane.expect(call().startCall(client.asBefore(parameters)), CALL + state.run());
            return;
        }
        state = new State(state.run(), Step.NOTHING, state.ending());
        failed.accept(outcome.succeeded()
                ? new InvalidConfigurationException("parameters", "the supplier gave none") : outcome.error());
    }

    /** A call that was lost again before its success was heard of is no success. */
    private void settle(Outcome outcome) {
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
