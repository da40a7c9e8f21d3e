/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.sip.agent;

import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.List;
import java.util.Optional;
import javax.sip.address.SipURI;
import org.sipconnector.api.masking.Masking;
import org.sipconnector.api.masking.Printable;
import org.sipconnector.api.sip.Header;
import org.sipconnector.sip.message.IncomingMessage;
import org.sipconnector.sip.message.IncomingRequest;
import org.sipconnector.sip.message.IncomingResponse;
import org.sipconnector.sip.message.MalformedRequest;
import org.sipconnector.sip.message.RequestDraft;
import org.sipconnector.sip.session.Extensions;
import org.sipconnector.sip.session.IncomingSession;
import org.sipconnector.sip.session.Session;
import org.sipconnector.sip.session.StrayAnswer;
import org.sipconnector.sip.transaction.ServerTransaction;
import org.sipconnector.sip.transport.Flow;
import org.sipconnector.sip.transport.FlowUser.Unreadable;
import org.sipconnector.spi.explanation.OncePerMinute;
import org.sipconnector.spi.sip.SipEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes every message that arrives at an endpoint to where it belongs. Never throws: peers send anything. */
public final class MessageDispatcher {

    private static final Logger LOG = LoggerFactory.getLogger(MessageDispatcher.class);
    private static final OncePerMinute FAILURES = new OncePerMinute();
    private static final List<Header> ALLOW = List.of(new Header("Allow", RequestDraft.ALLOW));
    private static final List<Header> ACCEPT = List.of(new Header("Accept", IncomingRequest.ACCEPTED));

    private final Endpoint endpoint;

    public MessageDispatcher(Endpoint endpoint) {
        this.endpoint = endpoint;
    }

    /** @param flow what it came by, and is answered by */
    public void receive(Flow flow, byte[] message) {
        endpoint.traced(flow, message);
        if (message.length > endpoint.limits().messageBytes()) {
            refuse(flow, message, 413, "Request Entity Too Large");
            return;
        }
        if (IncomingMessage.headLines(message) > endpoint.limits().headers() + 1) {
            refuse(flow, message, 400, "Too Many Headers");
            return;
        }
        try {
            IncomingMessage incoming = IncomingMessage.parse(message);
            if (incoming instanceof IncomingResponse response) {
                response(response);
            } else {
                request(flow, (IncomingRequest) incoming);
            }
        } catch (ParseException e) {
            LOG.debug("{}: no SIP message: {}", endpoint.id(), Printable.line(Masking.text(String.valueOf(e.getMessage()))));
            refuse(flow, message, 400, "Bad Request");
        } catch (RuntimeException e) {
            FAILURES.tell(times -> LOG.warn("{}: a message of {} bytes could not be handled{}", endpoint.owner(), message.length, times, e));
            LOG.debug("{}: it began {}", endpoint.id(), firstLine(message));
        }
    }

    /** The head of a message that cannot be read whole. */
    public void refused(Flow flow, byte[] head, Unreadable why) {
        refuse(flow, head, why.status(), why.reason());
    }

    private void refuse(Flow flow, byte[] message, int status, String reason) {
        LOG.debug("{}: refused with {} {}: {}", endpoint.id(), status, reason, firstLine(message));
        MalformedRequest.answer(message, status, reason, endpoint.userAgent()).ifPresent(endpoint.over(flow)::send);
    }

    private static String firstLine(byte[] message) {
        String line = new String(message, 0, Math.min(message.length, 200), StandardCharsets.UTF_8).lines().findFirst().orElse("");
        return Printable.line(Masking.text(line));
    }

    private void response(IncomingResponse response) {
        if (endpoint.transactions().received(response)) {
            return;
        }
        if (response.method().equals("INVITE") && response.success()) {
            Session session = endpoint.dialogs().find(response.callId(), response.fromTag()).orElse(null);
            if (session != null) {
                session.answeredAgain(response);
            } else if (endpoint.ownBranch(response.branch())) {
                StrayAnswer.end(endpoint, response);
            }
        }
    }

    private void request(Flow flow, IncomingRequest request) {
        request.cameFrom(Flow.host(flow.remote()), flow.remote().getPort());
        IncomingRequest.Refusal refusal = request.unsound();
        ServerTransaction transaction = endpoint.transactions().receive(request, endpoint.over(flow));
        if (transaction == null) {
            return;
        }
        try {
            handle(flow, transaction, refusal);
        } catch (RuntimeException mistake) {
            if (!request.is("ACK")) {
                // what is never answered would be kept for ever
                transaction.respond(500);
            }
            throw mistake;
        }
    }

