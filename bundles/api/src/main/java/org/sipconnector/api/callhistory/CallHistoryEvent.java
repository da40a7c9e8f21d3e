/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.callhistory;

import org.sipconnector.api.Event;

/** What happens to the history of calls. */
public sealed interface CallHistoryEvent extends Event {

    /** A call is over: told exactly once for every call, also for those that nobody answered. For billing, listen to this. */
    record Recorded(CallRecord call) implements CallHistoryEvent {
        @Override
        public String name() {
            return "call-history:recorded";
        }
    }
}
