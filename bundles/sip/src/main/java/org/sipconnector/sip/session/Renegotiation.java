/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.sip.session;

import java.util.List;
import org.sipconnector.api.sip.Header;
import org.sipconnector.api.sip.Originator;
import org.sipconnector.api.sip.SipCause;
import org.sipconnector.api.sip.SipFailure;
import org.sipconnector.sip.message.IncomingRequest;
import org.sipconnector.sip.message.IncomingResponse;
import org.sipconnector.sip.transaction.ServerTransaction;
import org.sipconnector.spi.sip.SipEvent;

/** Offers and answers inside an established session: one of ours or of the peer's at a time, and whose turn it is. */
public final class Renegotiation {

    private static final String HANDED_OVER = "another SIP foundation takes the session up";

    private final Session session;
    private final PeerOffers theirs;
    private OwnOffer own;
    /** What the owner wants to offer when our own offer is over. */
    private Runnable afterwards;
    /** Another foundation takes the session up soon: nothing is offered any more. */
    private boolean leaving;
    private Runnable ack;
    private long ackSeq;

    Renegotiation(Session session) {
        this.session = session;
        this.theirs = new PeerOffers(session, this);
    }

    /** Sends a re-INVITE for the owner; an empty offer leaves it to the peer. */
    public void offer(String offer, List<Header> headers) {
        offer(offer, headers, false);
    }

    /** Sends UPDATE for the owner, or re-INVITE when the peer knows none. */
    public void update(String offer, List<Header> headers) {
        offer(offer, headers, true);
    }

    private void offer(String offer, List<Header> headers, boolean byUpdate) {
        if (leaving) {
            notOffered(HANDED_OVER);
            return;
        }
        if ((own != null && own.silent() || theirs.answering() || session.confirming()) && afterwards == null) {
            // the owner knows nothing of an offer of ours or an ACK that is still to come or to go, and shall not fail for it
            afterwards = () -> offer(offer, headers, byUpdate);
            return;
        }
        if (!session.confirmed() || session.announced() || own != null || theirs.pending()) {
            notOffered(own != null || theirs.pending() ? "another offer is pending" : "the session is not established");
            return;
        }
        own = new OwnOffer(session, this, offer, headers, false, byUpdate && session.updates);
        own.send();
    }

    private void notOffered(String why) {
        session.line.publish(new SipEvent.ReinviteFailed(session.line.id(), session.id,
                new SipFailure(Originator.LOCAL, SipCause.DIALOG_ERROR, 0, why, List.of())));
    }

    /**
     * Offers the unchanged session description over a new connection, so that the peer finds us there (RFC 3261 section
     * 12.2, target refresh). The owner hears of it only when the session does not exist any more.
     *
     * @return false when another exchange is going on or there is nothing to offer
     */
    public boolean rebind() {
        if (!leaving && session.confirmed() && !session.announced() && own == null && !theirs.pending()
                && session.localSdp != null && !session.localSdp.isEmpty()) {
            own = new OwnOffer(session, this, session.localSdp, List.of(), true, false);
            own.send();
            return true;
        }
        return false;
    }

    /** A re-INVITE or UPDATE of the peer. */
    void receive(ServerTransaction transaction) {
        theirs.receive(transaction);
    }

    /** @param answer our answer, or our offer where the re-INVITE had none */
    public void answer(String answer) {
        theirs.answer(answer);
    }

    public void refuse(int status) {
        theirs.refuse(status);
    }

    PeerOffers theirs() {
        return theirs;
    }

    /** Whether an offer of ours is under way; while it only waits for its turn after a glare, the peer's goes first. */
    boolean offering() {
        return own != null && !own.waits();
    }

    boolean isOwn(OwnOffer offer) {
        return own == offer;
    }

    /** The ACK of an answer of ours. */
    void acknowledged(IncomingRequest request) {
        theirs.acknowledged(request);
    }

    boolean awaits(IncomingRequest request) {
        return theirs.awaits(request);
    }

    /** @param answer to the offer of the peer's 2xx, empty where it brought an answer */
    void acknowledge(String answer) {
        if (own != null && own.answered()) {
            own.acknowledge(answer);
        }
    }

    /** The peer's 2xx was acknowledged, which is said again when that comes again. */
    void acknowledged(OwnOffer offer, long seq, Runnable again) {
        ack = again;
        ackSeq = seq;
        if (own == offer) {
            forget();
            goOn();
        }
    }

    /** The session ends by the peer's BYE: its answer to an offer of ours is acknowledged, and nothing is offered any more. */
    void conclude() {
        afterwards = null;
        acknowledge("");
    }

    void answeredAgain(IncomingResponse response) {
        if (ack != null && response.cseq() == ackSeq) {
            ack.run();
        }
    }

    /** The connection is gone: answers to the peer's offer can reach nobody. */
    public void interrupted() {
        theirs.interrupted();
        goOn();
    }

    /** Whether the peer has answered our offer, and the owner has not said so yet. */
    boolean owesAck() {
        return own != null && own.answered();
    }

    /** Our offer is over. */
    void forget() {
        own = null;
    }

    /** Sends what the owner wanted to offer meanwhile, if it is its turn. */
    void goOn() {
        if (leaving || own != null || theirs.answering() || session.confirming()) {
            return;
        }
        Runnable next = afterwards;
        afterwards = null;
        if (next != null) {
            next.run();
        }
    }

    /** Whether the owner waits for what comes of an offer. */
    boolean awaited() {
        return afterwards != null || own != null && !own.silent();
    }

    boolean leaving() {
        return leaving;
    }

    /** Another foundation takes the session up soon: an offer of ours that the peer has not answered is withdrawn, and none follows. */
    public void withdraw() {
        leaving = true;
        if (own != null) {
            own.withdraw();
        }
    }

    /**
     * Another foundation takes the session up, without what is open here. The peer's answer is acknowledged, since its owner's word
     * comes too late; an offer that has none is told as one whose turn it is not, for the owner to make again.
     */
    void handOver() {
        boolean waiting = afterwards != null;
        afterwards = null;
        withdraw();
        boolean open = own != null && !own.silent() && !own.answered();
        if (own != null && own.answered()) {
            own.acknowledge("");
        }
        theirs.handOver();
        if (open || waiting) {
            notOffered(HANDED_OVER);
        }
    }

    void close() {
        afterwards = null;
        theirs.close();
        if (own != null) {
            own.stop();
            own = null;
        }
        ack = null;
    }
}
