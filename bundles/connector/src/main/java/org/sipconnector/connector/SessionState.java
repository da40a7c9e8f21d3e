/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.connector;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.sipconnector.api.call.CallParameters;
import org.sipconnector.api.connector.CloseReason;
import org.sipconnector.api.connector.ConnectAndCallParameters;
import org.sipconnector.api.connector.ConnectAndCallPhase;
import org.sipconnector.api.connector.ConnectAndCallResult;
import org.sipconnector.kernel.KeptId;
import org.sipconnector.kernel.Lane;
import org.sipconnector.kernel.ReplyId;

/**
 * A connect-and-call session as data.
 *
 * @param id          names it; empty before the first
 * @param phase       how far it is
 * @param closeReason why it closes
 * @param starter     promise of the one who started it, absent when kept
 * @param call        what is wanted, kept on the lane
 * @param step        what the start waits for
 * @param error       why the start failed, kept on the lane; absent when it did not
 * @param throwError  whether the starter is told the error itself
 * @param cleanUp     why the clean-up failed, kept on the lane; absent when it did not
 * @param closers     promises of those who close it
 * @param waiters     promises of those who wait for its end
 */
record SessionState(String id, ConnectAndCallPhase phase, Optional<CloseReason> closeReason,
        Optional<ReplyId<ConnectAndCallResult>> starter, Optional<KeptId<Object>> call, Awaited step,
        Optional<KeptId<Throwable>> error, boolean throwError, Optional<KeptId<Throwable>> cleanUp,
        List<ReplyId<Void>> closers, List<ReplyId<CloseReason>> waiters) {

    /** What the start waits for. */
    enum Awaited {
        NOTHING, CONNECTION,
        /** That the host is online again. */
        NETWORK,
        CALL
    }

    static final SessionState NONE = new SessionState("", ConnectAndCallPhase.IDLE, Optional.empty(),
            Optional.empty(), Optional.empty(), Awaited.NOTHING, Optional.empty(), false, Optional.empty(), List.of(), List.of());

    /** Waits for its connection. */
    static SessionState begun(String id, ReplyId<ConnectAndCallResult> starter, KeptId<Object> call) {
        return new SessionState(id, ConnectAndCallPhase.IDLE, Optional.empty(), Optional.of(starter), Optional.of(call),
                Awaited.CONNECTION, Optional.empty(), false, Optional.empty(), List.of(), List.of());
    }

    SessionState at(ConnectAndCallPhase other, Optional<CloseReason> reason) {
        return new SessionState(id, other, reason, starter, call, step, error, throwError, cleanUp, closers, waiters);
    }

    SessionState waitingFor(Awaited other) {
        return new SessionState(id, phase, closeReason, starter, call, other, error, throwError, cleanUp, closers, waiters);
    }

    SessionState started() {
        return new SessionState(id, phase, closeReason, Optional.empty(), call, step, error, throwError, cleanUp, closers, waiters);
    }

    SessionState failed(Optional<KeptId<Throwable>> keptError, boolean thrown) {
        return new SessionState(id, phase, closeReason, starter, call, step, keptError, thrown, cleanUp, closers, waiters);
    }

    SessionState cleanUpFailed(Optional<KeptId<Throwable>> keptError) {
        return new SessionState(id, phase, closeReason, starter, call, step, error, throwError, keptError, closers, waiters);
    }

    /** An older version kept the call's parameters alone. */
    ConnectAndCallParameters wanted(Lane lane) {
        Object kept = lane.kept(call.orElseThrow());
        return kept instanceof CallParameters parameters
                ? new ConnectAndCallParameters(Optional.empty(), parameters)
                : (ConnectAndCallParameters) kept;
    }

    SessionState alsoClosedFor(ReplyId<Void> reply) {
        return closedFor(Stream.concat(closers.stream(), Stream.of(reply)).toList());
    }

    SessionState alsoWaitedForBy(ReplyId<CloseReason> reply) {
        return waitedForBy(Stream.concat(waiters.stream(), Stream.of(reply)).toList());
    }

    SessionState closedFor(List<ReplyId<Void>> replies) {
        return new SessionState(id, phase, closeReason, starter, call, step, error, throwError, cleanUp, replies, waiters);
    }

    SessionState waitedForBy(List<ReplyId<CloseReason>> replies) {
        return new SessionState(id, phase, closeReason, starter, call, step, error, throwError, cleanUp, closers, replies);
    }
}
