/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.sip.session;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.sipconnector.api.sip.DialogId;
import org.sipconnector.api.sip.Header;
import org.sipconnector.api.sip.Originator;
import org.sipconnector.api.sip.SipBody;
import org.sipconnector.api.sip.SipCause;
import org.sipconnector.api.sip.SipFailure;
import org.sipconnector.sip.message.IncomingRequest;
import org.sipconnector.sip.message.IncomingResponse;
import org.sipconnector.sip.message.RequestDraft;
import org.sipconnector.sip.transaction.ClientTransaction;
import org.sipconnector.spi.sip.SipEvent;

/** A session we started. A 2xx that crosses our CANCEL is acknowledged and ended with BYE. */
public final class OutgoingSession extends Session implements ClientTransaction.User {

    private static final int MOST_PROVISIONALS = 200;

    private enum State {
        CALLING, ANSWERED,
        /** Our ACK is decided, and waits until a crash cannot take it back. */
        CONFIRMING, CONFIRMED
    }

    private final RequestDraft invite;
    private long inviteSeq;
    private final String localTag;
    private State state = State.CALLING;
    private DialogContext.Sending sending;
    private Runnable ack;
    private int provisionals;
    private final EarlyDialogs early = new EarlyDialogs();

    /** @param invite the INVITE without its body and Contact */
    public OutgoingSession(DialogId id, DialogContext line, RequestDraft invite, String localTag) {
        super(id, line);
        this.invite = invite;
        this.inviteSeq = invite.cseq();
        this.localTag = localTag;
    }

    @Override
    public String callId() {
        return invite.callId();
    }

    @Override
    public String key() {
        return callId() + '|' + localTag;
    }

    /** @param offer empty to leave it to the called */
    public void start(String offer) {
        localSdp = offer;
        send(line.sessionTimers());
    }

    private void send(boolean timed) {
        List<Header> timers = timed ? timer.offer() : List.of();
        RequestDraft draft = invite.withCSeq(inviteSeq).withBody(localSdp.isEmpty() ? null : SipBody.sdp(localSdp));
        sending = line.send(draft.withHeaders(timers), () -> ++inviteSeq, Duration.ZERO, this);
    }

    @Override
    public void provisional(IncomingResponse response) {
        if (response.status() == 100 || announced()) {
            return;
        }
        if (!response.toTag().isEmpty() && enter(calling(response))) {
            if (response.lists("Require", "100rel") && !acknowledgeProvisional(response)) {
                return;
            }
            response.sdp().ifPresent(sdp -> early.described(response.toTag(), sdp));
        }
        line.publish(new SipEvent.DialogProgress(line.id(), id, response.status(), response.reason(), response.sdp(),
                response.headers()));
    }

    /** Turns to the early dialog of that response; whether there is room for one more. */
    private boolean enter(Dialog fork) {
        if (dialog != null) {
            early.keep(dialog);
        }
        Dialog next = known(fork);
        boolean room = early.keep(next);
        dialog = room ? next : dialog;
        return room;
    }

    /** The dialog of that response; without a Contact it is where its early dialog was, or where we called. */
    private Dialog calling(IncomingResponse response) {
        return Dialog.calling(response, early.find(response.toTag()).map(Dialog::target).orElse(invite.uri()));
    }

    /** The same with our count and the peer's. */
    private Dialog known(Dialog fork) {
        return fork.withLocalSeq(lastSeq()).withRemoteSeq(early.find(fork.remote().tag()).map(Dialog::remoteSeq).orElse(-1L));
    }

    /** One count for all of them: it only has to grow in each. */
    private long lastSeq() {
        return dialog == null ? inviteSeq : Math.max(inviteSeq, dialog.localSeq());
    }

    @Override
    public boolean with(String remoteTag) {
        return super.with(remoteTag) || state == State.CALLING && early.find(remoteTag).isPresent();
    }

    @Override
    Dialog dialogWith(String remoteTag) {
        if (state != State.CALLING || dialog == null || dialog.remote().tag().equals(remoteTag)) {
            return dialog;
        }
        early.keep(dialog);
        return early.find(remoteTag).map(fork -> fork.withLocalSeq(lastSeq())).orElse(dialog);
    }

    @Override
    boolean goesOnWithout(String remoteTag) {
        if (state != State.CALLING) {
            return false;
        }
        early.remove(remoteTag);
        Optional<Dialog> other = early.any().map(fork -> fork.withLocalSeq(lastSeq()));
        other.ifPresent(fork -> dialog = fork);
        return other.isPresent();
    }

    @Override
    boolean awaitsAnswer() {
        return state == State.CALLING && !localSdp.isEmpty() && early.description(dialog.remote().tag()).isEmpty();
    }

