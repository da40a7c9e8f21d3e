/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sipconnector.api.sip.DialogId;
import org.sipconnector.api.sip.SipCause;
import org.sipconnector.sip.RawPeer.Message;
import org.sipconnector.spi.sip.SipEvent.DialogAnswered;
import org.sipconnector.spi.sip.SipEvent.DialogFailed;
import org.sipconnector.spi.sip.SipEvent.DialogProgress;
import org.sipconnector.spi.sip.SipEvent.DialogRequestReceived;

/** A call of ours that several ring at: each early dialog is one of its own (RFC 3261 sections 12.1 and 13.2.2.4). */
class EarlyDialogsTest {

    private static final DialogId CALL = new DialogId("call-1");
    private static final String SDP = "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\n";
    private static final String[] NONE = {};

    @RegisterExtension
    final SipFixture fixture = new SipFixture();

    private RawPeer peer;
    private Loopback loopback;
    private Message invite;

    @BeforeEach
    void threeRing() throws IOException {
        peer = fixture.peer();
        loopback = fixture.connected(peer);
        loopback.client.invite(Loopback.ALICE, CALL, "sip:100@sip.test", SDP, List.of());
        invite = peer.read("INVITE");
        for (String tag : List.of("t1", "t2", "t3")) {
            peer.answer(invite, "180 Ringing", tag);
            loopback.heard.next(DialogProgress.class);
        }
    }

    @AfterEach
    void nothingIsLeft() {
        loopback.client.release(loopback.clientOwner());
        loopback.expectNothingLeft();
    }

    @ParameterizedTest
    @ValueSource(strings = {"t1", "t2", "t3"})
    void aMessageInAnyOfThemIsTold(String tag) throws IOException {
        peer.request(invite, "MESSAGE", tag, 7, "");
        assertThat(peer.read("SIP/2.0 200").header("From")).contains("tag=" + tag);
        assertThat(loopback.heard.next(DialogRequestReceived.class).dialog()).isEqualTo(CALL);
        giveUp();
    }

    @Test
    void eachCountsItsOwnRequests() throws IOException {
        peer.request(invite, "INFO", "t1", 50, "");
        peer.read("SIP/2.0 200");
        peer.request(invite, "INFO", "t2", 5, "");
        peer.read("SIP/2.0 200");
        peer.request(invite, "INFO", "t1", 49, "");
        peer.read("SIP/2.0 500");
        peer.request(invite, "INFO", "t3", 1, "");
        peer.read("SIP/2.0 200");
        giveUp();
    }

    @Test
    void anUpdateWithoutAnOfferMovesTheOneItIsIn() throws IOException {
        peer.request(invite, "UPDATE", "t1", 7, "");
        assertThat(peer.read("SIP/2.0 200").header("Contact")).contains("sip:");
        giveUp();
    }

    @Test
    void anUpdateWithAnOfferComesTooEarlyForOneThatHasNotAnsweredOurs() throws IOException {
        peer.request(invite, "UPDATE", "t1", 7, SDP);
        peer.read("SIP/2.0 491");
        peer.answer(invite, "183 Session Progress", "t2", SDP, NONE);
        loopback.heard.next(DialogProgress.class);
        peer.request(invite, "UPDATE", "t2", 8, SDP);
        assertThat(peer.read("SIP/2.0 500").header("Retry-After")).isNotEmpty();
        giveUp();
    }

    @Test
    void aPrackThatAcknowledgesNothingIsRefusedInEach() throws IOException {
        peer.request(invite, "PRACK", "t1", 7, "", "RAck: 1 1 INVITE");
        peer.read("SIP/2.0 481");
        giveUp();
    }

    @Test
    void aByeEndsTheOneItIsInAndTheCallGoesOnWithTheOthers() throws IOException {
        peer.request(invite, "BYE", "t1", 7, "");
        peer.read("SIP/2.0 200");
        peer.request(invite, "BYE", "t3", 7, "");
        peer.read("SIP/2.0 200");
        peer.request(invite, "INFO", "t1", 8, "");
        peer.read("SIP/2.0 481");
        peer.answer(invite, "200 OK", "t2", SDP, NONE);
        loopback.heard.next(DialogAnswered.class);
        loopback.client.acknowledge(CALL);
        assertThat(peer.read("ACK").header("To")).contains("tag=t2");
        hangUp("t2");
    }

