/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.incomingcall;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Incoming calls as they are.
 *
 * @param state        what became of the latest call
 * @param remoteCaller who made it; absent when idle
 * @param lastReason   the state it ended in; absent when idle or ringing
 * @param ringing      all calls that ring now, the latest last
 * @param validSignals names of the chart's signals this state knows
 */
public record IncomingCallSnapshot(IncomingCallState state, Optional<RemoteCaller> remoteCaller,
        Optional<IncomingCallState> lastReason, List<RingingCall> ringing, Set<String> validSignals) {

    public static final IncomingCallSnapshot IDLE = new IncomingCallSnapshot(IncomingCallState.IDLE, Optional.empty(),
            Optional.empty(), List.of(), Set.of("Ringing", "CLEAR"));

    public IncomingCallSnapshot {
        ringing = List.copyOf(ringing);
    }

    /** The call that the operations without an id are about: the latest that rings. */
    public Optional<RingingCall> pending() {
        return ringing.isEmpty() ? Optional.empty() : Optional.of(ringing.get(ringing.size() - 1));
    }
}
