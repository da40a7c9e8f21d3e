/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sipconnector.api.Transport;
import org.sipconnector.api.connection.RegistrationOptions;
import org.sipconnector.api.sip.DialogId;
import org.sipconnector.api.sip.SipBody;
import org.sipconnector.api.sip.SipCause;
import org.sipconnector.spi.sip.OutgoingRequest;
import org.sipconnector.spi.sip.SipEvent.DialogAnswered;
import org.sipconnector.spi.sip.SipEvent.DialogConfirmed;
import org.sipconnector.spi.sip.SipEvent.DialogFailed;
import org.sipconnector.spi.sip.SipEvent.DialogRequestReceived;
import org.sipconnector.spi.sip.SipEvent.Registered;
import org.sipconnector.spi.sip.SipEvent.ReinviteAnswered;
import org.sipconnector.spi.sip.SipEvent.RequestAnswered;
import org.sipconnector.spi.sip.SipEvent.TransportConnected;

/** Requests over 1300 bytes of an account that speaks UDP (RFC 3261 section 18.1.1). */
class LargeRequestTest {

    private static final DialogId CALL = new DialogId("call-1");
    private static final String SMALL = "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\n";
    private static final String LARGE = SMALL + "a=candidate:1 1 udp 2130706431 127.0.0.1 50000 typ host\r\n".repeat(100);

    @RegisterExtension
    final SipFixture fixture = new SipFixture();

    private DatagramSocket datagrams;
    private RawPeer stream;
    private SocketAddress client;
    private Loopback loopback;

    /** A server at one port, over UDP and, when wanted, TCP. */
    private void connect(boolean tcp) throws IOException {
        while (stream == null) {
            ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
            try {
                datagrams = fixture.ends(new DatagramSocket(server.getLocalPort(), InetAddress.getLoopbackAddress()));
                stream = fixture.peer(server);
            } catch (IOException taken) {
                server.close();
            }
        }
        if (!tcp) {
            stream.close();
        }
        datagrams.setSoTimeout(20_000);
        loopback = fixture.alone(Transport.UDP);
        loopback.host = "127.0.0.1";
        loopback.port = datagrams.getLocalPort();
        loopback.start(Loopback.ALICE, loopback.settings("alice", "pw-alice"));
        loopback.heard.next(TransportConnected.class);
    }

    @AfterEach
    void nothingIsLeft() {
        loopback.client.release(loopback.clientOwner());
        loopback.expectNothingLeft();
    }

    @Test
    void aLargeInviteGoesByTcpAndEachEndAsksAndAnswersOverEither() throws Exception {
        connect(true);
        RawPeer.Message invite = invited(LARGE);
        assertThat(invite.header("Via")).startsWith("SIP/2.0/TCP 127.0.0.1:");
        assertThat(invite.header("Contact")).doesNotContain("transport=tcp");
        stream.answer(invite, "200 OK", "r1", SMALL, new String[0]);
        loopback.heard.next(DialogAnswered.class);
        loopback.client.acknowledge(CALL);
        assertThat(datagram("ACK ").header("Via")).startsWith("SIP/2.0/UDP ");
        loopback.heard.next(DialogConfirmed.class);

        stream.request(invite, "INFO", "r1", 5, "");
        stream.read("SIP/2.0 200");
        stream.request(invite, "MESSAGE", "r1", 6, "");
        stream.read("SIP/2.0 200");
        loopback.heard.next(DialogRequestReceived.class);
        String message = "MESSAGE sip:a@127.0.0.1 SIP/2.0\r\nVia: SIP/2.0/UDP 127.0.0.1:" + loopback.port
                + ";branch=z9hG4bKd7\r\nFrom: " + invite.header("To") + ";tag=r1\r\nTo: " + invite.header("From") + "\r\nCall-ID: "
                + invite.header("Call-ID") + "\r\nCSeq: 7 MESSAGE\r\nContent-Length: 0\r\n\r\n";
        send(message);
        datagram("SIP/2.0 200");
        loopback.heard.next(DialogRequestReceived.class);

        loopback.client.reinvite(CALL, LARGE, List.of());
        RawPeer.Message again = stream.read("INVITE ");
        assertThat(again.body()).isEqualTo(LARGE);
        stream.answer(again, "200 OK", "r1", SMALL, new String[0]);
        loopback.heard.next(ReinviteAnswered.class);
        loopback.client.acknowledge(CALL);
        datagram("ACK ");
        loopback.client.terminate(CALL, SipCause.TERMINATED, Optional.empty());
        RawPeer.Message bye = datagram("BYE ");
        assertThat(bye.header("Via")).startsWith("SIP/2.0/UDP ");
        send(answer(bye, "200 OK"));
    }

