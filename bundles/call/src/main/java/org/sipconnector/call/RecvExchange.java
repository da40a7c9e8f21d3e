/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.call;

import java.util.List;
import java.util.Optional;
import org.sipconnector.kernel.ReplyId;

/**
 * The negotiation of a receive-only leg.
 *
 * @param step    what it waits for
 * @param request names it at the media engine
 * @param offer   the offer being posted
 * @param http    the HTTP request going on
 * @param attempt how often the offer was posted
 * @param waiters the clients that wait for it
 * @param again   whether another negotiation follows the step going on
 */
record RecvExchange(Step step, String request, Optional<String> offer, Optional<String> http, int attempt,
        List<ReplyId<Boolean>> waiters, boolean again) {

    enum Step {
        /** Nothing is going on. */
        REST,
        ROLLING_BACK,
        /** Until signalling is stable and the connection new or connected. */
        BECOMING_READY,
        OFFERING,
        POSTING,
        PAUSING,
        APPLYING,
        /** Until ready after the answer was set. */
        SETTLING,
        /** Until audio and video have arrived. */
        AWAITING_TRACKS;

        /** The media engine is at work; nothing else can be asked of it before it is done. */
        boolean engineBusy() {
            return this == ROLLING_BACK || this == OFFERING || this == APPLYING;
        }
    }

    static final RecvExchange NONE =
            new RecvExchange(Step.REST, "", Optional.empty(), Optional.empty(), 0, List.of(), false);

    RecvExchange {
        waiters = List.copyOf(waiters);
    }

    RecvExchange at(Step next) {
        return new RecvExchange(next, request, offer, http, attempt, waiters, again);
    }

    /** From the start, for the same waiters. */
    RecvExchange anew(String newRequest) {
        return new RecvExchange(step, newRequest, Optional.empty(), Optional.empty(), 0, waiters, false);
    }

    RecvExchange offering(String sdp) {
        return new RecvExchange(step, request, Optional.of(sdp), http, attempt, waiters, again);
    }

    RecvExchange posting(String httpRequest) {
        return new RecvExchange(Step.POSTING, request, offer, Optional.of(httpRequest), attempt + 1, waiters, again);
    }

    RecvExchange posted(Step next) {
        return new RecvExchange(next, request, offer, Optional.empty(), attempt, waiters, again);
    }

    RecvExchange waiting(List<ReplyId<Boolean>> replies, boolean then) {
        return new RecvExchange(step, request, offer, http, attempt, replies, then);
    }
}
