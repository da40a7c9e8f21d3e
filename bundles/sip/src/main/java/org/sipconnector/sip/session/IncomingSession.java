/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.sip.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sip.address.SipURI;
import org.sipconnector.api.sip.DialogId;
import org.sipconnector.api.sip.Header;
import org.sipconnector.api.sip.Originator;
import org.sipconnector.api.sip.SipBody;
import org.sipconnector.api.sip.SipCause;
import org.sipconnector.api.sip.SipFailure;
import org.sipconnector.sip.message.IncomingRequest;
import org.sipconnector.sip.message.IncomingResponse;
import org.sipconnector.sip.message.Reasons;
import org.sipconnector.sip.message.RequestDraft;
import org.sipconnector.sip.transaction.ServerTransaction;
import org.sipconnector.sip.transaction.TransactionTransport.Alarm;
import org.sipconnector.spi.sip.SipEvent;

/** A session the peer started. */
public final class IncomingSession extends Session {

    /** A call nobody takes ends by itself. */
    private static final long RING_MILLIS = 60_000;

    private enum State { WAITING, ACCEPTED, CONFIRMED }

    private final ServerTransaction invite;
    private final Runnable silent;
    private State state = State.WAITING;
    private final ReliableProvisional reliable;
    private Session replaced;
    private Alarm ringing;
    private Alarm expiry;
    private Final2xxRetransmitter answering;
    private boolean offered;
    private List<Header> byeHeaders;

    /** @param silent runs once, when the call rings no longer */
    public IncomingSession(DialogId id, DialogContext line, ServerTransaction invite, Runnable silent) {
        super(id, line);
        this.invite = invite;
        this.silent = silent;
        this.reliable = new ReliableProvisional(line,
                () -> refuse(504, SipFailure.system(SipCause.REQUEST_TIMEOUT, "no PRACK")));
        this.dialog = Dialog.called(invite.request(), invite.tag());
        allowed(invite.request());
    }

    /** Whether the call does not ring any longer. */
    public boolean answered() {
        return state != State.WAITING;
    }

    @Override
    public String callId() {
        return dialog.callId();
    }

    @Override
    public String key() {
        return callId() + '|' + dialog.local().tag();
    }

    @Override
    public Optional<String> traceParent() {
        return invite.request().header("traceparent");
    }

    public void start() {
        IncomingRequest request = invite.request();
        invite.respond(100);
        if (!takesPlace(request)) {
            return;
        }
        if (timer.honours(request) && SessionTimer.tooShort(request)) {
            invite.respond(422, SessionTimer.minimum());
            close();
            return;
        }
        ringing = line.after(RING_MILLIS, () -> refuse(408, SipFailure.local(SipCause.NO_ANSWER)));
        request.header("Expires").flatMap(IncomingSession::seconds).ifPresent(seconds -> expiry =
                line.after(seconds * 1000, () -> refuse(487, SipFailure.system(SipCause.EXPIRES, "the INVITE expired"))));
        offered = request.sdp().isPresent();
        line.publish(new SipEvent.IncomingInvite(line.id(), id, request.targetUser(), request.fromUser(),
                request.fromHost(), request.fromDisplayName(), request.sdp(), request.headers()));
    }

    /** Finds the session to be replaced; refuses an INVITE that names none of ours, or one it must not replace. */
    private boolean takesPlace(IncomingRequest request) {
        Optional<String> wish = request.header("Replaces");
        if (wish.isEmpty()) {
            return true;
        }
        Optional<Replaces> named = wish.flatMap(Replaces::parse);
        replaced = named.flatMap(line::replaced).orElse(null);
        int refusal = named.isEmpty()
                ? 400
                : replaced == null
                        ? 481
                        : named.get().earlyOnly() && replaced.established() ? 486 : 0;
        if (refusal != 0) {
            invite.respond(refusal);
            close();
        }
        return refusal == 0;
    }

    /** A number of seconds that anybody means; others say nothing. */
    private static Optional<Long> seconds(String value) {
        return Optional.of(value.strip()).filter(digits -> digits.matches("[0-9]{1,9}")).map(Long::parseLong);
    }

    /** Whom a sips URI called is reached by one only (RFC 3261 section 12.1.1); how it is secured the URI does not say. */
    private String contact() {
        boolean secure = invite.request().uri() instanceof SipURI uri && uri.isSecure()
                || invite.request().recordRoutes().stream().findFirst().filter(route -> route.startsWith("<sips:")).isPresent();
        return secure ? line.contact().replaceFirst("<sip:", "<sips:").replace(";transport=tls", ";transport=tcp") : line.contact();
    }

    public void ring() {
        if (state == State.WAITING && !over()) {
            List<Header> headers = List.of(new Header("Contact", contact()));
            if (!ReliableProvisional.required(invite.request())) {
                invite.respond(180, headers);
            } else if (ReliableProvisional.possible(invite.request())) {
                reliable.send(invite, 180, headers);
            }
        }
    }

