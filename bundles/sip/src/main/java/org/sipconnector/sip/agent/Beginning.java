/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.sip.agent;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.sipconnector.api.sip.DialogId;
import org.sipconnector.api.sip.Header;
import org.sipconnector.api.sip.Originator;
import org.sipconnector.api.sip.SipBody;
import org.sipconnector.api.sip.SipCause;
import org.sipconnector.api.sip.SipFailure;
import org.sipconnector.sip.message.RequestDraft;
import org.sipconnector.sip.message.Tokens;
import org.sipconnector.sip.message.Wording;
import org.sipconnector.sip.session.OutgoingSession;
import org.sipconnector.sip.session.RequestReport;
import org.sipconnector.spi.sip.OutgoingRequest;

/** Requests of an endpoint outside dialogs (RFC 3261 section 8.1): those of the owner, and the INVITE of a call. */
final class Beginning {

    private final Endpoint endpoint;
    private final Identity identity;
    private final String callIdPrefix = Tokens.random(5);

    Beginning(Endpoint endpoint, Identity identity) {
        this.endpoint = endpoint;
        this.identity = identity;
    }

    boolean ownCallId(String callId) {
        return callId.startsWith(callIdPrefix);
    }

    void request(OutgoingRequest request) {
        Optional<String> fault = Wording.fault(request.target());
        if (fault.isPresent()) {
            new RequestReport(endpoint, request.id()).failed(SipFailure.system(SipCause.INTERNAL_ERROR, fault.get()));
            return;
        }
        String target = identity.resolve(request.target());
        List<Header> headers = new ArrayList<>(request.headers());
        headers.add(new Header("Contact", identity.contact()));
        RequestDraft draft = draft(request.method(), target, Tokens.random(10)).withHeaders(headers);
        SipBody named = request.method().equals("OPTIONS") ? SipBody.sdp("") : null;
        endpoint.send(draft.between(draft.from(), "<" + request.target() + ">").withBody(request.body().orElse(named)),
                counter(draft.cseq()), request.timeout(), new RequestReport(endpoint, request.id()));
    }

    private static LongSupplier counter(long first) {
        return new AtomicLong(first)::incrementAndGet;
    }

    /** Begins a call. */
    void invite(DialogId dialog, String target, String offer, List<Header> extra) {
        String tag = Tokens.random(10);
        List<Header> headers = new ArrayList<>();
        headers.add(new Header("Contact", identity.contact()));
        headers.add(new Header("Supported", (identity.sessionTimers() ? "timer," : "")
                + (identity.globallyRoutable() ? "gruu," : "") + "ice,replaces,outbound"));
        extra.stream().filter(header -> !header.name().equalsIgnoreCase("From")).forEach(headers::add);
        RequestDraft draft = draft("INVITE", identity.resolve(target), tag).withHeaders(headers);
        String from = Header.find(extra, "From").map(caller -> caller + ";tag=" + tag).orElse(draft.from());
        RequestDraft invite = draft.between(from, "<" + target + ">");
        OutgoingSession session = new OutgoingSession(dialog, endpoint, invite, tag);
        endpoint.dialogs().remember(session);
        Optional<String> fault = Wording.fault(target).or(endpoint::callRefusal);
        if (fault.isPresent()) {
            // this side does not send it: no network has lost anything
            session.failed(new SipFailure(Originator.LOCAL, SipCause.INTERNAL_ERROR, 0, fault.get(), List.of()));
        } else {
            session.start(offer);
        }
    }

    /** A request outside any dialog, numbered at random. */
    private RequestDraft draft(String method, String target, String tag) {
        return new RequestDraft(method, target, identity.from() + ";tag=" + tag, "<" + target + ">",
                callIdPrefix + Tokens.random(15), Tokens.cseq(), identity.routes(), List.of(), null);
    }
}
