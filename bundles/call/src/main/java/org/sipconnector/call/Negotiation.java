package org.sipconnector.call;

import java.util.List;
import java.util.Optional;
import org.sipconnector.api.sip.Header;

/**
 * One exchange of offer and answer on the main leg.
 *
 * @param kind       who offers, and whether it sets the call up
 * @param request    names it at the media engine
 * @param reply      the client that waits for it
 * @param iceRestart whether new ICE credentials are offered
 * @param headers    extra headers of the re-INVITE
 */
record Negotiation(Kind kind, String request, Optional<String> reply, boolean iceRestart, List<Header> headers) {

    enum Kind {
        /** Our INVITE with our offer. */
        CALLING,
        /** Their INVITE with their offer. */
        ANSWERING,
        /** Their INVITE without an offer: our answer to it carries ours. */
        ANSWERING_LATE,
        /** Our re-INVITE. */
        OFFERING,
        /** Their re-INVITE. */
        RESPONDING
    }

    Negotiation {
        headers = List.copyOf(headers);
    }

    static Negotiation of(Kind kind, String request) {
        return new Negotiation(kind, request, Optional.empty(), false, List.of());
    }

    boolean settingUp() {
        return kind != Kind.OFFERING && kind != Kind.RESPONDING;
    }
}
