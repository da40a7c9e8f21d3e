/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.callreconnect;

import java.time.Instant;
import java.util.Optional;
import org.sipconnector.api.callreconnect.DisarmReason;
import org.sipconnector.api.sip.SipFailure;

/** What the chart hears besides the signals that carry something. */
enum RedialSignal {
    /** The pause before an attempt is over. */
    PAUSED,
    SIGNALING_READY, SIGNALING_LOST,
    /** The client gives the pause, wait or attempt up. */
    CANCEL,
    SUCCEEDED;

    /** The client wants the call to be watched. */
    record Arm() {}

    record Disarm(DisarmReason reason) {}

    /**
     * The network took the call away.
     *
     * @param notBefore when the server wants to be called again, absent when it does not say
     */
    record Lost(SipFailure end, Outlook outlook, Optional<Instant> notBefore) {}

    /**
     * @param retry     whether another attempt may follow
     * @param notBefore when the server wants to be called again, absent when it does not say
     */
    record Failed(String error, boolean retry, Outlook outlook, Optional<Instant> notBefore) {}

    /** The connection did not come back in time. */
    record TimedOut(String error) {}

    /** The client wants attempts anew. */
    record Force(Outlook outlook) {}

    /**
     * What decides on the next step.
     *
     * @param ready       whether a call can be made now
     * @param maxAttempts attempts before giving up, 0 for no limit
     */
    record Outlook(boolean ready, int maxAttempts) {

        static final Outlook UNKNOWN = new Outlook(false, 0);
    }
}
