/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.sip.agent;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.sipconnector.api.Event;
import org.sipconnector.api.sip.DialogId;
import org.sipconnector.api.sip.SipFailure;
import org.sipconnector.spi.sip.SipEvent;

/**
 * How the sessions ended that ended last: who wants something of one of them, because that event was still on its way, is told so
 * again. Any thread.
 */
public final class EndedSessions {

    private static final int MOST = 4_096;

    private final LatestEntries<DialogId, Ended> sessions = new LatestEntries<>(MOST);

    private record Ended(OwnerEventQueue outlet, SipEvent.DialogEvent event) {}

    /** Keeps the end of a session, if the event is one, without what the peer wrote, which may be long. */
    public void note(Event event, OwnerEventQueue outlet) {
        if (event instanceof SipEvent.DialogEnded ended) {
            keep(outlet, new SipEvent.DialogEnded(ended.userAgent(), ended.dialog(), brief(ended.failure())));
        } else if (event instanceof SipEvent.DialogFailed failed) {
            keep(outlet, new SipEvent.DialogFailed(failed.userAgent(), failed.dialog(), brief(failed.failure())));
        }
    }

    private void keep(OwnerEventQueue outlet, SipEvent.DialogEvent end) {
        sessions.put(end.dialog(), new Ended(outlet, end));
    }

    private static SipFailure brief(SipFailure failure) {
        return new SipFailure(failure.originator(), failure.cause(), failure.status(), failure.cause().text(), List.of());
    }

    /** Tells the owner what a command for the session came to, its end given; whether it is known. */
    public boolean tell(DialogId dialog, Function<SipEvent.DialogEvent, Event> outcome) {
        Optional<Ended> ended = sessions.find(dialog);
        ended.ifPresent(end -> end.outlet().accept(outcome.apply(end.event())));
        return ended.isPresent();
    }
}
