/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.sip.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.sipconnector.api.sip.Header;
import org.sipconnector.api.sip.SipBody;
import org.sipconnector.api.sip.SipCause;
import org.sipconnector.api.sip.SipFailure;
import org.sipconnector.sip.message.IncomingRequest;
import org.sipconnector.sip.message.Reasons;
import org.sipconnector.sip.transaction.ServerTransaction;
import org.sipconnector.sip.transaction.TransactionTransport.Alarm;
import org.sipconnector.spi.sip.SipEvent;

/** What the peer offers inside a session, by re-INVITE or UPDATE, one at a time, until our answer is acknowledged. */
final class PeerOffers {

    private static final long INVITE_WITHIN = 60_000;
    /** The peer gives up after 32 s. */
    private static final long UPDATE_WITHIN = 25_000;

    private enum State {
        NONE,
        /** It waits for the owner. */
        OPEN,
        /** Our answer is decided, and waits until a crash cannot take it back. */
        ANSWERED
    }

    private final Session session;
    private final Renegotiation renegotiation;
    private State state = State.NONE;
    /** What brought it; null when there is none. */
    private ServerTransaction incoming;
    private Final2xxRetransmitter answering;
    /** CSeq of the re-INVITE we answered last. */
    private long answered;
    /** Our offer in the 200 to a re-INVITE without one, until its ACK comes. */
    private String offeredLate;
    /** Until the peer's offer is refused because nobody says anything to it. */
    private Alarm forgotten;

    PeerOffers(Session session, Renegotiation renegotiation) {
        this.session = session;
        this.renegotiation = renegotiation;
    }

    /** Whether there is one that is not answered. */
    boolean pending() {
        return state != State.NONE;
    }

    /** Whether our answer is decided and has no ACK yet. */
    boolean answering() {
        return answering != null || state == State.ANSWERED;
    }

    /** A re-INVITE or UPDATE of the peer. */
    void receive(ServerTransaction transaction) {
        IncomingRequest request = transaction.request();
        if (request.unknownBody()) {
            transaction.respond(415, IncomingRequest.READABLE);
        } else if (session.timer.honours(request) && SessionTimer.tooShort(request)) {
            transaction.respond(422, SessionTimer.minimum());
        } else if (request.is("UPDATE") && request.sdp().isEmpty() && (session.confirmed() && incoming == null || !session.established())) {
            session.dialog = session.dialog.refreshed(request);
            transaction.respond(200, answerHeaders(transaction));
        } else if (renegotiation.offering() || awaitsAnswer(request)) {
            transaction.respond(491);
        } else if (incoming != null || !session.established() && !early(request)) {
            busy(transaction);
        } else {
            state = State.OPEN;
            incoming = transaction;
            forgotten = session.line.after(request.is("INVITE") ? INVITE_WITHIN : UPDATE_WITHIN, this::notDecided);
            if (request.is("INVITE")) {
                transaction.respond(100);
            }
            session.line.publish(new SipEvent.ReinviteReceived(session.line.id(), session.id, request.sdp(), request.headers()));
        }
    }

    /** Whether an offer of ours is still open; only an UPDATE may overtake the ACK of our answer (RFC 3311 section 5.2). */
    private boolean awaitsAnswer(IncomingRequest request) {
        boolean acknowledged = session.confirmed() || !session.established();
        return session.awaitsAnswer() || !acknowledged && (!request.is("UPDATE") || session.caller() || session.awaitsAnswerInAck());
    }

    private boolean early(IncomingRequest request) {
        return request.is("UPDATE") && session.takesEarlyOffers();
    }

    private static void busy(ServerTransaction transaction) {
        transaction.respond(500, List.of(new Header("Retry-After", Integer.toString(ThreadLocalRandom.current().nextInt(11)))));
    }

    /** The owner says nothing to the peer's offer: no transaction is kept open for ever. */
    private void notDecided() {
        if (incoming != null) {
            busy(incoming);
            dropped();
            renegotiation.goOn();
        }
    }

