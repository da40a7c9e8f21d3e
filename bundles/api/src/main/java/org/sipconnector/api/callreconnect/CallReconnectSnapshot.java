/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.callreconnect;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.sipconnector.api.media.PeerId;

/**
 * Redialling as it is.
 *
 * @param state            where it is
 * @param attempt          attempts made since the call was lost
 * @param nextDelay        pause before the next attempt
 * @param attempting       whether an attempt is under way
 * @param lastError        why the last attempt failed
 * @param lastFailureCause why the call was lost
 * @param cancelledReason  why it was disarmed
 * @param options          how patient it is
 * @param validSignals     names of the chart's signals this state knows
 * @param watched          names the call it was armed for, whichever of its attempts is up; absent when idle
 */
public record CallReconnectSnapshot(CallReconnectState state, int attempt, Duration nextDelay, boolean attempting,
        Optional<String> lastError, Optional<String> lastFailureCause, Optional<DisarmReason> cancelledReason,
        CallReconnectOptions options, Set<String> validSignals, Optional<PeerId> watched) {

    public static final CallReconnectSnapshot IDLE = new CallReconnectSnapshot(CallReconnectState.IDLE, 0,
            Duration.ZERO, false, Optional.empty(), Optional.empty(), Optional.empty(), CallReconnectOptions.STANDARD,
            Set.of("Arm"), Optional.empty());

    /** Whether a lost call is being set up again; false while merely armed. */
    public boolean reconnecting() {
        return state.cycleRunning();
    }
}
