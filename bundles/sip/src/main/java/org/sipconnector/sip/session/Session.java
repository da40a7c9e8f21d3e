/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.sip.session;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sipconnector.api.Event;
import org.sipconnector.api.sip.DialogId;
import org.sipconnector.api.sip.Header;
import org.sipconnector.api.sip.Originator;
import org.sipconnector.api.sip.SipCause;
import org.sipconnector.api.sip.SipFailure;
import org.sipconnector.sip.message.IncomingMessage;
import org.sipconnector.sip.message.IncomingRequest;
import org.sipconnector.sip.message.IncomingResponse;
import org.sipconnector.sip.message.RequestDraft;
import org.sipconnector.sip.message.Tokens;
import org.sipconnector.sip.transaction.ClientTransaction;
import org.sipconnector.sip.transaction.ServerTransaction;
import org.sipconnector.sip.transaction.Timing;
import org.sipconnector.spi.sip.OutgoingRequest;
import org.sipconnector.spi.sip.ServerEvent;
import org.sipconnector.spi.sip.SipEvent;
import org.sipconnector.spi.sip.SipState;

/** One INVITE session, from its first message to its end. Used on its line's loop only. */
public abstract sealed class Session permits OutgoingSession, IncomingSession, ResumedSession {

    private static final List<Header> NO_PACKAGES = List.of(new Header("Recv-Info", ""));
    private static final List<Header> ACCEPT =
            List.of(new Header("Accept", "application/sdp, application/dtmf-relay, application/dtmf"));

    static final Duration TIMEOUT = Duration.ofMillis(Timing.GIVE_UP);

    final DialogId id;
    final DialogContext line;
    final Renegotiation renegotiation;
    final SessionTimer timer = new SessionTimer(this);
    private final Map<String, ServerTransaction> waiting = new HashMap<>(2);
    Dialog dialog;
    /** The SDP we last sent that was accepted, to be offered again unchanged after the connection was lost. */
    String localSdp;
    /** Whether the peer may know UPDATE: it has not said what it allows, or UPDATE was among it. */
    boolean updates = true;
    private boolean over;
    private boolean ended;

    Session(DialogId id, DialogContext line) {
        this.id = id;
        this.line = line;
        this.renegotiation = new Renegotiation(this);
    }

    /** The peer says what it allows, when it says anything. */
    final void allowed(IncomingMessage message) {
        updates = message.header("Allow").isEmpty() || message.lists("Allow", "UPDATE");
    }

    public final DialogId id() {
        return id;
    }

    public abstract String callId();

    /** Call-ID and our tag: what a request or 2xx of this session carries. */
    public abstract String key();

    /** What the peer's INVITE said of the trace it is part of. */
    public Optional<String> traceParent() {
        return Optional.empty();
    }

    /** Whether the 2xx has been acknowledged. */
    abstract boolean confirmed();

    /** Whether our ACK is decided and waits only until a crash cannot take it back. */
    boolean confirming() {
        return false;
    }

    /** Whether the dialog's other end has that tag: both tags tell a dialog (RFC 3261 section 12). */
    public boolean with(String remoteTag) {
        return dialog == null || dialog.remote().tag().isEmpty() || dialog.remote().tag().equals(remoteTag);
    }

    /** The dialog with that tag at its other end, which {@link #with} knows; null before there is any. */
    Dialog dialogWith(String remoteTag) {
        return dialog;
    }

    /** Whether the session goes on when the peer with that tag says BYE. */
    boolean goesOnWithout(String remoteTag) {
        return false;
    }

    /** Acknowledges what the owner has not yet, who need not any more: each 2xx has its ACK (RFC 3261 section 13.2.2.4). */
    void acknowledgeOpen() {
        renegotiation.conclude();
    }

    /** Whether a 2xx has no ACK of ours yet. */
    boolean owesAck() {
        return renegotiation.owesAck();
    }

    /** Whether our offer in the INVITE is still open in the dialog at hand. */
    boolean awaitsAnswer() {
        return false;
    }

    /** Whether the peer may offer something else before the session is established. */
    boolean takesEarlyOffers() {
        return false;
    }

    /** The peer's offer is about to be answered. */
    void answersOffer(IncomingRequest request) {}

    /** Whether our offer, which our 2xx brought, waits for the answer in its ACK. */
    boolean awaitsAnswerInAck() {
        return false;
    }

    /** Whether the request is newer than all that came before in its dialog. */
    public final boolean follows(IncomingRequest request) {
        Dialog own = dialogWith(request.fromTag());
        return own != null && request.cseq() > own.remoteSeq();
    }

