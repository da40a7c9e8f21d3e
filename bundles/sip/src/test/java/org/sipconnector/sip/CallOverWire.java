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
import org.junit.jupiter.api.extension.RegisterExtension;
import org.sipconnector.api.sip.DialogId;
import org.sipconnector.api.sip.SipCause;
import org.sipconnector.sip.RawPeer.Message;
import org.sipconnector.spi.sip.SipEvent.DialogAnswered;
import org.sipconnector.spi.sip.SipEvent.DialogConfirmed;
import org.sipconnector.spi.sip.SipEvent.DialogEnded;
import org.sipconnector.spi.sip.SipEvent.IncomingInvite;
import org.sipconnector.spi.sip.SipEvent.ReinviteReceived;

/** For tests of what goes over the wire during a call of alice's; nothing may be left of it. */
abstract class CallOverWire {

    static final DialogId CALL = new DialogId("call-1");
    static final String OFFER = "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\n";
    static final String ANSWER = "v=0\r\no=- 2 1 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\n";
    static final String[] NONE = {};

    @RegisterExtension
    final SipFixture fixture = new SipFixture();

    RawPeer peer;
    Loopback loopback;

    @BeforeEach
    void connect() throws IOException {
        peer = fixture.peer();
        loopback = fixture.connected(peer);
    }

    @AfterEach
    void everythingIsFreed() throws IOException {
        loopback.client.release(loopback.clientOwner());
        peer.close();
        loopback.expectNothingLeft();
    }

    /** Alice calls. */
    Message invite() throws IOException {
        loopback.client.invite(Loopback.ALICE, CALL, "sip:100@sip.test", OFFER, List.of());
        return peer.read("INVITE");
    }

    Message established(String... headers) throws IOException {
        Message invite = invite();
        peer.answer(invite, "200 OK", "t1", ANSWER, headers);
        loopback.heard.next(DialogAnswered.class);
        loopback.client.acknowledge(CALL);
        peer.read("ACK");
        loopback.heard.next(DialogConfirmed.class);
        return invite;
    }

    void hangUp() throws IOException {
        loopback.client.terminate(CALL, SipCause.TERMINATED, Optional.empty());
        peer.answer(peer.read("BYE"), "200 OK", "t1");
        loopback.heard.next(DialogEnded.class);
    }

    /** A request of room's, whose call to alice has this Call-ID; more headers and the body are given as they are to be sent. */
    void send(String method, String branch, String toTag, int cseq, String sdp, String... headers) throws IOException {
        StringBuilder more = new StringBuilder();
        List.of(headers).forEach(header -> more.append(header).append("\r\n"));
        String type = sdp.isEmpty() ? "" : "Content-Type: application/sdp\r\n";
        peer.send(method + " sip:alice@sip.test SIP/2.0\r\nVia: SIP/2.0/TCP 127.0.0.1:" + peer.port() + ";branch=z9hG4bK" + branch
                + "\r\nMax-Forwards: 70\r\nFrom: <sip:room@sip.test>;tag=r1\r\nTo: <sip:alice@sip.test>"
                + (toTag.isEmpty() ? "" : ";tag=" + toTag) + "\r\nCall-ID: theirs\r\nCSeq: " + cseq + ' ' + method
                + "\r\nContact: <sip:room@127.0.0.1:" + peer.port() + ";transport=tcp>\r\n" + more + type
                + "Content-Length: " + sdp.length() + "\r\n\r\n" + sdp);
    }

    /** Room, which alice has called by this INVITE, wants an offer of hers. */
    void asksForAnOffer(Message invite) throws IOException {
        peer.request(invite, "INVITE", "t1", 7, "");
        assertThat(loopback.heard.next(ReinviteReceived.class).offer()).isEmpty();
        peer.read("SIP/2.0 100");
    }

    /** Over another connection alice shows room what holds. */
    void showsAgain(String description) throws IOException {
        Message again = peer.read("INVITE");
        assertThat(again.body()).isEqualTo(description);
        peer.answer(again, "200 OK", "t1", ANSWER, NONE);
        peer.read("ACK");
    }

    /** Room calls alice; her side of it. */
    DialogId called(String sdp, String... headers) throws IOException {
        send("INVITE", "first", "", 1, sdp, headers);
        peer.read("SIP/2.0 100");
        return loopback.heard.next(IncomingInvite.class).dialog();
    }

    /** Room calls and alice has answered; her tag. */
    String answered(DialogId call, String sdp) throws IOException {
        loopback.client.accept(call, sdp, List.of());
        String to = peer.read("SIP/2.0 200").header("To");
        return to.substring(to.indexOf(";tag=") + 5);
    }
}