    /** Whatever the owner says to it reaches nobody: if it was asked for an offer, it hears that there is no answer to it. */
    private void dropped() {
        boolean asked = incoming != null && incoming.request().sdp().isEmpty();
        decided();
        if (asked) {
            answeredLate(Optional.empty());
        }
    }

    private void decided() {
        state = State.NONE;
        incoming = null;
        if (forgotten != null) {
            forgotten.cancel();
            forgotten = null;
        }
    }

    /** @param answer our answer, or our offer where the re-INVITE had none */
    void answer(String answer) {
        ServerTransaction transaction = incoming;
        if (transaction == null) {
            return;
        }
        if (transaction.request().sdp().isPresent()) {
            session.localSdp = answer;
        }
        state = State.ANSWERED;
        // another process would go on with what the peer takes for agreed
        session.line.onceStored(true, () -> respond(transaction, answer));
    }

    private void respond(ServerTransaction transaction, String answer) {
        if (incoming != transaction) {
            return;
        }
        IncomingRequest request = transaction.request();
        // only what is answered moves the peer (RFC 6141 section 4.1)
        session.dialog = session.dialog.refreshed(request);
        session.answersOffer(request);
        transaction.respond(200, Reasons.of(200), answerHeaders(transaction), SipBody.sdp(answer));
        decided();
        if (request.is("INVITE")) {
            stopAnswering();
            answered = request.cseq();
            answering = new Final2xxRetransmitter(session.line, transaction, this::neverAcknowledged);
        }
        if (request.sdp().isEmpty()) {
            offeredLate = answer;
        }
        // an UPDATE is acknowledged by nobody
        renegotiation.goOn();
    }

    private List<Header> answerHeaders(ServerTransaction transaction) {
        List<Header> headers = new ArrayList<>();
        headers.add(new Header("Contact", session.line.contact()));
        if (session.established() && session.timer.honours(transaction.request())) {
            headers.addAll(session.timer.asked(transaction.request()));
        }
        return headers;
    }

    private void neverAcknowledged() {
        answering = null;
        session.bye(List.of());
        session.end(SipFailure.system(SipCause.REQUEST_TIMEOUT, "no ACK"));
    }

    void refuse(int status) {
        if (incoming != null) {
            incoming.respond(status);
            decided();
            renegotiation.goOn();
        }
    }

    /** The ACK of our answer; that of a re-INVITE without an offer brings the peer's answer to ours. */
    void acknowledged(IncomingRequest ack) {
        if (awaits(ack)) {
            stopAnswering();
            if (ack.sdp().isPresent() && offeredLate != null) {
                session.localSdp = offeredLate;
            }
            lateAnswer(ack.sdp());
            renegotiation.goOn();
        }
    }

    boolean awaits(IncomingRequest ack) {
        return answering != null && ack.cseq() == answered;
    }

    private void lateAnswer(Optional<String> answer) {
        if (offeredLate != null) {
            offeredLate = null;
            answeredLate(answer);
        }
    }

    private void answeredLate(Optional<String> answer) {
        session.line.publish(new SipEvent.ReinviteAnswered(session.line.id(), session.id, answer));
    }

    private void stopAnswering() {
        if (answering != null) {
            answering.stop();
            answering = null;
        }
    }

    /** The connection is gone: answers to the peer's offer can reach nobody. */
    void interrupted() {
        dropped();
        stopAnswering();
        lateAnswer(Optional.empty());
    }

    /** Another foundation takes the session up, without what is open here: the peer may offer again, the owner is told. */
    void handOver() {
        notDecided();
        stopAnswering();
        lateAnswer(Optional.empty());
    }

    void close() {
        if (incoming != null) {
            incoming.respond(487);
            decided();
        }
        stopAnswering();
        offeredLate = null;
    }
}
