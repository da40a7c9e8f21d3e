/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.call;

import java.util.List;
import java.util.Optional;
import org.sipconnector.api.call.CallSender;
import org.sipconnector.api.call.RenegotiationOptions;
import org.sipconnector.kernel.ReplyId;

/**
 * One exchange of offer and answer on the main leg.
 *
 * @param kind       who offers, and whether it sets the call up
 * @param step       how far an own offer has come
 * @param request    names it at the media engine
 * @param reply      the client that waits for it
 * @param options    how an own offer is made
 * @param before     the lines whose encodings it changed, as they were; they are given back when it is refused
 * @param pauses     how often an own offer had to wait for another one
 */
record Negotiation(Kind kind, Step step, String request, Optional<ReplyId<Boolean>> reply, RenegotiationOptions options,
        List<CallSender> before, int pauses) {

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
        RESPONDING,
        /** Their UPDATE before they accept our INVITE: a former answer of theirs to our offer is fixed first. */
        RESPONDING_EARLY,
        /** Their re-INVITE without an offer: our answer to it carries ours, the ACK their answer. */
        RESPONDING_LATE
    }

    enum Step {
        /** The offer is being made, or nothing is known of it here. */
        DESCRIBING,
        /** The offer is under way. */
        SENT,
        /** The re-INVITE is under way, but its offer is that of a peer connection that is gone. */
        VOID,
        /** The answer is being set; it is not acknowledged. */
        APPLYING,
        /** Until the offer is made again, which met one of the other side. */
        PAUSING
    }

    Negotiation {
        before = before == null ? List.of() : List.copyOf(before);
    }

    static Negotiation of(Kind kind, String request) {
        return new Negotiation(kind, Step.DESCRIBING, request, Optional.empty(), RenegotiationOptions.STANDARD, List.of(), 0);
    }

    static Negotiation offering(String request, Optional<ReplyId<Boolean>> reply, RenegotiationOptions options) {
        return new Negotiation(Kind.OFFERING, Step.DESCRIBING, request, reply, options, List.of(), 0);
    }

    Negotiation at(Step other) {
        return new Negotiation(kind, other, request, reply, options, before, pauses);
    }

    /** Until it is tried again. */
    Negotiation pausing() {
        return new Negotiation(kind, Step.PAUSING, request, reply, options, before, pauses + 1);
    }

    Negotiation changing(List<CallSender> lines) {
        return before.isEmpty() ? new Negotiation(kind, step, request, reply, options, lines, pauses) : this;
    }

    /** Our offer inside the established session, whoever asked for it. */
    boolean ours() {
        return kind == Kind.OFFERING || kind == Kind.RESPONDING_LATE;
    }

    boolean settingUp() {
        return kind == Kind.CALLING || kind == Kind.ANSWERING || kind == Kind.ANSWERING_LATE;
    }
}
