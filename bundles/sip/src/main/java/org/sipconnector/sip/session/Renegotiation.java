/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.sip.session;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.sipconnector.api.sip.Header;
import org.sipconnector.api.sip.Originator;
import org.sipconnector.api.sip.SipBody;
import org.sipconnector.api.sip.SipCause;
import org.sipconnector.api.sip.SipEvent;
import org.sipconnector.api.sip.SipFailure;
import org.sipconnector.sip.message.IncomingRequest;
import org.sipconnector.sip.message.IncomingResponse;
import org.sipconnector.sip.message.Reasons;
import org.sipconnector.sip.transaction.ClientTransaction;
import org.sipconnector.sip.transaction.ServerTransaction;
import org.sipconnector.sip.transaction.TransactionTransport.Alarm;

/** Offers and answers inside an established session: re-INVITE and UPDATE both ways, and glare. */
public final class Renegotiation {

    private static final int GLARE_RETRIES = 5;
    private static final Duration LONGEST_BUSY = Duration.ofSeconds(10);
    private static final long INVITE_WITHIN = 60_000;
    /** The peer gives up after 32 s. */
    private static final long UPDATE_WITHIN = 25_000;

    private final Session session;
    private Outgoing outgoing;
    /** What the owner wants to offer when our own offer is over. */
    private Runnable afterwards;
    private ServerTransaction incoming;
    private Final2xxRetransmitter answering;
    /** CSeq of the re-INVITE we answered last. */
    private long answered;
    /** Our offer in the 200 to a re-INVITE without one, until its ACK comes. */
    private String offeredLate;
    /** Until the peer's offer is refused because nobody says anything to it. */
    private Alarm forgotten;
    private Runnable ack;
    private long ackSeq;

    Renegotiation(Session session) {
        this.session = session;
    }

    /** Sends a re-INVITE for the owner. */
    public void offer(String offer, List<Header> headers) {
        offer(offer, headers, false);
    }

    /** Sends UPDATE for the owner, or re-INVITE when the peer knows none. */
    public void update(String offer, List<Header> headers) {
        offer(offer, headers, true);
    }

    private void offer(String offer, List<Header> headers, boolean byUpdate) {
        if ((outgoing != null && outgoing.silent || answering != null) && afterwards == null) {
            // the owner knows nothing of an offer of ours or an ACK not come yet, and shall not fail for it
            afterwards = () -> offer(offer, headers, byUpdate);
            return;
        }
        if (!session.confirmed() || session.announced() || outgoing != null || incoming != null) {
            String why = outgoing != null || incoming != null ? "another offer is pending" : "the session is not established";
            session.line.publish(new SipEvent.ReinviteFailed(session.line.id(), session.id,
                    new SipFailure(Originator.LOCAL, SipCause.DIALOG_ERROR, 0, why, List.of())));
            return;
        }
        outgoing = new Outgoing(offer, headers, false, byUpdate && session.updates);
        outgoing.send();
    }

    /**
     * Offers the unchanged session description over a new connection, so that the peer finds us there (RFC 3261 section
     * 12.2, target refresh). The owner hears of it only when the session does not exist any more.
     *
     * @return false when another exchange is going on or there is nothing to offer
     */
    public boolean rebind() {
        if (session.confirmed() && !session.announced() && outgoing == null && incoming == null
                && session.localSdp != null && !session.localSdp.isEmpty()) {
            outgoing = new Outgoing(session.localSdp, List.of(), true, false);
            outgoing.send();
            return true;
        }
        return false;
    }

    /** A re-INVITE or UPDATE of the peer. */
    void receive(ServerTransaction transaction) {
        if (transaction.request().unknownBody()) {
            transaction.respond(415, IncomingRequest.READABLE);
        } else if (session.timer.honours(transaction.request()) && SessionTimer.tooShort(transaction.request())) {
            transaction.respond(422, SessionTimer.minimum());
        } else if (transaction.request().is("UPDATE") && transaction.request().sdp().isEmpty()
                && (session.confirmed() && incoming == null || !session.established())) {
            session.dialog = session.dialog.refreshed(transaction.request());
            transaction.respond(200, answerHeaders(transaction));
        } else if (outgoing != null && outgoing.retry == null || awaitsAnswer(transaction.request())) {
            // while our own offer only waits for its turn after a glare, the peer's goes first
            transaction.respond(491);
        } else if (incoming != null || !session.established() && !early(transaction.request())) {
            busy(transaction);
        } else {
            incoming = transaction;
            forgotten = session.line.after(transaction.request().is("INVITE") ? INVITE_WITHIN : UPDATE_WITHIN, this::notDecided);
            if (transaction.request().is("INVITE")) {
                transaction.respond(100);
            }
            session.line.publish(new SipEvent.ReinviteReceived(session.line.id(), session.id,
                    transaction.request().sdp(), transaction.request().headers()));
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
            decided();
        }
    }

    private void decided() {
        incoming = null;
        if (forgotten != null) {
            forgotten.cancel();
            forgotten = null;
        }
    }

    /** @param answer our answer, or our offer where the re-INVITE had none */
    public void answer(String answer) {
        if (incoming == null) {
            return;
        }
        ServerTransaction transaction = incoming;
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
        } else {
            session.localSdp = answer;
        }
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

    public void refuse(int status) {
        if (incoming != null) {
            incoming.respond(status);
            decided();
            goOn();
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
            goOn();
        }
    }

