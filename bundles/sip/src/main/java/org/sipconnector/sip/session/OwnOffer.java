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
import org.sipconnector.api.sip.SipFailure;
import org.sipconnector.sip.message.IncomingResponse;
import org.sipconnector.sip.transaction.ClientTransaction;
import org.sipconnector.sip.transaction.TransactionTransport.Alarm;
import org.sipconnector.spi.sip.SipEvent;

/** An offer of ours inside an established session under way, by re-INVITE or UPDATE. */
final class OwnOffer implements ClientTransaction.User {

    private static final int GLARE_RETRIES = 5;
    private static final Duration LONGEST_BUSY = Duration.ofSeconds(10);

    private final Session session;
    private final Renegotiation renegotiation;
    private final String offer;
    private final List<Header> headers;
    private final boolean silent;
    private boolean byUpdate;
    private int retries;
    private long seq;
    private boolean answered;
    private Alarm retry;
    private DialogContext.Sending sending;

    /**
     * @param offer    empty to leave it to the peer
     * @param silent   whether the owner knows nothing of it
     * @param byUpdate whether UPDATE is tried before re-INVITE
     */
    OwnOffer(Session session, Renegotiation renegotiation, String offer, List<Header> headers, boolean silent, boolean byUpdate) {
        this.session = session;
        this.renegotiation = renegotiation;
        this.offer = offer;
        this.headers = headers;
        this.silent = silent;
        this.byUpdate = byUpdate;
    }

    boolean silent() {
        return silent;
    }

    boolean answered() {
        return answered;
    }

    /** Whether it only waits for its turn: what the peer offers meanwhile goes first. */
    boolean waits() {
        return retry != null;
    }

    void send() {
        if (renegotiation.leaving()) {
            return;
        }
        if (renegotiation.theirs().pending()) {
            retry = session.line.after(glareDelay(), this::send);
            return;
        }
        retry = null;
        List<Header> all = new ArrayList<>();
        all.add(new Header("Contact", session.line.contact()));
        all.addAll(session.timer.headers());
        all.addAll(headers);
        SipBody body = offer.isEmpty() ? null : SipBody.sdp(offer);
        sending = session.line.send(session.dialog.request(byUpdate ? "UPDATE" : "INVITE", next(), all, body), this::next,
                byUpdate ? Session.TIMEOUT : Duration.ZERO, this);
    }

    private long next() {
        seq = session.nextSeq();
        return seq;
    }

    @Override
    public void answered(IncomingResponse response) {
        if (!renegotiation.isOwn(this)) {
            if (response.success() && !byUpdate) {
                acknowledge("");
            }
            return;
        }
        if (response.success()) {
            succeeded(response);
        } else if (renegotiation.leaving() && !byUpdate) {
            // withdrawn: the session's owner is told when it is handed over
            return;
        } else if (byUpdate && (response.status() == 405 || response.status() == 501)) {
            session.updates = false;
            byUpdate = false;
            send();
        } else if (session.timer.seconds() > 0 && session.timer.lengthened(response)) {
            send();
        } else if (response.status() == 491 && retries++ < GLARE_RETRIES) {
            retry = session.line.after(glareDelay(), this::send);
        } else if (busy(response).isPresent() && retries++ < GLARE_RETRIES) {
            retry = session.line.after(Math.max(1, busy(response).get().toMillis()), this::send);
        } else {
            failed(response.failure());
        }
    }

    private void succeeded(IncomingResponse response) {
        session.dialog = session.dialog.refreshed(response);
        session.timer.renewed(response);
        if (!offer.isEmpty()) {
            session.localSdp = offer;
        }
        if (byUpdate) {
            renegotiation.forget();
        } else {
            answered = true;
        }
        if (silent) {
            acknowledge("");
        } else {
            session.line.publish(new SipEvent.ReinviteAnswered(session.line.id(), session.id, response.sdp()));
        }
    }

    /**
     * The peer need not answer any more: it is told so by CANCEL once it has begun to think about a re-INVITE (RFC 3261 section
     * 9.1), for it takes no other before that one is over (section 14.1). What it accepts all the same, holds.
     */
    void withdraw() {
        stop();
        if (!byUpdate && !waits() && !answered) {
            sending.cancel();
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
        if (!renegotiation.isOwn(this)) {
            return;
        }
        renegotiation.forget();
        if (!silent) {
            session.line.publish(new SipEvent.ReinviteFailed(session.line.id(), session.id, failure));
            session.gone(failure);
        } else if (failure.status() == 481 || failure.status() == 404 || failure.status() == 408) {
            // the peer dropped the session when the connection was lost: the network's doing, not its wish
            session.end(new SipFailure(Originator.SYSTEM, SipCause.CONNECTION_ERROR, failure.status(), failure.reason(), failure.headers()));
        } else {
            session.timer.refused(failure);
            renegotiation.goOn();
        }
    }

    /** @param answer to the offer that the peer's 2xx brought, empty where it brought an answer */
    void acknowledge(String answer) {
        if (!answer.isEmpty()) {
            session.localSdp = answer;
        }
        SipBody body = answer.isEmpty() ? null : SipBody.sdp(answer);
        Runnable ack = session.line.sendAck(session.dialog.request("ACK", seq, sending.credentials(), body));
        renegotiation.acknowledged(this, seq, ack);
    }

    void stop() {
        if (retry != null) {
            retry.cancel();
        }
    }
}
