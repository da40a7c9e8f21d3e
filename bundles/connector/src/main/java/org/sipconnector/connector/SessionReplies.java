/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.connector;

import java.util.List;
import java.util.Optional;
import org.sipconnector.api.connector.CloseReason;
import org.sipconnector.api.connector.ConnectAndCallResult;
import org.sipconnector.api.connector.ConnectAndCallResult.NotInCall;
import org.sipconnector.api.connector.ConnectAndCallResult.Reason;
import org.sipconnector.kernel.Lane;
import org.sipconnector.kernel.Reply;
import org.sipconnector.kernel.ReplyId;
import org.sipconnector.kernel.StatePart;

/** Answers those who wait for a session: who started it, who closed it and who waits for its end; with the errors kept for them. */
final class SessionReplies {

    private final Lane lane;
    private final StatePart<SessionState> state;

    SessionReplies(Lane lane, StatePart<SessionState> state) {
        this.lane = lane;
        this.state = state;
    }

    /** @param thrown whether the start fails with it */
    void keepError(Throwable error, boolean thrown) {
        state.change(now -> now.failed(Optional.of(lane.keep(error)), thrown));
    }

    void cleanUpFailed(Throwable error) {
        if (state.get().cleanUp().isEmpty()) {
            state.change(now -> now.cleanUpFailed(Optional.of(lane.keep(error))));
        }
    }

    void inCall(ConnectAndCallResult.InCall call) {
        ReplyId<ConnectAndCallResult> starter = state.get().starter().orElseThrow();
        state.change(now -> now.started());
        lane.reply(starter).complete(call);
    }

    /** It never began, since the auto connector is somebody else's. */
    void rejected() {
        state.get().waiters().forEach(reply -> lane.reply(reply).complete(CloseReason.AUTO_CONNECTOR_ACTIVE));
        state.get().starter().ifPresent(reply -> lane.reply(reply).complete(NotInCall.because(Reason.AUTO_CONNECTOR_ACTIVE)));
        state.change(now -> now.started().waitingFor(SessionState.Awaited.NOTHING).waitedForBy(List.of()));
    }

    /** The clean-up is over. */
    void closed() {
        Optional<Throwable> cleanUp = state.get().cleanUp().map(lane::kept);
        state.get().closers().forEach(reply -> cleanUp.ifPresentOrElse(
                error -> lane.reply(reply).fail(error), () -> lane.reply(reply).complete(null)));
        state.get().waiters().forEach(reply -> lane.reply(reply).complete(state.get().closeReason().orElseThrow()));
        state.change(now -> now.closedFor(List.of()).waitedForBy(List.of()));
        answerStarter();
        if (state.get().starter().isEmpty()) {
            forgetErrors();
        }
    }

    /** Tells the one who started it, when its last step and the clean-up are over, why there is no call. */
    void answerStarter() {
        if (state.get().starter().isEmpty() || state.get().step() != SessionState.Awaited.NOTHING || state.get().phase().open()) {
            return;
        }
        Reply<ConnectAndCallResult> reply = lane.reply(state.get().starter().get());
        Optional<Throwable> error = state.get().error().map(lane::kept);
        CloseReason reason = state.get().closeReason().orElseThrow();
        if (state.get().throwError() && error.isPresent()) {
            reply.fail(error.get());
        } else {
            boolean cancelled = reason == CloseReason.MANUAL || reason == CloseReason.CANCELLED;
            reply.complete(new NotInCall(cancelled ? Reason.CANCELLED : Reason.AUTO_CONNECT_FAILED,
                    state.get().cleanUp().<Throwable>map(lane::kept).or(() -> error)));
        }
        state.change(now -> now.started());
        forgetErrors();
    }

    private void forgetErrors() {
        state.get().error().ifPresent(lane::release);
        state.get().cleanUp().ifPresent(lane::release);
        state.change(now -> now.failed(Optional.empty(), false).cleanUpFailed(Optional.empty()));
    }
}