    boolean awaits(IncomingRequest ack) {
        return answering != null && ack.cseq() == answered;
    }

    private void lateAnswer(Optional<String> answer) {
        if (offeredLate != null) {
            offeredLate = null;
            session.line.publish(new SipEvent.ReinviteAnswered(session.line.id(), session.id, answer));
        }
    }

    private void stopAnswering() {
        if (answering != null) {
            answering.stop();
            answering = null;
        }
    }

    void acknowledge() {
        if (outgoing != null && outgoing.answered) {
            outgoing.acknowledge();
        }
    }

    void answeredAgain(IncomingResponse response) {
        if (ack != null && response.cseq() == ackSeq) {
            ack.run();
        }
    }

    /** The connection is gone: answers to the peer's offer can reach nobody. */
    public void interrupted() {
        decided();
        stopAnswering();
        lateAnswer(Optional.empty());
        goOn();
    }

    private void free() {
        outgoing = null;
        goOn();
    }

    private void goOn() {
        if (outgoing != null || answering != null) {
            return;
        }
        Runnable next = afterwards;
        afterwards = null;
        if (next != null) {
            next.run();
        }
    }

    void close() {
        afterwards = null;
        if (incoming != null) {
            incoming.respond(487);
            decided();
        }
        if (outgoing != null) {
            outgoing.stop();
            outgoing = null;
        }
        stopAnswering();
        offeredLate = null;
        ack = null;
    }

    /** Our offer under way. */
    private final class Outgoing implements ClientTransaction.User {

        private final String offer;
        private final List<Header> headers;
        private final boolean silent;
        private boolean byUpdate;
        private int retries;
        private long seq;
        private boolean answered;
        private Alarm retry;
        private DialogContext.Sending sending;

        Outgoing(String offer, List<Header> headers, boolean silent, boolean byUpdate) {
            this.offer = offer;
            this.headers = headers;
            this.silent = silent;
            this.byUpdate = byUpdate;
        }

        void send() {
            if (incoming != null) {
                retry = session.line.after(glareDelay(), this::send);
                return;
            }
            retry = null;
            List<Header> all = new ArrayList<>();
            all.add(new Header("Contact", session.line.contact()));
            all.addAll(session.timer.headers());
            all.addAll(headers);
            sending = session.line.send(session.dialog.request(byUpdate ? "UPDATE" : "INVITE", next(), all, SipBody.sdp(offer)),
                    this::next, byUpdate ? Session.TIMEOUT : Duration.ZERO, this);
        }

        private long next() {
            seq = session.nextSeq();
            return seq;
        }

        @Override
        public void answered(IncomingResponse response) {
            if (outgoing != this) {
                if (response.success() && !byUpdate) {
                    acknowledge();
                }
                return;
            }
            if (response.success()) {
                session.dialog = session.dialog.refreshed(response);
                session.timer.renewed(response);
                session.localSdp = offer;
                if (byUpdate) {
                    outgoing = null;
                } else {
                    answered = true;
                }
                if (silent) {
                    acknowledge();
                } else {
                    session.line.publish(
                            new SipEvent.ReinviteAnswered(session.line.id(), session.id, response.sdp()));
                }
            } else if (byUpdate && (response.status() == 405 || response.status() == 501)) {
                session.updates = false;
                byUpdate = false;
                send();
            } else if (response.status() == 491 && retries++ < GLARE_RETRIES) {
                retry = session.line.after(glareDelay(), this::send);
            } else if (busy(response).isPresent() && retries++ < GLARE_RETRIES) {
                retry = session.line.after(Math.max(1, busy(response).get().toMillis()), this::send);
            } else {
                failed(response.failure());
            }
        }

        /** How long a peer that has an offer to settle wants to be left alone (RFC 3261 section 14.2); absent when it is something else. */
        private static Optional<Duration> busy(IncomingResponse response) {
            return response.status() == 500
                    ? response.failure().retryAfter(LONGEST_BUSY.plusSeconds(1)).filter(wish -> wish.compareTo(LONGEST_BUSY) <= 0)
                    : Optional.empty();
        }

        /** RFC 3261 section 14.1: the one who made the Call-ID waits longer. */
        private long glareDelay() {
            ThreadLocalRandom random = ThreadLocalRandom.current();
            return session.caller() ? random.nextLong(2_100, 4_000) : random.nextLong(0, 2_000);
        }

        @Override
        public void failed(SipFailure failure) {
            if (outgoing != this) {
                return;
            }
            outgoing = null;
            if (!silent) {
                session.line.publish(new SipEvent.ReinviteFailed(session.line.id(), session.id, failure));
                session.gone(failure);
            } else if (failure.status() == 481 || failure.status() == 404 || failure.status() == 408) {
                // the peer dropped the session when the connection was lost: the network's doing, not its wish
                session.end(new SipFailure(Originator.SYSTEM, SipCause.CONNECTION_ERROR, failure.status(),
                        failure.reason(), failure.headers()));
            } else {
                session.timer.refused(failure);
                free();
            }
        }

        void acknowledge() {
            ack = session.line.sendAck(session.dialog.request("ACK", seq, sending.credentials(), null));
            ackSeq = seq;
            if (outgoing == this) {
                free();
            }
        }

        void stop() {
            if (retry != null) {
                retry.cancel();
            }
        }
    }
}
