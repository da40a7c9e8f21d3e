package org.sipconnector.autoconnector;

import java.util.Optional;
import org.sipconnector.api.autoconnector.AutoConnectorSnapshot;
import org.sipconnector.api.autoconnector.StopReason;

/**
 * How the cycle of attempts goes: the chart's context.
 *
 * @param attempting whether to attempt anew when the connection has been ended
 * @param attempts   connects since the connection was last ended on purpose
 * @param inProgress whether a cycle has begun and has not given up
 * @param stopReason why it gave up
 * @param lastError  why the latest attempt failed
 */
record Course(boolean attempting, int attempts, boolean inProgress, Optional<StopReason> stopReason,
        Optional<String> lastError) {

    static final Course NEW = new Course(false, 0, false, Optional.empty(), Optional.empty());

    boolean limitReached() {
        return attempts >= AutoConnectorSnapshot.ATTEMPT_LIMIT;
    }

    Course stopping() {
        return new Course(false, attempts, inProgress, Optional.empty(), Optional.empty());
    }

    Course pausing() {
        return new Course(false, attempts, inProgress, Optional.of(StopReason.OFFLINE), Optional.empty());
    }

    Course restarting() {
        return new Course(true, attempts, inProgress, Optional.empty(), Optional.empty());
    }

    Course reset() {
        return new Course(attempting, 0, false, stopReason, lastError);
    }

    Course attempted() {
        return new Course(attempting, attempts + 1, true, stopReason, lastError);
    }

    Course connected() {
        return new Course(attempting, attempts, true, Optional.empty(), Optional.empty());
    }

    Course finished() {
        return new Course(attempting, attempts, false, stopReason, lastError);
    }

    Course failed(Signal.Failed failure) {
        return new Course(attempting, attempts, inProgress, failure.stop(), Optional.of(failure.error()));
    }

    Course cancelled() {
        return new Course(attempting, attempts, inProgress, Optional.of(StopReason.CANCELLED), lastError);
    }
}