    /** Whether a 200 of ours waits for this ACK. */
    public boolean awaitsAck(IncomingRequest ack) {
        return renegotiation.awaits(ack);
    }

    /** Whether requests inside the dialog make sense: early or later. */
    final boolean talking() {
        return dialog != null && !over;
    }

    final boolean over() {
        return over;
    }

    public final Renegotiation renegotiation() {
        return renegotiation;
    }

    /** Ends the session as its state demands, telling the owner so. */
    public abstract void terminate(SipCause cause, List<Header> headers);

    /** Whether the session can go on over another connection: the peer keeps its side of it. */
    public final boolean survives() {
        return (confirmed() || confirming()) && !ended;
    }

    /** The connection was lost for good. */
    public abstract void lost(SipFailure failure);

    /** An ACK for our 2xx. */
    public abstract void acknowledged(IncomingRequest ack);

    /** A 2xx that no transaction waits for: a repetition, or another fork. */
    public void answeredAgain(IncomingResponse response) {}

    /**
     * The owner says that the peer's answer is in place.
     *
     * @param answer ours to the offer that the peer's 2xx brought, empty where we had offered
     */
    public void acknowledge(String answer) {
        renegotiation.acknowledge(answer);
    }

    /** A request of the peer inside the dialog. */
    public final void receive(ServerTransaction transaction) {
        IncomingRequest request = transaction.request();
        dialog = dialogWith(request.fromTag());
        if (dialog == null || request.cseq() < dialog.remoteSeq()) {
            transaction.respond(dialog == null ? 481 : 500);
            return;
        }
        dialog = dialog.withRemoteSeq(request.cseq());
        Optional<Header> unsupported = Extensions.unsupported(request);
        if (unsupported.isPresent() && !request.is("BYE")) {
            transaction.respond(420, List.of(unsupported.get()));
            return;
        }
        switch (request.requestMethod()) {
            case "BYE" -> endedBy(transaction);
            case "INVITE", "UPDATE" -> renegotiation.receive(transaction);
            case "INFO", "NOTIFY", "MESSAGE", "REFER" -> tell(transaction);
            case "PRACK" -> transaction.respond(reliablyReceived(request));
            case "OPTIONS" -> transaction.respond(200, Extensions.CAPABILITIES);
            default -> transaction.respond(405, List.of(new Header("Allow", RequestDraft.ALLOW)));
        }
    }

    private void endedBy(ServerTransaction bye) {
        if (!established() || owesAck()) {
            // nobody is brought back into what was no call yet, or hears 481 to the exchange that goes on
            bye.respond(200);
        }
        try {
            if (!goesOnWithout(bye.request().fromTag())) {
                acknowledgeOpen();
                end(byeFailure(bye.request()));
            }
        } finally {
            line.onceStored(false, () -> bye.respond(200));
        }
    }

    /** How a PRACK is answered: 481 unless it is for a provisional response of ours. */
    int reliablyReceived(IncomingRequest prack) {
        return 481;
    }

    private static SipFailure byeFailure(IncomingRequest bye) {
        return new SipFailure(Originator.REMOTE, SipCause.TERMINATED, 0, bye.header("Reason").orElse("BYE"),
                bye.headers());
    }

    private void tell(ServerTransaction transaction) {
        IncomingRequest request = transaction.request();
        if (request.is("INFO") && request.header("Info-Package").isPresent()) {
            // no package was ever announced (RFC 6086 section 4.2.2)
            transaction.respond(469, "Bad Info Package", NO_PACKAGES, null);
            return;
        }
        if (request.is("INFO") && request.header("Content-Type").filter(type -> !type.isBlank()).isEmpty()) {
            // without a body it says nothing but that the peer is there
            transaction.respond(request.body().isEmpty() ? 200 : 415, request.body().isEmpty() ? List.of() : ACCEPT);
            return;
        }
        if (line.server().isPresent()) {
            String name = Tokens.random(8);
            waiting.put(name, transaction);
            line.publish(new ServerEvent.DialogRequestWaiting(line.server().get(), line.id(), id, name,
                    request.requestMethod(), request.headers(), request.body()));
            return;
        }
        line.publish(new SipEvent.DialogRequestReceived(line.id(), id, request.requestMethod(), request.headers(),
                request.body()));
        // nobody is transferred: a 202 would promise a subscription that tells how it went (RFC 3515 section 2.4.2)
        line.onceStored(false, () -> transaction.respond(request.is("REFER") ? 603 : 200));
    }

    /** The owner's answer to a request that waited for him. */
    public final void answer(String request, int status, String reason, List<Header> headers) {
        ServerTransaction transaction = waiting.remove(request);
        if (transaction != null) {
            transaction.respond(status, reason, headers, null);
        }
    }