    /** With one early dialog only: of several it is not known whose description will hold. */
    @Override
    boolean takesEarlyOffers() {
        return state == State.CALLING && !announced() && early.only(dialog.remote().tag());
    }

    @Override
    void answersOffer(IncomingRequest request) {
        early.agreed(request.fromTag());
    }

    /** Sends PRACK; false for a response that was repeated, or came before one that it follows (RFC 3262 section 4). */
    private boolean acknowledgeProvisional(IncomingResponse response) {
        String number = response.header("RSeq").orElse("").strip();
        if (!number.matches("\\d{1,10}") || provisionals >= MOST_PROVISIONALS) {
            return false;
        }
        if (!early.inOrder(response.toTag(), Long.parseLong(number))) {
            return false;
        }
        provisionals++;
        send("PRACK", List.of(new Header("RAck", number + ' ' + inviteSeq + " INVITE")), null, TIMEOUT,
                ClientTransaction.IGNORE);
        return true;
    }

    @Override
    public void answered(IncomingResponse response) {
        if (!announced() && timer.lengthened(response)) {
            inviteSeq++;
            send(true);
            return;
        }
        if (!response.success()) {
            end(response.failure());
            return;
        }
        Optional<String> described = early.description(response.toTag());
        boolean agreed = early.hasAgreed(response.toTag());
        if (dialog != null) {
            early.keep(dialog);
        }
        dialog = known(calling(response));
        early.clear();
        if (announced()) {
            sendAck("");
            bye(List.of());
            close();
            return;
        }
        state = State.ANSWERED;
        allowed(response);
        timer.agreed(response);
        // a description belongs to its dialog: that of another fork is none of this one
        Optional<String> sdp = agreed ? described : response.sdp().or(() -> described);
        line.publish(new SipEvent.DialogAnswered(line.id(), id, sdp, response.headers()));
    }

    @Override
    public void failed(SipFailure failure) {
        end(failure);
    }

    @Override
    public void answeredAgain(IncomingResponse response) {
        if (state == State.CALLING || dialog == null) {
            return;
        }
        if (!response.toTag().equals(dialog.remote().tag())) {
            Dialog fork = calling(response);
            line.sendAck(fork.request("ACK", response.cseq(), sending.credentials(), null));
            // after whatever was acknowledged in it while it was early
            line.send(fork.request("BYE", nextSeq(), List.of(), null), this::nextSeq, TIMEOUT, ClientTransaction.IGNORE);
        } else if (response.cseq() == inviteSeq && ack != null) {
            ack.run();
        } else {
            renegotiation.answeredAgain(response);
        }
    }

    @Override
    public void acknowledge(String answer) {
        if (state == State.ANSWERED) {
            state = State.CONFIRMING;
            // what the peer takes for a call another process would end, if nothing else
            line.onceStored(true, () -> confirm(answer));
        } else if (state != State.CONFIRMING) {
            super.acknowledge(answer);
        }
    }

    private void confirm(String answer) {
        if (state == State.CONFIRMING && !over()) {
            state = State.CONFIRMED;
            localSdp = answer.isEmpty() ? localSdp : answer;
            sendAck(answer);
            line.publish(new SipEvent.DialogConfirmed(line.id(), id));
            renegotiation.goOn();
        }
    }

    @Override
    boolean confirming() {
        return state == State.CONFIRMING;
    }

    private boolean awaitsAck() {
        return state == State.ANSWERED || state == State.CONFIRMING;
    }

    @Override
    boolean owesAck() {
        return awaitsAck() || super.owesAck();
    }

    @Override
    void acknowledgeOpen() {
        if (awaitsAck()) {
            sendAck("");
        }
        super.acknowledgeOpen();
    }

    private void sendAck(String answer) {
        SipBody body = answer.isEmpty() ? null : SipBody.sdp(answer);
        ack = line.sendAck(dialog.request("ACK", inviteSeq, sending.credentials(), body));
    }

    @Override
    public void acknowledged(IncomingRequest request) {
        renegotiation.acknowledged(request);
    }

    @Override
    boolean confirmed() {
        return state == State.CONFIRMED;
    }

    @Override
    boolean caller() {
        return true;
    }

    @Override
    boolean established() {
        return state != State.CALLING;
    }

    @Override
    public void terminate(SipCause cause, List<Header> headers) {
        if (announced()) {
            return;
        }
        SipFailure failure = new SipFailure(Originator.LOCAL, cause, 0, cause.text(), List.of());
        if (state == State.CALLING) {
            announce(failure);
            sending.cancel();
            return;
        }
        if (awaitsAck()) {
            sendAck("");
        }
        bye(headers);
        end(failure);
    }

    @Override
    public void lost(SipFailure failure) {
        end(failure);
    }

    @Override
    void released() {
        if (state == State.CALLING && sending != null) {
            sending.cancel();
        }
        ack = null;
    }
}
