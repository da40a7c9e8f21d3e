/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.autoconnector;

import java.time.Duration;
import java.time.Instant;
import org.sipconnector.api.autoconnector.EscalationLevel;
import org.sipconnector.api.autoconnector.TelephonyFailPolicy;

/**
 * Failed checks of the server in a row, over all cycles, and what they lead to.
 *
 * @param count     failed checks since the last good one
 * @param level     how bad that is
 * @param reconnect whether the latest one leads to a new cycle
 * @param nextRetry until when no further one does
 */
record TelephonyFailures(int count, EscalationLevel level, boolean reconnect, Instant nextRetry) {

    static final TelephonyFailures NONE = new TelephonyFailures(0, EscalationLevel.NONE, false, Instant.EPOCH);
    private static final int MOST_DOUBLINGS = 30;

    TelephonyFailures another(TelephonyFailPolicy policy, Instant now) {
        int failed = count + 1;
        EscalationLevel reached = failed >= policy.criticalThreshold()
                ? EscalationLevel.CRITICAL
                : failed >= policy.warningThreshold() ? EscalationLevel.WARNING : EscalationLevel.NONE;
        boolean due = !now.isBefore(nextRetry);
        return new TelephonyFailures(failed, reached, due, due ? now.plus(delay(failed, policy)) : nextRetry);
    }

    private static Duration delay(int failed, TelephonyFailPolicy policy) {
        Duration doubled = policy.baseRetryDelay().multipliedBy(1L << Math.min(failed - 1, MOST_DOUBLINGS));
        return doubled.compareTo(policy.maxRetryDelay()) < 0 ? doubled : policy.maxRetryDelay();
    }

    Duration untilNextRetry(Instant now) {
        return Duration.between(now, nextRetry);
    }

    boolean escalatedFrom(TelephonyFailures before) {
        return level.compareTo(before.level) > 0;
    }
}
