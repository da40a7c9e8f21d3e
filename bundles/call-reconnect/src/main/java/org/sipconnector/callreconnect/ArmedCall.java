/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.callreconnect;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;
import org.sipconnector.api.call.CallParameters;
import org.sipconnector.api.call.MutedMedia;
import org.sipconnector.api.callreconnect.RedialPolicy;
import org.sipconnector.api.media.PeerId;
import org.sipconnector.api.sip.SipFailure;
import org.sipconnector.kernel.KeptId;
import org.sipconnector.kernel.Lane;
import org.sipconnector.kernel.StatePart;
import org.sipconnector.spi.explanation.ErrorText;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the client armed it with, kept by the lane: the parameters or their supplier, and the policy; and what is muted meanwhile. */
final class ArmedCall {

    private static final Logger LOG = LoggerFactory.getLogger(ArmedCall.class);

    /**
     * Under which ids they are kept; absent when it is not armed.
     *
     * @param muted what is muted in the call, absent for what the parameters say
     * @param call  names what is watched, absent from versions that did not name it
     * @param peer  the main connection of that call or of the attempt that has taken its place
     * @param next  whether, where there is no such connection, the next call is meant; from versions that did not keep it
     *              whichever is up
     * @param of    the parameters of which the two before tell; others are of a version that did not keep those two
     */
    record State(Optional<KeptId<Object>> parameters, Optional<KeptId<RedialPolicy>> policy, Optional<MutedMedia> muted,
            Optional<PeerId> call, Optional<PeerId> peer, boolean next, Optional<KeptId<Object>> of) {

        static final State NONE = new State(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), false,
                Optional.empty());

        State {
            muted = muted == null ? Optional.empty() : muted;
            call = call == null ? Optional.empty() : call;
            boolean another = of != null && !of.equals(parameters);
            peer = peer == null || another ? Optional.empty() : peer;
            next = next && !another;
            of = parameters;
        }

        State muted(MutedMedia now) {
            return new State(parameters, policy, Optional.of(now), call, peer, next, of);
        }

        State of(Optional<PeerId> connection) {
            return new State(parameters, policy, muted, call, connection, true, of);
        }
    }

    private final Lane lane;
    private final StatePart<State> state;

    ArmedCall(Lane lane, StatePart<State> state) {
        this.lane = lane;
        this.state = state;
    }

    /**
     * @param parameters {@link CallParameters}, which outlive the process, or a supplier of their stage
     * @param peer       the call's main connection, absent for that of the next call
     */
    void is(Object parameters, RedialPolicy policy, PeerId call, Optional<PeerId> peer) {
        forget();
        Optional<KeptId<Object>> kept = Optional.of(lane.keep(parameters));
        state.set(new State(kept, Optional.of(lane.keep(policy)), Optional.empty(), Optional.of(call), peer, true, kept));
    }

    Optional<PeerId> call() {
        return state.get().call();
    }

    /** @param peer the main connection of a call, absent where a version named none: then it is the one that is watched */
    boolean watches(Optional<PeerId> peer) {
        State armed = state.get();
        return peer.isEmpty() || (armed.peer().isPresent() ? armed.peer().equals(peer) : !armed.next());
    }

    /** Whether it is known that this is the call. */
    boolean names(Optional<PeerId> peer) {
        return peer.isPresent() && state.get().peer().equals(peer);
    }

    /** Without effect when it is known which call is watched. */
    void begun(Optional<PeerId> peer) {
        if (state.get().peer().isEmpty()) {
            state.change(armed -> armed.of(peer));
        }
    }

    /** An attempt has taken the place of the call. */
    void isNow(PeerId peer) {
        state.change(armed -> armed.of(Optional.of(peer)));
    }

    void lost() {
        state.change(armed -> armed.of(Optional.empty()));
    }

    /** What is muted, and stays so in the calls that follow this one. */
    void muted(MutedMedia now) {
        if (state.get().parameters().isPresent()) {
            state.change(armed -> armed.muted(now));
        }
    }

    /** What the client wants, with what was muted in the call that was lost. */
    CallParameters asBefore(CallParameters parameters) {
        return state.get().muted().map(muted -> parameters.withMuted(muted.inAnotherCall())).orElse(parameters);
    }

    void forget() {
        state.get().parameters().ifPresent(lane::release);
        state.get().policy().ifPresent(lane::release);
        state.set(State.NONE);
    }

    /** Asks for the parameters anew; throws what the client's supplier throws. */
    @SuppressWarnings("unchecked")
    CompletionStage<CallParameters> parameters() {
        Object kept = lane.kept(state.get().parameters().orElseThrow());
        return kept instanceof CallParameters parameters
                ? CompletableFuture.completedStage(parameters)
                : ((Supplier<CompletionStage<CallParameters>>) kept).get();
    }

    boolean networkFailure(SipFailure end) {
        return decide(policy -> policy.networkFailure(end));
    }

    /** Whom nobody can call is not called again, whatever the policy says. */
    boolean canRetry(Throwable error) {
        return !(error instanceof IllegalArgumentException) && canAskAgain(error);
    }

    /** Whether the client may be asked for parameters again that it could not give. */
    boolean canAskAgain(Throwable error) {
        return decide(policy -> policy.canRetry(error));
    }

    /** A policy that fails decides nothing: nobody is called without being told to. */
    private boolean decide(Function<RedialPolicy, Boolean> question) {
        try {
            return question.apply(lane.kept(state.get().policy().orElseThrow()));
        } catch (RuntimeException e) {
            LOG.warn("{}: not redialled, the policy failed: {}", lane.connector(), ErrorText.of(e));
            LOG.debug("the policy failed", e);
            return false;
        }
    }
}