    @Test
    void aCancelGoesTheWayOfItsInvite() throws Exception {
        connect(true);
        RawPeer.Message invite = invited(LARGE);
        stream.answer(invite, "180 Ringing", "r1");
        loopback.client.terminate(CALL, SipCause.CANCELED, Optional.empty());
        RawPeer.Message cancel = stream.read("CANCEL ");
        assertThat(cancel.header("Via")).isEqualTo(invite.header("Via"));
        stream.answer(cancel, "200 OK", "r1");
        stream.answer(invite, "487 Request Terminated", "r1");
        assertThat(stream.read("ACK ").header("Via")).isEqualTo(invite.header("Via"));
        loopback.heard.next(DialogFailed.class);
    }

    @Test
    void aChallengedRequestIsSentAgainOverTheSameConnection() throws Exception {
        connect(true);
        RawPeer.Message invite = invited(LARGE);
        stream.answer(invite, "407 Proxy Authentication Required", "r0",
                "Proxy-Authenticate: Digest realm=\"sip.test\", nonce=\"n1\", algorithm=MD5");
        stream.read("ACK ");
        RawPeer.Message second = stream.read("INVITE ");
        assertThat(second.header("Proxy-Authorization")).contains("n1");
        stream.answer(second, "603 Decline", "r1");
        stream.read("ACK ");
        loopback.heard.next(DialogFailed.class);
    }

    @Test
    void whereTcpIsRefusedItGoesByUdpAndTcpIsNotTriedAtOnceAgain() throws Exception {
        connect(false);
        loopback.client.invite(Loopback.ALICE, CALL, "sip:100@sip.test", LARGE, List.of());
        RawPeer.Message invite = datagram("INVITE ");
        assertThat(invite.header("Via")).startsWith("SIP/2.0/UDP ");
        assertThat(invite.body()).isEqualTo(LARGE);
        RawPeer late = fixture.peer(new ServerSocket(loopback.port, 5, InetAddress.getLoopbackAddress()));
        send(answer(invite, "486 Busy Here"));
        datagram("ACK ");
        message("second", 3_000);
        RawPeer.Message second = datagram("MESSAGE ");
        assertThat(second.header("Via")).startsWith("SIP/2.0/UDP ");
        send(answer(second, "200 OK"));
        loopback.heard.next(RequestAnswered.class);
        assertThat(late.port()).isEqualTo(loopback.port);
    }

    @Test
    void whereTcpConnectionsAreNotAnsweredItGoesByUdpAfterAShortWait() throws Exception {
        connect(true);
        List<Socket> filling = fillBacklog();
        loopback.client.invite(Loopback.ALICE, CALL, "sip:100@sip.test", LARGE, List.of());
        message("behind", 1);
        send(answer(datagram("INVITE "), "486 Busy Here"));
        loopback.heard.next(DialogFailed.class);
        send(answer(datagram("MESSAGE "), "200 OK"));
        loopback.heard.next(RequestAnswered.class);
        for (Socket socket : filling) {
            socket.close();
        }
    }

