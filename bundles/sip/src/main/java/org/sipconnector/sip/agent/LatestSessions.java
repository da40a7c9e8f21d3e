/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.sip.agent;

import java.util.Optional;
import org.sipconnector.api.sip.DialogId;
import org.sipconnector.sip.session.Session;
import org.sipconnector.spi.sip.SessionIdentity;

/** What names the sessions that began last, for who asks when they may be over already. Any thread. */
public final class LatestSessions {

    private static final int MOST = 4_096;
    /** What a peer writes at greater length is not kept. */
    private static final int LONGEST = 256;

    private final LatestEntries<DialogId, SessionIdentity> identities = new LatestEntries<>(MOST);

    void note(Session session) {
        String callId = session.callId();
        if (callId.length() <= LONGEST) {
            identities.put(session.id(), new SessionIdentity(callId, session.traceParent().filter(value -> value.length() <= LONGEST)));
        }
    }

    public Optional<SessionIdentity> find(DialogId dialog) {
        return identities.find(dialog);
    }
}
