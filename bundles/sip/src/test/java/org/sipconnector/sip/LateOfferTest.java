/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sipconnector.api.sip.DialogId;
import org.sipconnector.api.sip.Header;
import org.sipconnector.sip.RawPeer.Message;
import org.sipconnector.spi.sip.SipEvent.DialogConfirmed;
import org.sipconnector.spi.sip.SipEvent.DialogEnded;
import org.sipconnector.spi.sip.SipEvent.ReinviteAnswered;
import org.sipconnector.spi.sip.SipEvent.ReinviteReceived;
import org.sipconnector.spi.sip.SipEvent.TransportConnected;

/** Offers that the called side makes: in its 200, to an INVITE or a re-INVITE without one (RFC 3261 sections 13.2.1 and 14.2). */
class LateOfferTest extends CallOverWire {

    private static final String NEXT = OFFER.replace(" 1 1 ", " 1 2 ");

    @Test
    void aReinviteWithoutAnOfferIsAnsweredWithOursAndItsAckBringsTheAnswer() throws IOException {
        Message invite = established();
        asksForAnOffer(invite);
        loopback.client.answerReinvite(CALL, NEXT);
        Message ok = peer.read("SIP/2.0 200");
        assertThat(ok.body()).isEqualTo(NEXT);
        assertThat(ok.header("Content-Type")).isEqualTo("application/sdp");
        peer.request(invite, "ACK", "t1", 7, ANSWER);
        assertThat(loopback.heard.next(ReinviteAnswered.class).answer()).contains(ANSWER);
        hangUp();
    }

    @Test
    void theOfferThatWasMadeLateIsWhatIsShownAgainAfterALostConnection() throws IOException {
        Message invite = established();
        asksForAnOffer(invite);
        loopback.client.answerReinvite(CALL, NEXT);
        peer.read("SIP/2.0 200");
        peer.request(invite, "ACK", "t1", 7, ANSWER);
        loopback.heard.next(ReinviteAnswered.class);
        peer.dropConnection();
        peer.accept();
        loopback.heard.next(TransportConnected.class);
        showsAgain(NEXT);
        hangUp();
    }

    @Test
    void anAckWithoutAnAnswerIsToldAsOne() throws IOException {
        Message invite = established();
        asksForAnOffer(invite);
        loopback.client.answerReinvite(CALL, NEXT);
        peer.read("SIP/2.0 200");
        peer.request(invite, "ACK", "t1", 7, "");
        assertThat(loopback.heard.next(ReinviteAnswered.class).answer()).isEmpty();
        hangUp();
    }

    @Test
    void anOfferWhoseAckIsLostWithTheConnectionIsToldAsNotAnswered() throws IOException {
        Message invite = established();
        asksForAnOffer(invite);
        loopback.client.answerReinvite(CALL, NEXT);
        peer.read("SIP/2.0 200");
        peer.dropConnection();
        assertThat(loopback.heard.next(ReinviteAnswered.class).answer()).isEmpty();
        peer.accept();
        showsAgain(OFFER);
        hangUp();
    }

    @Test
    void anOfferThatIsNotMadeBeforeTheConnectionIsLostIsToldAsNotAnswered() throws IOException {
        Message invite = established();
        asksForAnOffer(invite);
        peer.dropConnection();
        assertThat(loopback.heard.next(ReinviteAnswered.class).answer()).isEmpty();
        loopback.client.answerReinvite(CALL, NEXT);
        peer.accept();
        showsAgain(OFFER);
        hangUp();
    }

    @Test
    void anOwnOfferWaitsForTheAckOfTheirs() throws IOException {
        Message invite = established();
        peer.request(invite, "INVITE", "t1", 7, OFFER);
        loopback.heard.next(ReinviteReceived.class);
        peer.read("SIP/2.0 100");
        loopback.client.answerReinvite(CALL, ANSWER);
        loopback.client.reinvite(CALL, NEXT, List.of(new Header("X-Own", "1")));
        peer.read("SIP/2.0 200");
        peer.request(invite, "ACK", "t1", 7, "");
        Message own = peer.read("INVITE");
        assertThat(own.header("X-Own")).isEqualTo("1");
        peer.answer(own, "200 OK", "t1", ANSWER, NONE);
        assertThat(loopback.heard.next(ReinviteAnswered.class).answer()).contains(ANSWER);
        loopback.client.acknowledge(CALL);
        peer.read("ACK");
        hangUp();
    }

    /** The ACK and the re-INVITE can come in one segment: what counts is what came over the wire. */
    @Test
    void aReinviteRightBehindTheAckOfALateOfferIsHeard() throws IOException {
        DialogId call = called("");
        String tag = answered(call, OFFER);
        send("ACK", "ack", tag, 1, ANSWER);
        send("INVITE", "again", tag, 2, OFFER);
        assertThat(loopback.heard.next(DialogConfirmed.class).answer()).contains(ANSWER);
        assertThat(loopback.heard.next(ReinviteReceived.class).offer()).contains(OFFER);
        peer.read("SIP/2.0 100");
        loopback.client.answerReinvite(call, ANSWER);
        peer.read("SIP/2.0 200");
        send("ACK", "ack2", tag, 2, "");
        send("BYE", "bye", tag, 3, "");
        peer.read("SIP/2.0 200");
        loopback.heard.next(DialogEnded.class);
    }

    @Test
    void aReinviteBeforeTheFirstAnswerIsPutOff() throws IOException {
        DialogId call = called(OFFER);
        loopback.client.ring(call);
        String to = peer.read("SIP/2.0 180").header("To");
        String tag = to.substring(to.indexOf(";tag=") + 5);
        send("INVITE", "again", tag, 2, OFFER);
        assertThat(Integer.parseInt(peer.read("SIP/2.0 500").header("Retry-After"))).isBetween(0, 10);
        send("ACK", "again", tag, 2, "");
        loopback.client.reject(call, 486, Optional.empty(), List.of());
        peer.read("SIP/2.0 486");
        send("ACK", "first", tag, 1, "");
    }

    /** Content-Length 0 says that there is no body, whatever its type is said to be (RFC 3261 section 20.14). */
    @ParameterizedTest
    @ValueSource(strings = {"application/unknown", "multipart/mixed;boundary=b", "application/sdp"})
    void aReinviteWithNothingOfSomeTypeAsksForOurOffer(String type) throws IOException {
        Message invite = established();
        peer.request(invite, "INVITE", "t1", 7, "", "Content-Type: " + type);
        assertThat(loopback.heard.next(ReinviteReceived.class).offer()).isEmpty();
        peer.read("SIP/2.0 100");
        loopback.client.answerReinvite(CALL, NEXT);
        assertThat(peer.read("SIP/2.0 200").body()).isEqualTo(NEXT);
        peer.request(invite, "ACK", "t1", 7, ANSWER);
        assertThat(loopback.heard.next(ReinviteAnswered.class).answer()).contains(ANSWER);
        hangUp();
    }

    @Test
    void aReinviteInAPackedBodyIsRefusedWithWhatCanBeRead() throws IOException {
        Message invite = established();
        peer.request(invite, "INVITE", "t1", 7, OFFER, "Content-Encoding: gzip");
        assertThat(peer.read("SIP/2.0 415").header("Accept")).contains("application/sdp");
        peer.request(invite, "ACK", "t1", 7, "");
        hangUp();
    }
}
