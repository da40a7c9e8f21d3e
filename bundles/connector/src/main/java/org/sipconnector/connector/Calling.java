/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.connector;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.sipconnector.api.call.CallFailedException;
import org.sipconnector.api.call.CallInProgressException;
import org.sipconnector.api.call.CallManager;
import org.sipconnector.api.call.CallNotPossibleException;
import org.sipconnector.api.call.CallParameters;
import org.sipconnector.api.callreconnect.DisarmReason;
import org.sipconnector.api.callreconnect.RedialPolicy;
import org.sipconnector.api.connection.ConnectionManager;
import org.sipconnector.api.connection.ConnectionSnapshot;
import org.sipconnector.api.connection.ConnectionState;
import org.sipconnector.api.media.PeerId;
import org.sipconnector.api.sip.SipCause;
import org.sipconnector.api.sip.SipFailure;
import org.sipconnector.kernel.KeptId;
import org.sipconnector.kernel.Lane;
import org.sipconnector.kernel.Outcome;
import org.sipconnector.kernel.Reply;
import org.sipconnector.kernel.ReplyId;
import org.sipconnector.kernel.StatePart;
import org.sipconnector.kernel.Step;

/**
 * Makes calls. What a client wants now comes before a lost call that is being set up again: the attempt is given up, its
 * call ended, and then the wanted one begins. Any other call that is up is left alone, and the wanted one is refused. What
 * was asked for a moment before is done first: only then is it known whether a call is up.
 */
final class Calling {

    /** An answer is decided after a few messages, unless its outcome was lost with its process. */
    private static final int MOST_WAITS = 16;

    /**
     * What was asked before is done, or is to be looked for again.
     *
     * @param waits how often it was looked for; 0 from versions that looked once
     */
    record CallDue(ReplyId<PeerId> reply, KeptId<CallParameters> parameters,
            Optional<KeptId<RedialPolicy>> redialling, int waits) implements Step<Void> {

        CallDue waitingOn() {
            return new CallDue(reply, parameters, redialling, waits + 1);
        }
    }

    private record AttemptEnded(ReplyId<PeerId> reply, KeptId<CallParameters> parameters) implements Step<Void> {}

    private record CallMade(ReplyId<PeerId> reply) implements Step<PeerId> {}

    /**
     * @param next         promise of the call that waits for the end of an attempt
     * @param due          promises of calls that wait until what was asked before is done, or for the registration
     * @param watched      names the call that redialling was armed for last
     * @param unregistered which of them wait for the registration; none in versions that called without it
     */
    record State(Optional<ReplyId<PeerId>> next, List<ReplyId<PeerId>> due, Optional<String> watched, List<CallDue> unregistered) {

        static final State NONE = new State(Optional.empty(), List.of(), Optional.empty(), List.of());

        State {
            unregistered = unregistered == null ? List.of() : List.copyOf(unregistered);
        }

        State waiting(ReplyId<PeerId> reply) {
            return new State(next, Stream.concat(due.stream(), Stream.of(reply)).toList(), watched, unregistered);
        }

        State come(ReplyId<PeerId> reply) {
            return new State(next, due.stream().filter(each -> !each.equals(reply)).toList(), watched, unregistered);
        }

        State following(Optional<ReplyId<PeerId>> attempt) {
            return new State(attempt, due, watched, unregistered);
        }

        State watching(String promise) {
            return new State(next, due, Optional.of(promise), unregistered);
        }

        State unregistered(List<CallDue> others) {
            return new State(next, due, watched, others);
        }

        State givenUp() {
            return new State(Optional.empty(), List.of(), watched, List.of());
        }
    }

    private final Lane lane;
    private final StatePart<State> state;
    private final Redial redial;
    private final Beginnings beginnings;
    private final Runnable over;