    private void handle(Flow flow, ServerTransaction transaction, IncomingRequest.Refusal refusal) {
        IncomingRequest request = transaction.request();
        if (request.is("ACK")) {
            Session session = endpoint.dialogs().find(request.callId(), request.toTag()).orElse(null);
            if (session != null && refusal == null && session.with(request.fromTag())) {
                if (!endpoint.connected() && session.awaitsAck(request)) {
                    endpoint.authentic(transaction);
                }
                session.acknowledged(request);
            }
        } else if (refusal != null) {
            transaction.respond(refusal.status(), refusal.reason(), List.of(), null);
        } else if (request.is("CANCEL")) {
            cancel(transaction);
        } else if (!request.is("BYE") && endpoint.overloaded()) {
            transaction.refuse("limits.waitingBytes");
        } else if (!request.toTag().isEmpty()) {
            Session session = endpoint.dialogs().find(request.callId(), request.toTag()).orElse(null);
            if (session == null || !session.with(request.fromTag())) {
                transaction.respond(481);
            } else {
                if (session.follows(request)) {
                    endpoint.authentic(transaction);
                }
                session.receive(transaction);
            }
        } else {
            outside(transaction, flow.transport().secure());
        }
    }

    /** An offer in words we do not know cannot be answered, nor one that wants the answer in such (RFC 3261 8.2.3, 21.4.7). */
    private void invite(ServerTransaction transaction) {
        IncomingRequest request = transaction.request();
        List<String> accepted = request.entries("Accept");
        if (endpoint.finishing()) {
            transaction.respond(480);
        } else if (request.unknownBody()) {
            transaction.respond(415, IncomingRequest.READABLE);
        } else if (!accepted.isEmpty() && accepted.stream().noneMatch(MessageDispatcher::takesSdp)) {
            transaction.respond(406, ACCEPT);
        } else if (endpoint.dialogs().ringsEnough()) {
            transaction.refuse("limits.ringing");
        } else {
            endpoint.admitted(transaction).ifPresentOrElse(silent -> endpoint.dialogs().incoming(transaction, silent),
                    () -> transaction.refuse("limits.ringingPerSource or limits.ringingInAll"));
        }
    }

    private static boolean takesSdp(String range) {
        String type = range.split(";", 2)[0].strip().toLowerCase(java.util.Locale.ROOT);
        return type.equals("application/sdp") || type.equals("application/*") || type.equals("*/*")
                || type.startsWith("multipart/");
    }

    private void cancel(ServerTransaction cancel) {
        ServerTransaction invite = endpoint.transactions().invite(cancel.request());
        Optional<Session> session = endpoint.dialogs().cancelled(cancel.request());
        if (invite == null && session.isEmpty()) {
            cancel.respond(481);
            return;
        }
        // RFC 3261 section 9.2: without effect on what has been answered; a re-INVITE is answered at once anyway
        cancel.respond(200);
        session.ifPresent(one -> {
            if (one instanceof IncomingSession incoming) {
                incoming.cancelled(cancel.request());
            }
        });
    }

    /** A request that belongs to no dialog. */
    private void outside(ServerTransaction transaction, boolean secure) {
        IncomingRequest request = transaction.request();
        Optional<Header> unsupported = Extensions.unsupported(request);
        if (request.is("REGISTER")) {
            endpoint.identity().register(transaction);
        } else if (request.uri() instanceof SipURI uri && uri.isSecure() && !secure) {
            // RFC 3261 section 26.2.2: such a request comes over secure transports only
            transaction.respond(416);
        } else if (!endpoint.identity().serves(request)) {
            transaction.respond(404);
        } else if (endpoint.ownCallId(request.callId()) || endpoint.merged(transaction)) {
            transaction.respond(482);
        } else if (unsupported.isPresent()) {
            transaction.respond(420, List.of(unsupported.get()));
        } else {
            switch (request.requestMethod()) {
                case "INVITE" -> invite(transaction);
                case "OPTIONS" -> transaction.respond(200, Extensions.CAPABILITIES);
                case "NOTIFY", "MESSAGE" -> {
                    endpoint.publish(new SipEvent.RequestReceived(endpoint.id(), request.requestMethod(),
                            request.fromUri(), request.headers(), request.body()));
                    endpoint.onceStored(false, () -> transaction.respond(200));
                }
                case "REFER" -> transaction.respond(603);
                case "BYE", "INFO", "UPDATE", "PRACK" -> transaction.respond(481);
                default -> transaction.respond(405, ALLOW);
            }
        }
    }

}
