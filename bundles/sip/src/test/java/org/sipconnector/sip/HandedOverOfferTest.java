/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.sip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.sipconnector.api.sip.Originator;
import org.sipconnector.sip.RawPeer.Message;
import org.sipconnector.spi.sip.SipEvent.ReinviteAnswered;
import org.sipconnector.spi.sip.SipEvent.ReinviteFailed;
import org.sipconnector.spi.sip.SipEvent.ReinviteReceived;

/** One foundation leaves a call to the next while an offer is open in it: whoever waits for its outcome hears of it. */
class HandedOverOfferTest extends CallOverWire {

    private static final String NEXT = OFFER.replace(" 1 1 ", " 1 2 ");

    /** Over its own connection the next one shows the peer what holds. */
    private void rebound(String description) throws IOException {
        peer.accept();
        showsAgain(description);
    }

    private void renegotiated() throws IOException {
        loopback.client.reinvite(CALL, NEXT, List.of());
        peer.answer(peer.read("INVITE"), "200 OK", "t1", ANSWER, NONE);
        assertThat(loopback.heard.next(ReinviteAnswered.class).answer()).contains(ANSWER);
        loopback.client.acknowledge(CALL);
        peer.read("ACK");
    }

    @Test
    void anOwnOfferThatIsNotAnsweredIsToldAsOneWhoseTurnItIsNot() throws IOException {
        established();
        loopback.client.reinvite(CALL, NEXT, List.of());
        peer.read("INVITE");
        loopback.replaceClient();

        assertThat(loopback.heard.next(ReinviteFailed.class).failure().originator()).isEqualTo(Originator.LOCAL);
        rebound(OFFER);
        renegotiated();
        hangUp();
    }

    @Test
    void anOwnOfferThatThePeerIsStillDecidingIsCancelledAndTheNextOneGoesOut() throws Exception {
        established();
        Message own = offered();
        CompletableFuture<Void> replaced = CompletableFuture.runAsync(loopback::replaceClientOnceAnswered);
        Message cancel = peer.read("CANCEL");
        assertThat(cancel.header("CSeq")).isEqualTo(own.header("CSeq").replace("INVITE", "CANCEL"));
        assertThat(cancel.header("Via")).as("the branch of what is cancelled").isEqualTo(own.header("Via"));
        peer.answer(cancel, "200 OK", "t1");
        peer.answer(own, "487 Request Terminated", "t1");
        assertThat(peer.read("ACK").header("CSeq")).isEqualTo(own.header("CSeq").replace("INVITE", "ACK"));
        replaced.get(40, TimeUnit.SECONDS);

        assertThat(loopback.heard.next(ReinviteFailed.class).failure().originator()).isEqualTo(Originator.LOCAL);
        rebound(OFFER);
        renegotiated();
        assertThat(loopback.heard.all()).as("told once").filteredOn(ReinviteFailed.class::isInstance).hasSize(1);
        hangUp();
    }

    @Test
    void anOwnOfferThatThePeerAcceptsInTheMomentItIsCancelledHolds() throws Exception {
        established();
        Message own = offered();
        CompletableFuture<Void> replaced = CompletableFuture.runAsync(loopback::replaceClientOnceAnswered);
        Message cancel = peer.read("CANCEL");
        peer.answer(own, "200 OK", "t1", ANSWER, NONE);
        peer.answer(cancel, "200 OK", "t1");
        assertThat(peer.read("ACK").header("CSeq")).isEqualTo(own.header("CSeq").replace("INVITE", "ACK"));
        replaced.get(40, TimeUnit.SECONDS);

        assertThat(loopback.heard.next(ReinviteAnswered.class).answer()).contains(ANSWER);
        rebound(NEXT);
        assertThat(loopback.heard.all()).noneMatch(ReinviteFailed.class::isInstance);
        hangUp();
    }

    /** One that began now would be neither answered nor cancelled before the connection closes. */
    @Test
    void noOtherOfferFollowsOneThatIsOverWhileTheFoundationGoes() throws Exception {
        established();
        loopback.replaceClient();
        peer.accept();
        Message silent = peer.read("INVITE");
        peer.answer(silent, "100 Trying", "");
        loopback.client.reinvite(CALL, NEXT, List.of());
        CompletableFuture<Void> replaced = CompletableFuture.runAsync(loopback::replaceClientOnceAnswered);
        Message cancel = peer.read("CANCEL");
        peer.answer(silent, "200 OK", "t1", ANSWER, NONE);
        peer.answer(cancel, "200 OK", "t1");
        assertThat(peer.read("ACK").header("CSeq")).isEqualTo(silent.header("CSeq").replace("INVITE", "ACK"));
        assertThatThrownBy(peer::read).as("nothing more over this connection").hasMessageStartingWith("closed after ''");
        replaced.get(40, TimeUnit.SECONDS);

        assertThat(loopback.heard.next(ReinviteFailed.class).failure().originator()).isEqualTo(Originator.LOCAL);
        rebound(OFFER);
        renegotiated();
        hangUp();
    }

