package org.sipconnector.connector;

import java.util.List;
import java.util.Optional;
import org.sipconnector.api.connector.CloseReason;
import org.sipconnector.api.connector.ConnectAndCallPhase;

/**
 * A connect-and-call session as data.
 *
 * @param id          names it; empty before the first
 * @param phase       how far it is
 * @param closeReason why it closes
 * @param starter     promise of the one who started it, empty when kept
 * @param call        the call's parameters, kept on the lane
 * @param step        what the start waits for
 * @param error       why the start failed, kept on the lane; empty when it did not
 * @param throwError  whether the starter is told the error itself
 * @param cleanUp     why the clean-up failed, kept on the lane; empty when it did not
 * @param closers     promises of those who close it
 * @param waiters     promises of those who wait for its end
 */
record SessionState(String id, ConnectAndCallPhase phase, Optional<CloseReason> closeReason, String starter, String call,
        Step step, String error, boolean throwError, String cleanUp, List<String> closers, List<String> waiters) {

    /** What the start waits for. */
    enum Step {
        NOTHING, CONNECTION,
        /** That the host is online again. */
        NETWORK,
        CALL
    }

    static final SessionState NONE = new SessionState("", ConnectAndCallPhase.IDLE, Optional.empty(), "", "",
            Step.NOTHING, "", false, "", List.of(), List.of());

    SessionState at(ConnectAndCallPhase other, Optional<CloseReason> reason) {
        return new SessionState(id, other, reason, starter, call, step, error, throwError, cleanUp, closers, waiters);
    }

    SessionState waitingFor(Step other) {
        return new SessionState(id, phase, closeReason, starter, call, other, error, throwError, cleanUp, closers, waiters);
    }

    SessionState started() {
        return new SessionState(id, phase, closeReason, "", call, step, error, throwError, cleanUp, closers, waiters);
    }

    SessionState failed(String keptError, boolean thrown) {
        return new SessionState(id, phase, closeReason, starter, call, step, keptError, thrown, cleanUp, closers, waiters);
    }

    SessionState cleanUpFailed(String keptError) {
        return new SessionState(id, phase, closeReason, starter, call, step, error, throwError, keptError, closers, waiters);
    }

    SessionState closedFor(List<String> replies) {
        return new SessionState(id, phase, closeReason, starter, call, step, error, throwError, cleanUp, replies, waiters);
    }

    SessionState waitedForBy(List<String> replies) {
        return new SessionState(id, phase, closeReason, starter, call, step, error, throwError, cleanUp, closers, replies);
    }
}
