package org.sipconnector.call;

import java.util.Optional;
import org.sipconnector.api.call.RenegotiationOptions;

/**
 * One exchange of offer and answer on the main leg.
 *
 * @param kind       who offers, and whether it sets the call up
 * @param step       how far an own offer has come
 * @param request    names it at the media engine
 * @param reply      the client that waits for it
 * @param options    how an own offer is made
 */
record Negotiation(Kind kind, Step step, String request, Optional<String> reply, RenegotiationOptions options) {

    enum Kind {
        /** Our INVITE with our offer. */
        CALLING,
        /** Their INVITE with their offer. */
        ANSWERING,
        /** Their INVITE without an offer: our answer to it carries ours. */
        ANSWERING_LATE,
        /** Our re-INVITE or UPDATE. */
        OFFERING,
        /** Their re-INVITE or UPDATE. */
        RESPONDING
    }

    enum Step {
        /** The offer is being made, or nothing is known of it here. */
        DESCRIBING,
        /** The re-INVITE is under way. */
        SENT,
        /** The re-INVITE is under way, but its offer is that of a peer connection that is gone. */
        VOID,
        /** The answer is being set; it is not acknowledged. */
        APPLYING,
        /** Until the offer is made again, which met one of the other side. */
        PAUSING
    }

    static Negotiation of(Kind kind, String request) {
        return new Negotiation(kind, Step.DESCRIBING, request, Optional.empty(), RenegotiationOptions.STANDARD);
    }

    Negotiation at(Step other) {
        return new Negotiation(kind, other, request, reply, options);
    }

    boolean settingUp() {
        return kind != Kind.OFFERING && kind != Kind.RESPONDING;
    }
}
