/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.callreconnect;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.sipconnector.api.InvalidConfigurationException;
import org.sipconnector.api.SupplierTimeoutException;
import org.sipconnector.api.call.CallFailedException;
import org.sipconnector.api.call.CallInProgressException;
import org.sipconnector.api.call.CallManager;
import org.sipconnector.api.call.CallParameters;
import org.sipconnector.api.call.CallSnapshot;
import org.sipconnector.api.media.PeerId;
import org.sipconnector.api.sip.SipCause;
import org.sipconnector.api.sip.SipFailure;
import org.sipconnector.kernel.Lane;
import org.sipconnector.kernel.Outcome;
import org.sipconnector.kernel.Reply;
import org.sipconnector.kernel.ReplyId;
import org.sipconnector.kernel.StatePart;
import org.sipconnector.kernel.Step;
import org.sipconnector.spi.explanation.ErrorText;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One attempt at a time: asks for the parameters, calls, and when it is given up ends the call it has begun. */
final class Attempt {

    private static final Logger LOG = LoggerFactory.getLogger(Attempt.class);

    private record ParametersGiven(int run) implements Step<CallParameters> {}

    private record Called(int run) implements Step<PeerId> {}

    /**
     * From versions that did not name their calls.
     *
     * @param asked whether what was asked before it was given up is done
     */
    private record GivenUp(int run, boolean asked) implements Step<Void> {}

    private record Ended(int run) implements Step<Void> {}

    enum Awaited { NOTHING, PARAMETERS, CALL }

    /**
     * @param run     numbers the attempts; outcomes of former ones do not count
     * @param step    what is being waited for
     * @param ending  the attempt given up whose call may still be there, 0 for none
     * @param leaving promises to those who wait for its end
     * @param call    names the call it has asked for last; absent before the first, and from versions that did not name it
     * @param caller  the attempt that asked for it; another one was begun by a version that did not name its call
     */
    record State(int run, Awaited step, int ending, List<ReplyId<Void>> leaving, Optional<PeerId> call, int caller) {

        static final State NONE = new State(0, Awaited.NOTHING, 0, List.of(), Optional.empty(), 0);

        State {
            leaving = leaving == null ? List.of() : List.copyOf(leaving);
            call = call == null ? Optional.empty() : call;
        }

        State waitingFor(int number, Awaited what) {
            return new State(number, what, ending, leaving, call, caller);
        }

        State calling(PeerId peer) {
            return new State(run, Awaited.CALL, ending, leaving, Optional.of(peer), run);
        }

        State ending(int number) {
            return new State(run, Awaited.NOTHING, number, leaving, call, caller);
        }

        State over() {
            return new State(run, step, 0, List.of(), call, caller);
        }

        State leftFor(ReplyId<Void> reply) {
            return new State(run, step, ending, Stream.concat(leaving.stream(), Stream.of(reply)).toList(), call, caller);
        }
    }

    private final Lane lane;
    private final StatePart<State> state;
    private final ArmedCall client;
    private final Consumer<PeerId> succeeded;
    private final Consumer<Throwable> failed;
    private final Consumer<Throwable> notAsked;

    /** @param notAsked hears why there were no parameters to call with */
    Attempt(Lane lane, StatePart<State> state, ArmedCall client, Consumer<PeerId> succeeded, Consumer<Throwable> failed,
            Consumer<Throwable> notAsked) {
        this.lane = lane;
        this.state = state;
        this.client = client;
        this.succeeded = succeeded;
        this.failed = failed;
        this.notAsked = notAsked;
        lane.onOutcome(ParametersGiven.class, this::dial);
        lane.onOutcome(Called.class, this::called);
        lane.onOutcome(GivenUp.class, (step, outcome) -> givenUp(step));
        lane.onOutcome(Ended.class, this::ended);
    }

    /** Whether a call is being ended by this manager. */
    private boolean endsCall() {
        return state.get().ending() != 0;
    }

    /**
     * Whether this call is being ended by this manager, so that its end says nothing about the client's wish.
     *
     * @param peer its main connection, absent where a version named none
     */
    boolean ends(Optional<PeerId> peer) {
        State now = state.get();
        return endsCall() && (peer.isEmpty() || now.caller() != now.ending() || now.call().equals(peer));
    }