    @Test
    void aByeInTheLastOneEndsTheCall() throws IOException {
        for (String tag : List.of("t1", "t2", "t3")) {
            peer.request(invite, "BYE", tag, 7, "");
            peer.read("SIP/2.0 200");
        }
        assertThat(loopback.heard.next(DialogFailed.class).failure().cause()).isEqualTo(SipCause.TERMINATED);
        Message cancel = peer.read("CANCEL");
        peer.answer(cancel, "200 OK", "t2");
        peer.answer(invite, "487 Request Terminated", "t2");
        peer.read("ACK");
    }

    @Test
    void whoseTagIsUnknownIsRefused() throws IOException {
        peer.request(invite, "INFO", "t9", 7, "");
        peer.read("SIP/2.0 481");
        giveUp();
    }

    @Test
    void onceOneAnswersTheOthersAreOver() throws IOException {
        peer.request(invite, "INFO", "t2", 40, "");
        peer.read("SIP/2.0 200");
        peer.answer(invite, "200 OK", "t2", SDP, NONE);
        loopback.heard.next(DialogAnswered.class);
        loopback.client.acknowledge(CALL);
        peer.read("ACK");
        peer.request(invite, "INFO", "t1", 7, "");
        peer.read("SIP/2.0 481");
        peer.request(invite, "INFO", "t2", 39, "");
        peer.read("SIP/2.0 500");
        hangUp("t2");
    }

    @Test
    void eachReliableResponseIsAcknowledgedInItsOwnAndALateAnswerIsEndedAfterIt() throws IOException {
        for (String tag : List.of("t1", "t2")) {
            peer.answer(invite, "183 Session Progress", tag, "Require: 100rel", "RSeq: 5");
            Message prack = peer.read("PRACK");
            assertThat(prack.header("To")).contains("tag=" + tag);
            peer.answer(prack, "200 OK", tag);
        }
        peer.answer(invite, "200 OK", "t1", SDP, NONE);
        loopback.heard.next(DialogAnswered.class);
        loopback.client.acknowledge(CALL);
        peer.read("ACK");
        peer.answer(invite, "200 OK", "t2", SDP, NONE);
        assertThat(peer.read("ACK").header("To")).contains("tag=t2");
        Message bye = peer.read("BYE");
        assertThat(bye.header("To")).contains("tag=t2");
        assertThat(number(bye)).isGreaterThan(number(invite) + 2);
        peer.answer(bye, "200 OK", "t2");
        hangUp("t1");
    }

    @Test
    void noMoreThanTwentyAreKept() throws IOException {
        for (int i = 4; i <= 40; i++) {
            peer.answer(invite, "180 Ringing", "t" + i);
            loopback.heard.next(DialogProgress.class);
        }
        peer.request(invite, "INFO", "t20", 7, "");
        peer.read("SIP/2.0 200");
        peer.request(invite, "INFO", "t21", 7, "");
        peer.read("SIP/2.0 481");
        peer.answer(invite, "200 OK", "t40", SDP, NONE);
        loopback.heard.next(DialogAnswered.class);
        loopback.client.acknowledge(CALL);
        assertThat(peer.read("ACK").header("To")).contains("tag=t40");
        hangUp("t40");
    }

    private static long number(Message message) {
        return Long.parseLong(message.header("CSeq").replaceAll(" .*", ""));
    }

    private void giveUp() throws IOException {
        loopback.client.terminate(CALL, SipCause.CANCELED, Optional.empty());
        peer.answer(peer.read("CANCEL"), "200 OK", "t1");
        peer.answer(invite, "487 Request Terminated", "t1");
        peer.read("ACK");
        loopback.heard.next(DialogFailed.class);
    }

    private void hangUp(String tag) throws IOException {
        loopback.client.terminate(CALL, SipCause.TERMINATED, Optional.empty());
        peer.answer(peer.read("BYE"), "200 OK", tag);
    }
}