    /** @param over is told that calls which waited for the registration failed with it */
    Calling(Lane lane, StatePart<State> state, Redial redial, Beginnings beginnings, Runnable over) {
        this.lane = lane;
        this.state = state;
        this.redial = redial;
        this.beginnings = beginnings;
        this.over = over;
        lane.onOutcome(CallDue.class, (step, outcome) -> due(step));
        lane.onSnapshot(ConnectionManager.class, (before, now) -> registrationDecided(now));
        lane.onOutcome(AttemptEnded.class, (step, outcome) -> attemptEnded(step));
        lane.onOutcome(CallMade.class, (step, outcome) -> {
            made(step.reply().value(), outcome);
            lane.reply(step.reply()).settle(outcome);
        });
    }

    /** Whether a call is being made or answered that no snapshot shows yet. */
    boolean beginning() {
        return state.get().next().isPresent() || !state.get().due().isEmpty() || beginnings.any();
    }

    /** @param redialling what decides about setting it up again; absent when it is not to be */
    CompletionStage<PeerId> call(CallParameters parameters, Optional<RedialPolicy> redialling) {
        Reply<PeerId> reply = lane.reply();
        boolean registers = registers();
        if (mayTakeThePlaceOfAnAttempt()) {
            instead(reply.id(), parameters, redialling);
        } else if (registers || Calls.ongoing(lane) || beginning()) {
            state.change(now -> now.waiting(reply.id()));
            CallDue due = new CallDue(reply.id(), lane.keep(parameters), redialling.map(lane::keep), 0);
            if (registers) {
                state.change(now -> now.unregistered(Stream.concat(now.unregistered().stream(), Stream.of(due)).toList()));
            } else {
                lane.afterOthers(due);
            }
        } else {
            begin(reply.id().value(), parameters, redialling, new CallMade(reply.id()));
        }
        return reply;
    }

    /**
     * Asks for a call when no other is going on.
     *
     * @param promise names it
     * @param next    hears the outcome, and tells {@link #made}
     */
    <S extends Record & Step<PeerId>> void begin(String promise, CallParameters parameters, Optional<RedialPolicy> redialling,
            S next) {
        if (!Calls.ongoing(lane) && !beginnings.any()) {
            watch(promise, parameters, redialling);
        }
        ask(promise, parameters, next);
    }

    /** Gives an attempt to set a call up again up that is under way; false when there is none. */
    <S extends Record & Step<Void>> boolean endAttempt(S next) {
        boolean attempting = mayTakeThePlaceOfAnAttempt();
        if (attempting) {
            lane.expect(unwatch(DisarmReason.DISARM), next);
        }
        return attempting;
    }

    /** A call that was refused before it began was not lost, and leaves nothing that would be redialled. */
    void made(String promise, Outcome<PeerId> outcome) {
        if (!outcome.succeeded() && !(outcome.error() instanceof CallFailedException)) {
            unwatch(promise);
        }
        beginnings.over(promise);
    }

    /** Sets this call up again no more; without effect when another is watched by now. */
    void unwatch(String promise) {
        unwatch(promise, DisarmReason.DISARM);
    }

    void unwatch(String promise, DisarmReason reason) {
        if (watches(promise)) {
            redial.disarm(reason, List.of(Beginnings.peer(promise)));
        }
    }

    /** What is watched now, and what it was armed for last, is not set up again; what somebody else arms it for meanwhile is. */
    CompletionStage<Void> unwatch(DisarmReason reason) {
        return redial.disarm(reason,
                Stream.concat(redial.watched().stream(), state.get().watched().map(Beginnings::peer).stream()).distinct().toList());
    }

    /** Whether redialling was armed for this call last. */
    boolean watches(String promise) {
        return state.get().watched().equals(Optional.of(promise));
    }

    /** Ends the call that is there and those that are being asked for; one that somebody else begins meanwhile goes on. */
    CompletionStage<Void> endCall() {
        return lane.manager(CallManager.class).endCall(
                Stream.concat(Calls.snapshot(lane).peer().stream(), beginnings.peers().stream()).toList());
    }

