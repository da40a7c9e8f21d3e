/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.sipconnector.api.Transport;
import org.sipconnector.api.sip.SipBody;
import org.sipconnector.api.sip.SipCause;
import org.sipconnector.sip.RawPeer.Message;
import org.sipconnector.spi.sip.OutgoingRequest;
import org.sipconnector.spi.sip.SipEvent.DialogConfirmed;
import org.sipconnector.spi.sip.SipEvent.IncomingInvite;
import org.sipconnector.spi.sip.SipEvent.ReinviteAnswered;
import org.sipconnector.spi.sip.SipEvent.RequestAnswered;

/** Requests over 1300 bytes of our server to a client that speaks UDP (RFC 3261 section 18.1.1). */
class LargeServerRequestTest {

    private static final String SMALL = "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\n";
    private static final String LARGE = SMALL + "a=candidate:1 1 udp 2130706431 127.0.0.1 50000 typ host\r\n".repeat(100);

    @RegisterExtension
    final SipFixture fixture = new SipFixture();

    private Loopback loopback;
    private DatagramSocket phone;
    private RawPeer stream;
    private IncomingInvite call;
    private String serverTag;

    /** A phone that has called, at one port over UDP and, when wanted, TCP. */
    private void called(boolean tcp) throws Exception {
        loopback = fixture.over(Transport.UDP);
        while (stream == null) {
            ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
            try {
                phone = fixture.ends(new DatagramSocket(server.getLocalPort(), InetAddress.getLoopbackAddress()));
                stream = fixture.peer(server);
            } catch (IOException taken) {
                server.close();
            }
        }
        if (!tcp) {
            stream.close();
        }
        phone.setSoTimeout(20_000);
        phone.connect(InetAddress.getLoopbackAddress(), loopback.port);
        say(request("INVITE", 1, "", SMALL));
        heard("SIP/2.0 100");
        call = loopback.served.next(IncomingInvite.class);
        loopback.server.accept(call.dialog(), SMALL, List.of());
        serverTag = heard("SIP/2.0 200").header("To").replaceAll(".*tag=", "");
        say(request("ACK", 1, serverTag, ""));
        loopback.served.next(DialogConfirmed.class);
    }

    @AfterEach
    void nothingIsLeft() {
        loopback.server.close("mcu");
        loopback.expectNothingLeft();
    }

    private void hangUp() throws IOException {
        loopback.server.terminate(call.dialog(), SipCause.TERMINATED, Optional.empty());
        Message bye = heard("BYE ");
        assertThat(bye.header("Via")).startsWith("SIP/2.0/UDP ");
        say(answer(bye, "200 OK", ""));
    }

    @Test
    void aLargeReinviteGoesByTcpAndSmallRequestsByUdp() throws Exception {
        called(true);
        loopback.server.reinvite(call.dialog(), LARGE, List.of());
        stream.accept();
        Message invite = stream.read("INVITE ");
        assertThat(invite.header("Via")).startsWith("SIP/2.0/TCP ");
        assertThat(invite.body()).isEqualTo(LARGE);
        stream.send(answer(invite, "200 OK", SMALL));
        loopback.served.next(ReinviteAnswered.class);
        loopback.server.acknowledge(call.dialog());
        assertThat(heard("ACK ").header("Via")).startsWith("SIP/2.0/UDP ");
        hangUp();
    }

    @Test
    void whereTcpIsRefusedItGoesByUdp() throws Exception {
        called(false);
        loopback.server.reinvite(call.dialog(), LARGE, List.of());
        Message invite = heard("INVITE ");
        assertThat(invite.header("Via")).startsWith("SIP/2.0/UDP ");
        assertThat(invite.body()).isEqualTo(LARGE);
        say(answer(invite, "200 OK", SMALL));
        loopback.served.next(ReinviteAnswered.class);
        loopback.server.acknowledge(call.dialog());
        heard("ACK ");
        hangUp();
    }

    @Test
    void aClientThatAsksOverThatConnectionIsAnsweredThereAndStaysAtItsUdpAddress() throws Exception {
        called(true);
        loopback.server.requestInDialog(call.dialog(), info("first"));
        stream.accept();
        stream.send(answer(stream.read("INFO "), "200 OK", ""));
        loopback.served.next(RequestAnswered.class);
        stream.send(request("OPTIONS", 2, serverTag, ""));
        stream.read("SIP/2.0 200");
        hangUp();
    }

    @Test
    void whatIsNotAnsweredBeforeThatConnectionClosesIsRepeatedByUdp() throws Exception {
        called(true);
        loopback.server.requestInDialog(call.dialog(), info("lost"));
        stream.accept();
        Message first = stream.read("INFO ");
        stream.dropConnection();
        Message again = heard("INFO ");
        assertThat(again.header("CSeq")).isEqualTo(first.header("CSeq"));
        say(answer(again, "200 OK", ""));
        loopback.served.next(RequestAnswered.class);
        hangUp();
    }

    private static OutgoingRequest info(String id) {
        return OutgoingRequest.info(id, List.of(), new SipBody("text/plain", "x".repeat(1_300)));
    }

    private void say(String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        phone.send(new DatagramPacket(bytes, bytes.length));
    }

    /** The next datagram that begins so. */
    private Message heard(String start) throws IOException {
        while (true) {
            DatagramPacket packet = new DatagramPacket(new byte[65_535], 65_535);
            phone.receive(packet);
            String text = new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8);
            if (text.startsWith(start)) {
                int end = text.indexOf("\r\n\r\n") + 4;
                return new Message(text.substring(0, end), text.substring(end));
            }
        }
    }

    private String request(String method, int cseq, String toTag, String sdp) {
        return method + " sip:600@sip.test SIP/2.0\r\nVia: SIP/2.0/UDP 127.0.0.1:" + phone.getLocalPort() + ";branch=z9hG4bK" + method + cseq
                + toTag + "\r\nMax-Forwards: 70\r\nFrom: <sip:phone@sip.test>;tag=f\r\nTo: <sip:600@sip.test>"
                + (toTag.isEmpty() ? "" : ";tag=" + toTag) + "\r\nCall-ID: the-call\r\nCSeq: " + cseq + ' ' + method
                + "\r\nContact: <sip:phone@127.0.0.1:" + phone.getLocalPort() + ">\r\n"
                + (sdp.isEmpty() ? "" : "Content-Type: application/sdp\r\n") + "Content-Length: " + sdp.length() + "\r\n\r\n" + sdp;
    }

    private String answer(Message request, String status, String sdp) {
        return "SIP/2.0 " + status + "\r\nVia: " + request.header("Via") + "\r\nFrom: " + request.header("From") + "\r\nTo: "
                + request.header("To") + "\r\nCall-ID: " + request.header("Call-ID") + "\r\nCSeq: " + request.header("CSeq")
                + "\r\nContact: <sip:phone@127.0.0.1:" + phone.getLocalPort() + ">\r\n"
                + (sdp.isEmpty() ? "" : "Content-Type: application/sdp\r\n") + "Content-Length: " + sdp.length() + "\r\n\r\n" + sdp;
    }
}
