/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.callreconnect;

import java.util.Optional;
import java.util.Set;
import org.sipconnector.api.Embedded;
import org.sipconnector.api.media.PeerId;

/**
 * Redialling as it is.
 *
 * @param state            where it is
 * @param attempts         attempts to set the call up again
 * @param lastFailureCause why the call was lost
 * @param cancelledReason  why it was disarmed
 * @param options          how patient it is
 * @param validSignals     names of the chart's signals this state knows
 * @param watched          names the call it was armed for, whichever of its attempts is up; absent when idle
 */
public record CallReconnectSnapshot(CallReconnectState state, @Embedded RedialAttempts attempts, Optional<String> lastFailureCause,
        Optional<DisarmReason> cancelledReason, CallReconnectOptions options, Set<String> validSignals, Optional<PeerId> watched) {

    public static final CallReconnectSnapshot IDLE = new CallReconnectSnapshot(CallReconnectState.IDLE, RedialAttempts.NONE,
            Optional.empty(), Optional.empty(), CallReconnectOptions.STANDARD, Set.of("Arm"), Optional.empty());

    /** Whether an attempt is under way. */
    public boolean attempting() {
        return state == CallReconnectState.ATTEMPTING;
    }

    /** Whether a lost call is being set up again; false while merely armed. */
    public boolean reconnecting() {
        return state.cycleRunning();
    }
}