    /** What has not begun will not, for its client hangs up. */
    void giveUp() {
        List<ReplyId<PeerId>> given = Stream.concat(state.get().next().stream(), state.get().due().stream()).toList();
        state.get().unregistered().forEach(lane::afterOthers);
        state.change(State::givenUp);
        given.forEach(reply -> lane.reply(reply)
                .fail(new CallFailedException("the call was given up", SipFailure.local(SipCause.CANCELED))));
    }

    /** Whether the connection is there and its registration, which it is to have, is not yet answered: the server would take the call for a guest's. */
    private boolean registers() {
        return lane.has(ConnectionManager.class) && registers(lane.manager(ConnectionManager.class).snapshot());
    }

    private static boolean registers(ConnectionSnapshot connection) {
        return connection.registerConfigured()
                && (connection.state() == ConnectionState.CONNECTING || connection.state() == ConnectionState.CONNECTED);
    }

    private void registrationDecided(ConnectionSnapshot connection) {
        List<CallDue> calls = state.get().unregistered();
        if (calls.isEmpty() || registers(connection)) {
            return;
        }
        state.change(now -> now.unregistered(List.of()));
        calls.forEach(lane::afterOthers);
        if (!connection.established()) {
            calls.forEach(call -> {
                state.change(now -> now.come(call.reply()));
                lane.reply(call.reply()).fail(new CallNotPossibleException(
                        "not registered" + connection.lastError().map(error -> ": " + error).orElse("") + "; connect before calling"));
            });
            over.run();
        }
    }

    private void due(CallDue step) {
        if (state.get().due().contains(step.reply()) && beginnings.any() && step.waits() < MOST_WAITS) {
            lane.afterOthers(step.waitingOn());
            return;
        }
        CallParameters parameters = taken(step.parameters());
        Optional<RedialPolicy> redialling = step.redialling().map(this::taken);
        if (!state.get().due().contains(step.reply())) {
            return;
        }
        state.change(now -> now.come(step.reply()));
        if (mayTakeThePlaceOfAnAttempt()) {
            instead(step.reply(), parameters, redialling);
        } else if (Calls.ongoing(lane) || state.get().next().isPresent()) {
            lane.reply(step.reply()).fail(new CallInProgressException(Calls.snapshot(lane).state()));
        } else {
            watch(step.reply().value(), parameters, redialling);
            ask(step.reply().value(), parameters, new CallMade(step.reply()));
        }
    }

    private boolean mayTakeThePlaceOfAnAttempt() {
        return state.get().next().isEmpty() && redial.attempting();
    }

    private void instead(ReplyId<PeerId> reply, CallParameters parameters, Optional<RedialPolicy> redialling) {
        state.change(now -> now.following(Optional.of(reply)));
        lane.expect(watch(reply.value(), parameters, redialling), new AttemptEnded(reply, lane.keep(parameters)));
    }

    private void attemptEnded(AttemptEnded step) {
        CallParameters parameters = taken(step.parameters());
        if (state.get().next().equals(Optional.of(step.reply()))) {
            state.change(now -> now.following(Optional.empty()));
            ask(step.reply().value(), parameters, new CallMade(step.reply()));
        }
    }

    private CompletionStage<Void> watch(String promise, CallParameters parameters, Optional<RedialPolicy> redialling) {
        if (redialling.isPresent()) {
            state.change(now -> now.watching(promise));
            return redial.arm(parameters, redialling.get(), Beginnings.peer(promise));
        }
        return redial.armed() ? unwatch(DisarmReason.DISARM) : CompletableFuture.completedStage(null);
    }

    private <S extends Record & Step<PeerId>> void ask(String promise, CallParameters parameters, S next) {
        beginnings.add(promise);
        lane.expect(lane.manager(CallManager.class).startCall(parameters, Beginnings.peer(promise)), next);
    }

    private <T> T taken(KeptId<T> id) {
        T object = lane.kept(id);
        lane.release(id);
        return object;
    }
}
