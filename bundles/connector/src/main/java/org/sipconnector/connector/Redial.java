/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.connector;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.sipconnector.api.call.CallParameters;
import org.sipconnector.api.callreconnect.CallReconnectEvent;
import org.sipconnector.api.callreconnect.CallReconnectManager;
import org.sipconnector.api.callreconnect.CallReconnectSnapshot;
import org.sipconnector.api.callreconnect.CallReconnectState;
import org.sipconnector.api.callreconnect.DisarmReason;
import org.sipconnector.api.callreconnect.RedialPolicy;
import org.sipconnector.api.connector.ConnectAndCallPhase;
import org.sipconnector.api.media.PeerId;
import org.sipconnector.kernel.EventHandlers;
import org.sipconnector.kernel.Lane;
import org.sipconnector.kernel.Step;

/** Setting up a lost call again, where the connector can: without that manager there is simply no redial. */
final class Redial {

    private static final EventHandlers<ConnectAndCall> HANDLERS = EventHandlers.<ConnectAndCall>of()
            .on(CallReconnectEvent.TerminationClassified.class, (session, event) -> session.redialDecided(event.redial()))
            .on(CallReconnectEvent.AttemptSucceeded.class, (session, event) -> session.redialSucceeded())
            .on(CallReconnectEvent.Terminal.class, (session, event) -> session.redialGivenUp());

    /** There are no attempts any more, and what comes of the last one has been heard of. */
    private record AttemptsLeft() implements Step<Void> {}

    private final Lane lane;

    Redial(Lane lane) {
        this.lane = lane;
    }

    /** Watches the call that is about to be made under this name. Done when no attempt for another is under way any more. */
    CompletionStage<Void> arm(CallParameters parameters, RedialPolicy policy, PeerId call) {
        return lane.has(CallReconnectManager.class)
                ? lane.manager(CallReconnectManager.class).arm(parameters, policy, call)
                : CompletableFuture.completedStage(null);
    }

    /** Names the call that is watched. */
    Optional<PeerId> watched() {
        return lane.has(CallReconnectManager.class)
                ? lane.manager(CallReconnectManager.class).snapshot().watched()
                : Optional.empty();
    }

    /** No longer watches these; without effect when another is watched by then. Done as {@link #disarm(DisarmReason)}. */
    CompletionStage<Void> disarm(DisarmReason reason, List<PeerId> calls) {
        return lane.has(CallReconnectManager.class)
                ? lane.manager(CallReconnectManager.class).disarm(reason, calls)
                : CompletableFuture.completedStage(null);
    }

    /** No longer watches whatever it is. Done when an attempt that was under way has been given up and its call has ended. */
    CompletionStage<Void> disarm(DisarmReason reason) {
        return lane.has(CallReconnectManager.class)
                ? lane.manager(CallReconnectManager.class).disarm(reason)
                : CompletableFuture.completedStage(null);
    }

    /** Whether an attempt to set the call up again is under way. */
    boolean attempting() {
        return lane.has(CallReconnectManager.class) && lane.manager(CallReconnectManager.class).snapshot().attempting();
    }

    /** Whether it was told to watch and never told to stop. */
    boolean armed() {
        return lane.has(CallReconnectManager.class)
                && lane.manager(CallReconnectManager.class).snapshot().state() != CallReconnectState.IDLE;
    }

    /** Whether a lost call is being set up again or will be. */
    boolean atWork() {
        return lane.has(CallReconnectManager.class) && atWork(lane.manager(CallReconnectManager.class).snapshot());
    }

    private static boolean atWork(CallReconnectSnapshot redial) {
        return switch (redial.state()) {
            case EVALUATING, BACKOFF, WAITING_SIGNALING, ATTEMPTING -> true;
            default -> false;
        };
    }

    /** Tells the session what becomes of its call. */
    void follow(ConnectAndCall session) {
        lane.on(HANDLERS, session);
        lane.onSnapshot(CallReconnectManager.class, (before, now) -> {
            boolean left = now.state() == CallReconnectState.ARMED || now.state() == CallReconnectState.IDLE;
            if (left && atWork(before) && session.state().phase() == ConnectAndCallPhase.RECONNECTING) {
                // where none is under way there is nothing to cancel, only the end of the last one to be waited for
                lane.expect(lane.manager(CallReconnectManager.class).cancelCurrentAttempt(), new AttemptsLeft());
            }
        });
        lane.onOutcome(AttemptsLeft.class, (step, outcome) -> {
            if (!atWork()) {
                session.redialCancelled();
            }
        });
    }
}
