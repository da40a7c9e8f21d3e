/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.incomingcall;

import java.util.Optional;
import org.sipconnector.api.incomingcall.IncomingCallState;
import org.sipconnector.api.incomingcall.RemoteCaller;

/** Who called, and how it ended. Idle: neither; ringing: a caller; finished: both. */
record RingingOutcome(Optional<RemoteCaller> caller, Optional<IncomingCallState> lastReason) {

    static final RingingOutcome NONE = new RingingOutcome(Optional.empty(), Optional.empty());

    static RingingOutcome ringing(RemoteCaller caller) {
        return new RingingOutcome(Optional.of(caller), Optional.empty());
    }

    RingingOutcome because(IncomingCallState reason) {
        return new RingingOutcome(caller, Optional.of(reason));
    }
}