    /** The peer answers nothing any more over a connection that it has seen close. */
    @Test
    void aPeerThatIsCancelledTooLateToAnswerIsOfferedAgain() throws IOException {
        established();
        offered();
        loopback.replaceClient();
        peer.read("CANCEL");
        peer.accept();
        Message early = peer.read("INVITE");
        peer.answer(early, "500 Server Internal Error", "t1", "Retry-After: 0");
        peer.read("ACK");
        showsAgain(OFFER);
        renegotiated();
        hangUp();
    }

    @Test
    void anOwnOfferByUpdateIsNotCancelled() throws IOException {
        established();
        loopback.client.update(CALL, NEXT, List.of());
        peer.answer(peer.read("UPDATE"), "100 Trying", "");
        loopback.replaceClient();

        assertThat(loopback.heard.next(ReinviteFailed.class).failure().originator()).isEqualTo(Originator.LOCAL);
        assertThatThrownBy(peer::read).hasMessageStartingWith("closed after ''");
        rebound(OFFER);
        hangUp();
    }

    /** The peer has our offer and thinks about it. */
    private Message offered() throws IOException {
        loopback.client.reinvite(CALL, NEXT, List.of());
        Message own = peer.read("INVITE");
        peer.answer(own, "100 Trying", "");
        return own;
    }

    @Test
    void anOwnOfferThatWaitsForAnotherIsToldSoToo() throws IOException {
        established();
        loopback.replaceClient();
        peer.accept();
        peer.read("INVITE");
        loopback.client.reinvite(CALL, NEXT, List.of());
        loopback.replaceClient();

        assertThat(loopback.heard.next(ReinviteFailed.class).failure().originator()).isEqualTo(Originator.LOCAL);
        rebound(OFFER);
        renegotiated();
        hangUp();
    }

    @Test
    void anOwnOfferThatMetOneOfThePeersIsToldSoToo() throws IOException {
        established();
        loopback.client.reinvite(CALL, NEXT, List.of());
        Message own = peer.read("INVITE");
        peer.answer(own, "491 Request Pending", "t1");
        peer.read("ACK");
        loopback.replaceClient();

        assertThat(loopback.heard.next(ReinviteFailed.class).failure().originator()).isEqualTo(Originator.LOCAL);
        rebound(OFFER);
        hangUp();
    }

    @Test
    void theAnswerToAnOwnOfferIsAcknowledgedBeforeItsOwnerHasUsedIt() throws IOException {
        established();
        loopback.client.reinvite(CALL, NEXT, List.of());
        Message own = peer.read("INVITE");
        peer.answer(own, "200 OK", "t1", ANSWER, NONE);
        loopback.heard.next(ReinviteAnswered.class);
        loopback.replaceClient();

        assertThat(peer.read("ACK").header("CSeq")).isEqualTo(own.header("CSeq").replace("INVITE", "ACK"));
        loopback.client.acknowledge(CALL);
        rebound(NEXT);
        assertThat(loopback.heard.all()).noneMatch(ReinviteFailed.class::isInstance);
        hangUp();
    }

    @Test
    void anAnswerThatIsRepeatedIsAcknowledgedByTheNextFoundation() throws IOException {
        established();
        loopback.client.reinvite(CALL, NEXT, List.of());
        Message own = peer.read("INVITE");
        loopback.replaceClient();
        rebound(OFFER);
        peer.answer(own, "200 OK", "t1", ANSWER, NONE);

        assertThat(peer.read("ACK").header("CSeq")).isEqualTo(own.header("CSeq").replace("INVITE", "ACK"));
        hangUp();
    }

    @Test
    void anOfferAskedForInVainIsToldAsNotAnsweredAndThePeerMayAskAgain() throws IOException {
        Message invite = established();
        asksForAnOffer(invite);
        loopback.replaceClient();

        assertThat(loopback.heard.next(ReinviteAnswered.class).answer()).isEmpty();
        assertThat(Integer.parseInt(peer.read("SIP/2.0 500").header("Retry-After"))).isBetween(0, 10);
        loopback.client.answerReinvite(CALL, NEXT);
        rebound(OFFER);
        hangUp();
    }

    @Test
    void anOfferOfThePeersThatIsNotAnsweredMayBeMadeAgain() throws IOException {
        Message invite = established();
        peer.request(invite, "INVITE", "t1", 7, OFFER);
        loopback.heard.next(ReinviteReceived.class);
        peer.read("SIP/2.0 100");
        loopback.replaceClient();

        assertThat(Integer.parseInt(peer.read("SIP/2.0 500").header("Retry-After"))).isBetween(0, 10);
        rebound(OFFER);
        assertThat(loopback.heard.all()).noneMatch(ReinviteAnswered.class::isInstance);
        hangUp();
    }

    @Test
    void anOfferWhoseAckComesTooLateIsToldAsNotAnswered() throws IOException {
        Message invite = established();
        asksForAnOffer(invite);
        loopback.client.answerReinvite(CALL, NEXT);
        peer.read("SIP/2.0 200");
        loopback.replaceClient();

        assertThat(loopback.heard.next(ReinviteAnswered.class).answer()).isEmpty();
        rebound(OFFER);
        hangUp();
    }
}