    public void accept(String answer, List<Header> extra) {
        if (state != State.WAITING || over()) {
            return;
        }
        ringing.cancel();
        state = State.ACCEPTED;
        silent.run();
        localSdp = answer;
        List<Header> headers = new ArrayList<>();
        headers.add(new Header("Contact", contact()));
        headers.add(new Header("Allow", RequestDraft.ALLOW));
        if (timer.honours(invite.request())) {
            headers.addAll(timer.asked(invite.request()));
        }
        headers.addAll(extra);
        // what the peer takes for a call another process would end, if nothing else
        line.onceStored(true, () -> answer(headers, answer.isEmpty() ? null : SipBody.sdp(answer)));
    }

    private void answer(List<Header> headers, SipBody body) {
        if (over()) {
            return;
        }
        invite.respond(200, Reasons.of(200), headers, body);
        answering = new Final2xxRetransmitter(line, invite, this::neverAcknowledged);
        reliable.stop();
        if (replaced != null) {
            replaced.terminate(SipCause.TERMINATED, List.of());
        }
    }

    /** An offer in it comes while that of the INVITE is open: it is not answered (RFC 3261 section 13.2.1). */
    @Override
    int reliablyReceived(IncomingRequest prack) {
        return !reliable.acknowledged(prack) ? 481 : prack.unknownBody() ? 415 : prack.sdp().isPresent() ? 488 : 200;
    }

    private void neverAcknowledged() {
        bye(byeHeaders == null ? List.of() : byeHeaders);
        end(SipFailure.system(SipCause.REQUEST_TIMEOUT, "no ACK"));
    }

    public void reject(int status, Optional<String> reason, List<Header> headers) {
        if (state == State.WAITING && !over()) {
            String phrase = reason.orElse(Reasons.of(status));
            invite.respond(status, phrase, headers, null);
            end(new SipFailure(Originator.LOCAL, SipCause.ofStatus(status), status, phrase, List.of()));
        }
    }

    /** Whether this is the INVITE that a CANCEL means. */
    public boolean begunBy(IncomingRequest cancel) {
        IncomingRequest request = invite.request();
        return request.callId().equals(cancel.callId()) && request.fromTag().equals(cancel.fromTag())
                && request.cseq() == cancel.cseq();
    }

    /** The peer cancelled; the CANCEL itself has been answered. */
    public void cancelled(IncomingRequest cancel) {
        refuse(487, new SipFailure(Originator.REMOTE, SipCause.CANCELED, 0,
                cancel.header("Reason").orElse("CANCEL"), cancel.headers()));
    }

    /** It could not be begun: what nobody knows of would ring until its limit. */
    public void failed() {
        refuse(500, SipFailure.system(SipCause.INTERNAL_ERROR, "the call could not be begun"));
    }

    private void refuse(int status, SipFailure failure) {
        if (state == State.WAITING && !over()) {
            invite.respond(status);
            end(failure);
        }
    }

    @Override
    public boolean awaitsAck(IncomingRequest ack) {
        return state == State.ACCEPTED && answering != null || super.awaitsAck(ack);
    }

    @Override
    public void acknowledged(IncomingRequest ack) {
        if (state != State.ACCEPTED) {
            renegotiation.acknowledged(ack);
            return;
        }
        if (answering == null) {
            // of an answer that was not sent yet
            return;
        }
        answering.stop();
        state = State.CONFIRMED;
        if (announced()) {
            bye(byeHeaders);
            close();
            return;
        }
        line.publish(new SipEvent.DialogConfirmed(line.id(), id, offered ? Optional.empty() : ack.sdp()));
    }

    @Override
    boolean awaitsAnswerInAck() {
        return !offered;
    }

    @Override
    public void answeredAgain(IncomingResponse response) {
        renegotiation.answeredAgain(response);
    }

    @Override
    boolean confirmed() {
        return state == State.CONFIRMED;
    }

    @Override
    boolean caller() {
        return false;
    }

    @Override
    boolean established() {
        return state != State.WAITING;
    }

    @Override
    public void terminate(SipCause cause, List<Header> headers) {
        SipFailure failure = new SipFailure(Originator.LOCAL, cause, 0, cause.text(), List.of());
        switch (state) {
            case WAITING -> {
                if (!over()) {
                    invite.respond(480, headers);
                    end(failure);
                }
            }
            case ACCEPTED -> {
                // RFC 3261 section 15: no BYE before the ACK has come or can come no more
                byeHeaders = headers;
                announce(failure);
            }
            case CONFIRMED -> {
                bye(headers);
                end(failure);
            }
        }
    }

    @Override
    public void lost(SipFailure failure) {
        end(failure);
    }

    @Override
    void released() {
        if (state == State.WAITING) {
            silent.run();
        }
        // RFC 3261 section 15.1.2: also a BYE ends an INVITE that is not answered yet
        invite.respond(487);
        if (ringing != null) {
            ringing.cancel();
        }
        if (expiry != null) {
            expiry.cancel();
        }
        reliable.stop();
        if (answering != null) {
            answering.stop();
        }
    }
}