    /** Whether it was begun by the latest attempt. */
    boolean began(Optional<PeerId> peer) {
        return peer.isPresent() && state.get().call().equals(peer);
    }

    /** Whether it has asked for its call. */
    boolean calls() {
        return state.get().step() == Awaited.CALL;
    }

    void start() {
        state.change(now -> now.waitingFor(now.run() + 1, Awaited.PARAMETERS));
        try {
            lane.expect(client.parameters(), SupplierTimeoutException.LIMIT, new ParametersGiven(state.get().run()));
        } catch (RuntimeException e) {
            lane.expect(CompletableFuture.failedStage(e), new ParametersGiven(state.get().run()));
        }
    }

    /** Done when no call of an attempt given up is left. */
    CompletionStage<Void> gone() {
        if (!endsCall()) {
            return CompletableFuture.completedStage(null);
        }
        Reply<Void> reply = lane.reply();
        state.change(now -> now.leftFor(reply.id()));
        return reply;
    }

    /** Gives it up; without effect when it is over. The call is ended by its name: another one may have come before it. */
    void abort() {
        if (calls()) {
            state.change(now -> now.ending(now.run()));
            endCall();
        } else {
            state.change(now -> now.waitingFor(now.run(), Awaited.NOTHING));
        }
    }

    private void endCall() {
        State now = state.get();
        List<PeerId> named = now.call().filter(peer -> now.caller() == now.ending()).or(() -> call().snapshot().peer()).stream().toList();
        lane.expect(call().endCall(named), new Ended(now.ending()));
    }

    /** A call without a name may have been refused because of another one, which is known when what was asked before is done. */
    private void givenUp(GivenUp step) {
        if (step.run() != state.get().ending()) {
            return;
        }
        if (step.asked()) {
            endCall();
        } else {
            lane.afterOthers(new GivenUp(step.run(), true));
        }
    }

    private void dial(ParametersGiven step, Outcome<CallParameters> outcome) {
        if (!waitsFor(Awaited.PARAMETERS, step.run())) {
            return;
        }
        if (outcome.value() != null) {
            PeerId peer = new PeerId(lane.newId("peer"));
            state.change(now -> now.calling(peer));
            lane.expect(call().startCall(client.asBefore(outcome.value()), peer), new Called(state.get().run()));
        } else {
            state.change(now -> now.waitingFor(now.run(), Awaited.NOTHING));
            notAsked.accept(outcome.succeeded()
                    ? new InvalidConfigurationException("parameters", "the supplier gave none")
                    : outcome.error());
        }
    }

    private void called(Called step, Outcome<PeerId> outcome) {
        if (waitsFor(Awaited.CALL, step.run())) {
            state.change(now -> now.waitingFor(now.run(), Awaited.NOTHING));
            settle(outcome);
        } else if (step.run() == state.get().ending() && !outcome.succeeded()) {
            over();
        }
    }

    private void ended(Ended step, Outcome<Void> outcome) {
        if (step.run() == state.get().ending()) {
            over();
            if (!outcome.succeeded()) {
                LOG.warn("{}: the call of an attempt given up could not be ended: {}", lane.connector(), ErrorText.of(outcome.error()));
            }
        }
    }

    private void over() {
        List<ReplyId<Void>> leaving = state.get().leaving();
        state.change(now -> now.over());
        leaving.forEach(reply -> lane.reply(reply).complete(null));
    }

    private boolean waitsFor(Awaited step, int run) {
        return state.get().step() == step && state.get().run() == run;
    }

    /** A call that was lost again before its success was heard of is no success. */
    private void settle(Outcome<PeerId> outcome) {
        CallSnapshot now = call().snapshot();
        boolean itself = now.peer().equals(Optional.ofNullable(outcome.value()));
        if (!outcome.succeeded()) {
            failed.accept(outcome.error());
        } else if (now.state().active() && itself) {
            succeeded.accept(outcome.value());
        } else if (now.peer().isPresent() && !itself) {
            failed.accept(new CallInProgressException(now.state()));
        } else {
            failed.accept(new CallFailedException("The call was lost again",
                    now.status().lastError().orElseGet(() -> SipFailure.local(SipCause.TERMINATED))));
        }
    }

    private CallManager call() {
        return lane.manager(CallManager.class);
    }
}
