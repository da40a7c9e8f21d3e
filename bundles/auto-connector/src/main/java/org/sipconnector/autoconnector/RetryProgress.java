/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.autoconnector;

import java.util.Optional;
import org.sipconnector.api.autoconnector.AutoConnectStop;
import org.sipconnector.api.autoconnector.AutoConnectorSnapshot;

/**
 * How the cycle of attempts goes: the chart's context.
 *
 * @param attempting whether to attempt anew when the connection has been ended
 * @param attempts   connects since the connection was last ended on purpose
 * @param inProgress whether a cycle has begun and has not given up
 * @param stopReason why it gave up
 * @param lastError  why the latest attempt failed
 */
record RetryProgress(boolean attempting, int attempts, boolean inProgress, Optional<AutoConnectStop> stopReason,
        Optional<String> lastError) {

    static final RetryProgress NEW = new RetryProgress(false, 0, false, Optional.empty(), Optional.empty());

    boolean limitReached() {
        return attempts >= AutoConnectorSnapshot.ATTEMPT_LIMIT;
    }

    RetryProgress stopping() {
        return new RetryProgress(false, attempts, inProgress, Optional.empty(), Optional.empty());
    }

    RetryProgress pausing() {
        return new RetryProgress(false, attempts, inProgress, Optional.of(AutoConnectStop.OFFLINE), Optional.empty());
    }

    RetryProgress restarting() {
        return new RetryProgress(true, attempts, inProgress, Optional.empty(), Optional.empty());
    }

    RetryProgress reset() {
        return new RetryProgress(attempting, 0, false, stopReason, lastError);
    }

    RetryProgress attempted() {
        return new RetryProgress(attempting, attempts + 1, true, stopReason, lastError);
    }

    /** It was no attempt: nothing was tried, and nothing failed. */
    RetryProgress gaveWay() {
        return new RetryProgress(attempting, attempts - 1, inProgress, stopReason, lastError);
    }

    RetryProgress connected() {
        return new RetryProgress(attempting, attempts, true, Optional.empty(), Optional.empty());
    }

    RetryProgress finished() {
        return new RetryProgress(attempting, attempts, false, stopReason, lastError);
    }

    RetryProgress failed(AutoConnectSignal.Failed failure) {
        return new RetryProgress(attempting, attempts, inProgress, failure.stop(), Optional.of(failure.error()));
    }

    RetryProgress cancelled() {
        return new RetryProgress(attempting, attempts, inProgress, Optional.of(AutoConnectStop.CANCELLED), lastError);
    }
}