    /** Sends a request of the owner inside the dialog. */
    public final void request(OutgoingRequest request) {
        if (!talking()) {
            line.publish(new SipEvent.RequestFailed(line.id(), request.id(),
                    new SipFailure(Originator.LOCAL, SipCause.DIALOG_ERROR, 0, "the dialog is not established", List.of())));
            return;
        }
        send(request.method(), request.headers(), request.body().orElse(null), request.timeout(),
                new RequestReport(line, request.id()));
    }

    final DialogContext.Sending send(String method, List<Header> headers, org.sipconnector.api.sip.SipBody body,
            Duration timeout, ClientTransaction.User user) {
        return line.send(dialog.request(method, nextSeq(), headers, body), this::nextSeq, timeout, new DialogGuard(this, user));
    }

    /**
     * The peer knows the session no more, or cannot be reached any more (RFC 3261 section 12.2.1.2): it is over. That is the
     * network's doing, not the peer's wish.
     */
    final void gone(SipFailure refusal) {
        if (confirmed() && !over && !ended && (refusal.status() == 481 || refusal.status() == 408)) {
            bye(List.of());
            end(new SipFailure(Originator.SYSTEM, SipCause.CONNECTION_ERROR, refusal.status(), refusal.reason(), refusal.headers()));
        }
    }

    final long nextSeq() {
        dialog = dialog.withLocalSeq(dialog.localSeq() + 1);
        return dialog.localSeq();
    }

    final void bye(List<Header> headers) {
        send("BYE", headers, null, TIMEOUT, ClientTransaction.IGNORE);
    }

    /** Ends the session with DialogEnded once it was established, else with DialogFailed. Over it is, even if its owner fails over that. */
    final void end(SipFailure failure) {
        try {
            announce(failure);
        } finally {
            close();
        }
    }

    /** Tells the owner only; the session may have to go on a little, to end properly on the wire. */
    final void announce(SipFailure failure) {
        if (!ended) {
            ended = true;
            line.publish(told(failure));
        }
    }

    /** The peer can be reached again: it sees where we are now, or that a session has ended which its owner gave up meanwhile. */
    public void reached() {
        renegotiation.rebind();
    }

    /** The owner has given the session up, or never heard of it: it hears nothing more. */
    public final void disown() {
        ended = true;
    }

    abstract boolean established();

    /** Whether we began it. */
    abstract boolean caller();

    /** Gives the session away as data, without what is open in it, and forgets it; absent when it cannot. */
    public final Optional<SipState.Call> handOver() {
        if (!survives()) {
            return Optional.empty();
        }
        renegotiation.handOver();
        SipState.Call call = call();
        close();
        return Optional.of(call);
    }

    /**
     * What of the session another process can still use, which goes on here: it continues when it {@link #survives}, else it is only
     * ended there. Absent when its peer would know no such dialog.
     */
    public final Optional<SipState.Call> copy() {
        boolean inDialog = dialog != null && !dialog.remote().tag().isEmpty() && !over && !ended;
        return inDialog && (caller() || established()) ? Optional.of(call()) : Optional.empty();
    }

    private SipState.Call call() {
        return new SipState.Call(id, caller(), dialog.callId(), dialog.local().address(), dialog.local().tag(), dialog.remote().address(),
                dialog.remote().tag(),
                dialog.target(), dialog.routes(), dialog.localSeq(), dialog.remoteSeq(), localSdp == null ? "" : localSdp,
                timer.seconds(), timer.ours());
    }

    /** What the owner of a copy hears first: the end of a session that does not continue, or that an offer of his comes to nothing. */
    public final List<Event> loss(SipFailure failure) {
        if (over || ended) {
            return List.of();
        } else if (!survives()) {
            return List.of(told(failure));
        }
        return renegotiation.awaited() ? List.of(new SipEvent.ReinviteFailed(line.id(), id, failure)) : List.of();
    }

    /** How the owner hears of the session's end. */
    private SipEvent told(SipFailure failure) {
        return established() ? new SipEvent.DialogEnded(line.id(), id, failure) : new SipEvent.DialogFailed(line.id(), id, failure);
    }

    final boolean announced() {
        return ended;
    }

    /** Forgets everything. */
    final void close() {
        if (!over) {
            over = true;
            waiting.values().forEach(transaction -> transaction.respond(487));
            waiting.clear();
            renegotiation.close();
            timer.stop();
            released();
            line.forget(this);
        }
    }

    /** Stops what the session itself had running. */
    abstract void released();
}
