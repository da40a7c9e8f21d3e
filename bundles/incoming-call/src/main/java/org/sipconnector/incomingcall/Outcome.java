/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.incomingcall;

import java.util.Optional;
import org.sipconnector.api.incomingcall.IncomingCallState;
import org.sipconnector.api.incomingcall.RemoteCaller;

/** Who called, and how it ended. Idle: neither; ringing: a caller; finished: both. */
record Outcome(Optional<RemoteCaller> caller, Optional<IncomingCallState> lastReason) {

    static final Outcome NONE = new Outcome(Optional.empty(), Optional.empty());

    static Outcome ringing(RemoteCaller caller) {
        return new Outcome(Optional.of(caller), Optional.empty());
    }

    Outcome because(IncomingCallState reason) {
        return new Outcome(caller, Optional.of(reason));
    }
}
