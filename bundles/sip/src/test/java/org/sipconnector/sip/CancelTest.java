/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sipconnector.api.sip.DialogId;
import org.sipconnector.api.sip.Originator;
import org.sipconnector.api.sip.SipCause;
import org.sipconnector.api.sip.SipFailure;
import org.sipconnector.sip.RawPeer.Message;
import org.sipconnector.spi.sip.OutgoingRequest;
import org.sipconnector.spi.sip.SipEvent.DialogConfirmed;
import org.sipconnector.spi.sip.SipEvent.DialogEnded;
import org.sipconnector.spi.sip.SipEvent.DialogFailed;
import org.sipconnector.spi.sip.SipEvent.DialogProgress;
import org.sipconnector.spi.sip.SipEvent.ReinviteReceived;
import org.sipconnector.testkit.Await;

/** Callers who think better of it, in time or too late, and calls that end before they are answered. */
class CancelTest extends CallOverWire {

    @ParameterizedTest
    @ValueSource(strings = {"first", "changed"})
    void aCancelEndsTheRingingWhateverItsVia(String branch) throws IOException {
        called(OFFER);
        send("CANCEL", branch, "", 1, "");
        peer.read("SIP/2.0 200");
        Message refused = peer.read("SIP/2.0 487");
        assertThat(refused.header("CSeq")).isEqualTo("1 INVITE");
        SipFailure failure = loopback.heard.next(DialogFailed.class).failure();
        assertThat(failure.originator()).isEqualTo(Originator.REMOTE);
        assertThat(failure.cause()).isEqualTo(SipCause.CANCELED);
    }

    @Test
    void aCancelForAnotherInviteEndsNothing() throws IOException {
        DialogId call = called(OFFER);
        send("CANCEL", "other", "", 2, "");
        peer.read("SIP/2.0 481");
        String tag = answered(call, ANSWER);
        bye(tag);
    }

    @ParameterizedTest
    @ValueSource(strings = {"first", "changed"})
    void aCancelAfterTheAnswerIsAnsweredAndHasNoEffect(String branch) throws IOException {
        DialogId call = called(OFFER);
        String tag = answered(call, ANSWER);
        send("CANCEL", branch, "", 1, "");
        peer.read("SIP/2.0 200");
        send("ACK", "ack", tag, 1, "");
        loopback.heard.next(DialogConfirmed.class);
        send("CANCEL", branch, "", 1, "");
        assertThat(peer.read().head()).startsWith("SIP/2.0 200");
        bye(tag);
    }

    @Test
    void aCancelledReinviteIsAnsweredAsIfItWereNot() throws IOException {
        Message invite = established();
        peer.request(invite, "INVITE", "t1", 7, OFFER);
        loopback.heard.next(ReinviteReceived.class);
        peer.read("SIP/2.0 100");
        peer.request(invite, "CANCEL", "t1", 7, "");
        assertThat(peer.read("SIP/2.0 200").header("CSeq")).isEqualTo("7 CANCEL");
        loopback.client.answerReinvite(CALL, ANSWER);
        assertThat(peer.read("SIP/2.0 200").header("CSeq")).isEqualTo("7 INVITE");
        peer.request(invite, "ACK", "t1", 7, "");
        hangUp();
    }

    @Test
    void aByeInTheEarlyDialogEndsTheInviteToo() throws IOException {
        DialogId call = called(OFFER);
        loopback.client.ring(call);
        String to = peer.read("SIP/2.0 180").header("To");
        send("BYE", "bye", to.substring(to.indexOf(";tag=") + 5), 2, "");
        assertThat(peer.read("SIP/2.0 200").header("CSeq")).isEqualTo("2 BYE");
        assertThat(peer.read("SIP/2.0 487").header("CSeq")).isEqualTo("1 INVITE");
        assertThat(loopback.heard.next(DialogFailed.class).failure().originator()).isEqualTo(Originator.REMOTE);
        loopback.client.accept(call, ANSWER, List.of());
        loopback.client.request(Loopback.ALICE, OutgoingRequest.options("o", "sip:x@sip.test"));
        peer.answer(peer.read("OPTIONS"), "200 OK", "o1");
    }

    @Test
    void callsThatEndEarlyTakeNothingOfTheLimits() throws IOException {
        for (int i = 1; i <= 300; i++) {
            peer.send("INVITE sip:alice@sip.test SIP/2.0\r\nVia: SIP/2.0/TCP 127.0.0.1;branch=z9hG4bKi" + i
                    + "\r\nMax-Forwards: 70\r\nFrom: <sip:room@sip.test>;tag=r\r\nTo: <sip:alice@sip.test>\r\nCall-ID: call-" + i
                    + "\r\nCSeq: 1 INVITE\r\nContact: <sip:room@127.0.0.1>\r\nContent-Length: 0\r\n\r\n");
            peer.read("SIP/2.0 100");
            loopback.client.ring(loopback.heard.next(org.sipconnector.spi.sip.SipEvent.IncomingInvite.class).dialog());
            peer.send("BYE sip:alice@sip.test SIP/2.0\r\nVia: SIP/2.0/TCP 127.0.0.1;branch=z9hG4bKb" + i
                    + "\r\nMax-Forwards: 70\r\nFrom: <sip:room@sip.test>;tag=r\r\nTo: " + peer.read("SIP/2.0 180").header("To")
                    + "\r\nCall-ID: call-" + i + "\r\nCSeq: 2 BYE\r\nContent-Length: 0\r\n\r\n");
            peer.read("SIP/2.0 200");
            peer.read("SIP/2.0 487");
        }
        Await.reading("no transaction is kept", loopback.client::statistics, now -> now.serverTransactions() == 0);
    }

    @Test
    void aByeOfTheCalledSideInTheEarlyDialogCancelsOurInvite() throws IOException {
        Message invite = invite();
        peer.answer(invite, "180 Ringing", "t1");
        loopback.heard.next(DialogProgress.class);
        peer.request(invite, "BYE", "t1", 1, "");
        Message first = peer.read();
        Message second = peer.read();
        assertThat(List.of(first.head().split(" ")[0], second.head().split(" ")[0])).containsExactlyInAnyOrder("SIP/2.0", "CANCEL");
        loopback.heard.next(DialogFailed.class);
        peer.answer(first.head().startsWith("CANCEL") ? first : second, "200 OK", "t1");
        peer.answer(invite, "487 Request Terminated", "t1");
        peer.read("ACK");
    }

    private void bye(String tag) throws IOException {
        send("BYE", "bye", tag, 3, "");
        peer.read("SIP/2.0 200");
        loopback.heard.next(DialogEnded.class);
    }
}
