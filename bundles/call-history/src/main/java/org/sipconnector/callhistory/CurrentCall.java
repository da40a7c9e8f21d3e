/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.callhistory;

import java.time.Instant;
import java.util.Optional;
import org.sipconnector.api.callhistory.CallOutcome;
import org.sipconnector.api.callhistory.CallRecord;
import org.sipconnector.api.sip.Originator;
import org.sipconnector.api.sip.SipCause;
import org.sipconnector.api.sip.SipFailure;

/**
 * A call that is made or up.
 *
 * @param readings what its statistics said so far
 */
record CurrentCall(String number, boolean incoming, Optional<String> room, Instant begun, Optional<Instant> confirmed,
        Readings readings) {

    private static final int LONGEST_TEXT = 200;

    static CurrentCall begun(String number, boolean incoming, Instant at) {
        return new CurrentCall(bounded(number), incoming, Optional.empty(), at, Optional.empty(), Readings.NONE);
    }

    CurrentCall since(Instant earlier) {
        return new CurrentCall(number, incoming, room, earlier, confirmed, readings);
    }

    CurrentCall confirmed(Instant at) {
        return new CurrentCall(number, incoming, room, begun, confirmed.or(() -> Optional.of(at)), readings);
    }

    CurrentCall inRoom(String name) {
        return new CurrentCall(number, incoming, Optional.of(bounded(name)), begun, confirmed, readings);
    }

    CurrentCall read(Readings now) {
        return new CurrentCall(number, incoming, room, begun, confirmed, now);
    }

    /** Giving up one's own call is to hang up once it was answered. */
    CallRecord ended(SipFailure told, Instant at) {
        boolean hungUp = confirmed.isPresent() && told.originator() == Originator.LOCAL && told.cause() == SipCause.CANCELED;
        SipFailure end = hungUp ? SipFailure.local(SipCause.TERMINATED) : told;
        return new CallRecord(number, incoming, room, begun, confirmed, at,
                new CallOutcome(end.originator(), end.cause(), end.status(), bounded(end.reason()), readings.quality()));
    }

    /** Names and reasons come from the other side. */
    private static String bounded(String text) {
        return text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT);
    }
}
