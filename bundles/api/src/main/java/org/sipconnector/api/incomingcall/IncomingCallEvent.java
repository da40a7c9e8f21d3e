/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.incomingcall;

import org.sipconnector.api.Event;

/** What happens to incoming calls. The caller is told as when the call began to ring. */
public sealed interface IncomingCallEvent extends Event {

    /** A call came. 180 is sent after everyone on the lane has heard this, unless it is refused by then. */
    record Ringing(RingingCall call) implements IncomingCallEvent {
        @Override
        public String name() {
            return "incoming-call:ringing";
        }
    }

    /** This side refuses the call; {@link Terminated} follows when that is done. */
    record Declined(RingingCall call) implements IncomingCallEvent {
        @Override
        public String name() {
            return "incoming-call:declinedIncomingCall";
        }
    }

    /** The call was ended by this side: refused, or it rang too long. */
    record Terminated(RingingCall call) implements IncomingCallEvent {
        @Override
        public String name() {
            return "incoming-call:terminatedIncomingCall";
        }
    }

    /** The call was ended by the caller or the network. */
    record Failed(RingingCall call) implements IncomingCallEvent {
        @Override
        public String name() {
            return "incoming-call:failedIncomingCall";
        }
    }
}
