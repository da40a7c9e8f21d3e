/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.sipconnector.api.Transport;
import org.sipconnector.api.sip.DialogId;
import org.sipconnector.api.sip.SipCause;
import org.sipconnector.spi.sip.SipEvent.DialogAnswered;
import org.sipconnector.spi.sip.SipEvent.DialogConfirmed;
import org.sipconnector.spi.sip.SipEvent.IncomingInvite;
import org.sipconnector.spi.sip.SipEvent.Registered;
import org.sipconnector.spi.sip.SipEvent.TransportConnected;

/** Messages that are lost on the way, over UDP. */
class DatagramTest {

    private static final DialogId CALL = new DialogId("call-1");
    private static final String SDP = "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\n";

    @RegisterExtension
    final SipFixture fixture = new SipFixture();

    private DatagramSocket peer;
    private SocketAddress client;
    private Loopback loopback;

    @BeforeEach
    void connect() throws IOException {
        peer = fixture.ends(new DatagramSocket(0, InetAddress.getLoopbackAddress()));
        peer.setSoTimeout(40_000);
        loopback = fixture.alone(Transport.UDP);
        loopback.host = "127.0.0.1";
        loopback.port = peer.getLocalPort();
        loopback.start(Loopback.ALICE, loopback.settings("alice", "pw-alice"));
        loopback.heard.next(TransportConnected.class);
    }

    @AfterEach
    void release() {
        loopback.client.release(loopback.clientOwner());
    }

    private RawPeer.Message read(String start) throws IOException {
        while (true) {
            DatagramPacket packet = new DatagramPacket(new byte[8_000], 8_000);
            peer.receive(packet);
            client = packet.getSocketAddress();
            String text = new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8);
            if (text.startsWith(start)) {
                return new RawPeer.Message(text, "");
            }
        }
    }

    private void send(String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        peer.send(new DatagramPacket(bytes, bytes.length, client));
    }

    private static String answer(RawPeer.Message request, String status, String sdp) {
        String to = request.header("To");
        return "SIP/2.0 " + status + "\r\nVia: " + request.header("Via") + "\r\nFrom: " + request.header("From") + "\r\nTo: " + to
                + (to.contains("tag=") ? "" : ";tag=t1") + "\r\nCall-ID: " + request.header("Call-ID") + "\r\nCSeq: "
                + request.header("CSeq") + "\r\nContact: " + (request.head().startsWith("REGISTER ")
                        ? request.header("Contact").replaceAll(">.*", ">")
                        : "<sip:room@127.0.0.1:9>")
                + "\r\n"
                + (sdp.isEmpty() ? "" : "Content-Type: application/sdp\r\n") + "Content-Length: " + sdp.length() + "\r\n\r\n" + sdp;
    }

    @Test
    void requestAndItsLostAnswerAreRepeated() throws IOException {
        loopback.client.register(Loopback.ALICE);
        RawPeer.Message first = read("REGISTER");
        assertThat(first.header("Via")).contains(";rport");
        assertThat(first.header("Contact")).contains(";reg-id=1;+sip.instance=\"<urn:uuid:");
        RawPeer.Message again = read("REGISTER");
        assertThat(again.head()).isEqualTo(first.head());
        send(answer(again, "200 OK", ""));
        loopback.heard.next(Registered.class);
    }

    @Test
    void lostAckIsSentAgainWhenTheAnswerIs() throws IOException {
        loopback.client.invite(Loopback.ALICE, CALL, "sip:100@sip.test", SDP, List.of());
        RawPeer.Message invite = read("INVITE");
        String ok = answer(invite, "200 OK", SDP);
        send(ok);
        loopback.heard.next(DialogAnswered.class);
        loopback.client.acknowledge(CALL);
        RawPeer.Message ack = read("ACK");
        send(ok);
        assertThat(read("ACK").head()).isEqualTo(ack.head());
        loopback.client.terminate(CALL, SipCause.TERMINATED, Optional.empty());
        send(answer(read("BYE"), "200 OK", ""));
    }

    @Test
    void answerWhoseAckIsLostIsRepeatedAndARepeatedInviteIsNoSecondCall() throws IOException {
        loopback.client.register(Loopback.ALICE);
        read("REGISTER");
        String invite = "INVITE sip:alice@sip.test SIP/2.0\r\nVia: SIP/2.0/UDP 10.0.0.1:5060;branch=z9hG4bKi1;rport\r\n"
                + "Max-Forwards: 70\r\nFrom: <sip:r@sip.test>;tag=r\r\nTo: <sip:alice@sip.test>\r\nCall-ID: c1\r\nCSeq: 1 INVITE\r\n"
                + "Contact: <sip:r@127.0.0.1:9>\r\nContent-Type: application/sdp\r\nContent-Length: " + SDP.length() + "\r\n\r\n" + SDP;
        send(invite);
        send(invite);
        DialogId call = loopback.heard.next(IncomingInvite.class).dialog();
        loopback.client.accept(call, SDP, List.of());
        RawPeer.Message ok = read("SIP/2.0 200");
        assertThat(ok.header("Via")).contains("received=127.0.0.1", "rport=" + peer.getLocalPort());
        assertThat(read("SIP/2.0 200").head()).isEqualTo(ok.head());
        send("ACK sip:alice@sip.test SIP/2.0\r\nVia: SIP/2.0/UDP 10.0.0.1:5060;branch=z9hG4bKa1\r\nFrom: <sip:r@sip.test>;tag=r\r\nTo: "
                + ok.header("To") + "\r\nCall-ID: c1\r\nCSeq: 1 ACK\r\nContent-Length: 0\r\n\r\n");
        loopback.heard.next(DialogConfirmed.class);
        assertThat(loopback.heard.all()).filteredOn(IncomingInvite.class::isInstance).hasSize(1);
        loopback.client.terminate(call, SipCause.TERMINATED, Optional.empty());
        send(answer(read("BYE"), "200 OK", ""));
    }
}