    /** Connects until the system leaves a further connection unanswered, as a firewall does. */
    private List<Socket> fillBacklog() throws IOException {
        List<Socket> sockets = new ArrayList<>();
        while (sockets.size() < 50) {
            Socket socket = new Socket();
            sockets.add(socket);
            try {
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), loopback.port), 1_000);
            } catch (SocketTimeoutException full) {
                return sockets;
            }
        }
        throw new AssertionError("the system takes any number of connections");
    }

    @Test
    void whatIsNotAnsweredBeforeTheConnectionClosesIsRepeatedByUdp() throws Exception {
        connect(true);
        RawPeer.Message invite = invited(LARGE);
        stream.dropConnection();
        RawPeer.Message repeated = datagram("INVITE ");
        assertThat(repeated.header("Via")).isEqualTo(invite.header("Via").replace("SIP/2.0/TCP", "SIP/2.0/UDP"));
        assertThat(repeated.header("CSeq")).isEqualTo(invite.header("CSeq"));
        send(answer(repeated, "486 Busy Here"));
        datagram("ACK ");
        loopback.heard.next(DialogFailed.class);
    }

    @Test
    void whatRingsWhenTheConnectionClosesIsRepeatedByUdpAndAnswered() throws Exception {
        connect(true);
        RawPeer.Message invite = invited(LARGE);
        stream.answer(invite, "180 Ringing", "r1");
        loopback.heard.next(org.sipconnector.spi.sip.SipEvent.DialogProgress.class);
        stream.dropConnection();
        RawPeer.Message repeated = datagram("INVITE ");
        send(answer(repeated, "180 Ringing"));
        send(answer(repeated, "603 Decline"));
        datagram("ACK ");
        loopback.heard.next(DialogFailed.class);
    }

    @Test
    void aCallThatIsGivenUpWhileTheConnectionIsBeingOpenedEndsWithoutAWord() throws Exception {
        connect(true);
        loopback.client.invite(Loopback.ALICE, CALL, "sip:100@sip.test", LARGE, List.of());
        loopback.client.terminate(CALL, SipCause.CANCELED, Optional.empty());
        loopback.heard.next(DialogFailed.class);
    }

    @Test
    void aLargeRequestOfThePeerOverTcpIsAnsweredAndRepeatedThere() throws Exception {
        connect(true);
        RawPeer.Message invite = invited(LARGE);
        stream.answer(invite, "200 OK", "r1", SMALL, new String[0]);
        loopback.heard.next(DialogAnswered.class);
        loopback.client.acknowledge(CALL);
        datagram("ACK ");
        stream.request(invite, "INVITE", "r1", 9, LARGE);
        stream.read("SIP/2.0 100");
        loopback.heard.next(org.sipconnector.spi.sip.SipEvent.ReinviteReceived.class);
        loopback.client.answerReinvite(CALL, LARGE);
        RawPeer.Message answer = stream.read("SIP/2.0 200");
        assertThat(answer.body()).isEqualTo(LARGE);
        assertThat(stream.read()).isEqualTo(answer);
        stream.request(invite, "ACK", "r1", 9, "");
        loopback.client.terminate(CALL, SipCause.TERMINATED, Optional.empty());
        send(answer(datagram("BYE "), "200 OK"));
    }

    /** @param digits of its CSeq, which is random: the most, or the fewest, that it can have */
    @ParameterizedTest
    @CsvSource({"1300, 4, UDP", "1301, 1, TCP"})
    void whatIsLargeIsCountedInBytes(int bytes, int digits, String transport) throws Exception {
        connect(true);
        message("probe", 100);
        RawPeer.Message probe = datagram("MESSAGE ");
        send(answer(probe, "200 OK"));
        loopback.heard.next(RequestAnswered.class);
        message("exact", bytes - probe.head().length() + probe.header("CSeq").indexOf(' ') - digits);
        RawPeer.Message exact;
        if (transport.equals("UDP")) {
            exact = datagram("MESSAGE ");
            send(answer(exact, "200 OK"));
            assertThat(exact.head().length() + exact.body().length()).isBetween(bytes - 3, bytes);
        } else {
            stream.accept();
            exact = stream.read("MESSAGE ");
            stream.answer(exact, "200 OK", "r1");
            assertThat(exact.head().length() + exact.body().length()).isBetween(bytes, bytes + 3);
        }
        loopback.heard.next(RequestAnswered.class);
    }

    @Test
    void aLargeRegistrationGoesByTcpAndKeepsItsContact() throws Exception {
        connect(true);
        loopback.client.stop(Loopback.ALICE);
        loopback.heard.next(org.sipconnector.spi.sip.SipEvent.TransportDisconnected.class);
        var usual = loopback.settings("alice", "pw-alice");
        loopback.start(Loopback.ALICE, usual.with(new RegistrationOptions(usual.registration().expires(), Optional.empty(),
                List.of(new org.sipconnector.api.sip.Header("X-Large", "x".repeat(1_300))))));
        loopback.heard.next(TransportConnected.class);
        loopback.client.register(Loopback.ALICE);
        stream.accept();
        RawPeer.Message register = stream.read("REGISTER ");
        assertThat(register.header("Contact")).doesNotContain("transport=tcp");
        stream.answer(register, "200 OK", "r1");
        loopback.heard.next(Registered.class);
        loopback.client.unregister(Loopback.ALICE);
        stream.answer(stream.read("REGISTER "), "200 OK", "r1");
        loopback.heard.next(org.sipconnector.spi.sip.SipEvent.Unregistered.class);
    }

    private RawPeer.Message invited(String offer) throws IOException {
        loopback.client.invite(Loopback.ALICE, CALL, "sip:100@sip.test", offer, List.of());
        stream.accept();
        return stream.read("INVITE ");
    }

    private void message(String id, int length) {
        loopback.client.request(Loopback.ALICE, new OutgoingRequest(id, "MESSAGE", "sip:100@sip.test", List.of(),
                Optional.of(new SipBody("text/plain", "x".repeat(length))), Duration.ofSeconds(20)));
    }

    private RawPeer.Message datagram(String start) throws IOException {
        while (true) {
            DatagramPacket packet = new DatagramPacket(new byte[65_535], 65_535);
            datagrams.receive(packet);
            client = packet.getSocketAddress();
            String text = new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8);
            if (text.startsWith(start)) {
                int end = text.indexOf("\r\n\r\n") + 4;
                return new RawPeer.Message(text.substring(0, end), text.substring(end));
            }
        }
    }

    private void send(String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        datagrams.send(new DatagramPacket(bytes, bytes.length, client));
    }

    private static String answer(RawPeer.Message request, String status) {
        String to = request.header("To");
        return "SIP/2.0 " + status + "\r\nVia: " + request.header("Via") + "\r\nFrom: " + request.header("From") + "\r\nTo: " + to
                + (to.contains("tag=") ? "" : ";tag=r1") + "\r\nCall-ID: " + request.header("Call-ID") + "\r\nCSeq: "
                + request.header("CSeq") + "\r\nContent-Length: 0\r\n\r\n";
    }
}
