/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sipconnector.api.ConnectorId;
import org.sipconnector.api.Transport;
import org.sipconnector.api.sip.DialogId;
import org.sipconnector.api.sip.Header;
import org.sipconnector.sip.RawPeer.Message;
import org.sipconnector.sip.transport.Limits;
import org.sipconnector.spi.sip.OutgoingRequest;
import org.sipconnector.spi.sip.SipEvent.DialogAnswered;
import org.sipconnector.spi.sip.SipEvent.DialogFailed;
import org.sipconnector.spi.sip.SipEvent.IncomingInvite;
import org.sipconnector.spi.sip.SipEvent.RequestFailed;

/** What a peer, or somebody who names a number to call, can make us do and keep. */
class HostilePeerTest {

    private static final String EVIL = "sip:1@sip.test SIP/2.0\r\nX-Evil: 1";
    private static final String SDP = "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\n";

    @RegisterExtension
    final SipFixture fixture = new SipFixture();

    private static Limits limits(Limits.Kept kept) {
        return new Limits(100_000, 100_000, 100, 3, 1_000, 100, kept);
    }

    private static String request(String method, int number) {
        return method + " sip:100@sip.test SIP/2.0\r\nVia: SIP/2.0/UDP 127.0.0.1:9;branch=z9hG4bK" + number
                + "\r\nMax-Forwards: 70\r\nFrom: <sip:x@sip.test>;tag=1\r\nTo: <sip:100@sip.test>\r\nCall-ID: c" + number
                + "\r\nCSeq: 1 " + method + "\r\nContact: <sip:x@127.0.0.1:9>\r\nContent-Length: 0\r\n\r\n";
    }

    @Test
    void requestsRefusedForTheirNumberLeaveNothingBehind() throws Exception {
        Loopback loopback = fixture.over(Transport.UDP, new SipConfiguration(List.of(), limits(Limits.KEPT)));
        try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            socket.setSoTimeout(40_000);
            int refused = 0;
            String tag = "";
            for (int i = 0; i < 200; i++) {
                byte[] bytes = request("OPTIONS", Math.min(i, 198)).getBytes(StandardCharsets.UTF_8);
                socket.send(new DatagramPacket(bytes, bytes.length, InetAddress.getLoopbackAddress(), loopback.port));
                DatagramPacket answer = new DatagramPacket(new byte[2_000], 2_000);
                socket.receive(answer);
                String text = new String(answer.getData(), 0, answer.getLength(), StandardCharsets.UTF_8);
                refused += text.startsWith("SIP/2.0 503 ") ? 1 : 0;
                assertThat(loopback.server.statistics().serverTransactions()).isLessThanOrEqualTo(3);
                String given = text.replaceAll("(?s).*\r\nTo: [^\r]*;tag=([^\r]*)\r\n.*", "$1");
                if (i == 199) {
                    assertThat(given).as("a repetition is answered alike").isEqualTo(tag);
                }
                tag = given;
            }
            assertThat(refused).isEqualTo(197);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\r\n\r\n", "OPTIONS sip:a"})
    void aConnectionThatSaysNothingWholeIsClosed(String said) throws Exception {
        Limits.Kept impatient = new Limits.Kept(1, 100, 1_000_000);
        Loopback loopback = fixture.over(Transport.TCP, new SipConfiguration(List.of(), limits(impatient)));
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), loopback.port)) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(said.getBytes(StandardCharsets.UTF_8));
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip()).isEmpty();
        }
        loopback.expectNothingLeft();
    }

    @Test
    void aRegisteredClientIsNotClosedForBeingSilent() throws Exception {
        Limits.Kept impatient = new Limits.Kept(3, 100, 1_000_000);
        Loopback loopback = fixture.over(Transport.TCP, new SipConfiguration(List.of(), limits(impatient)));
        try (Socket silent = new Socket()) {
            loopback.connectAlice();
            loopback.client.register(Loopback.ALICE);
            loopback.heard.next(org.sipconnector.spi.sip.SipEvent.Registered.class);
            // what came later and says nothing is closed first, so alice was judged, too
            for (int i = 0; i < 2; i++) {
                try (Socket later = new Socket(InetAddress.getLoopbackAddress(), loopback.port)) {
                    later.setSoTimeout(20_000);
                    assertThat(later.getInputStream().read()).isEqualTo(-1);
                }
            }
            assertThat(loopback.heard.names()).doesNotContain("TransportDisconnected");
            loopback.stopAndExpectNothingLeft();
        }
    }

    @Test
    void callsThatRingBeyondTheirLimitAreRefused() throws Exception {
        Loopback loopback = fixture.over(Transport.TCP, new SipConfiguration(List.of(),
                new Limits(100_000, 100_000, 100, 1_000, 1_000, 100, new Limits.Kept(60, 2, 1_000_000))));
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), loopback.port)) {
            socket.setSoTimeout(20_000);
            for (int i = 0; i < 4; i++) {
                socket.getOutputStream().write(request("INVITE", i).getBytes(StandardCharsets.UTF_8));
            }
            StringBuilder answers = new StringBuilder();
            while (answers.toString().split("SIP/2.0 [15]").length < 5) {
                answers.append((char) socket.getInputStream().read());
            }
            assertThat(answers.toString()).contains("SIP/2.0 100 ").contains("SIP/2.0 503 ");
            assertThat(loopback.server.statistics().dialogs()).isEqualTo(2);
        }
        loopback.expectNothingLeft();
    }

    /** It would ring unheard until its limit, and its place among those that ring would be taken. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aCallWhoseOwnerFailsOverItIsRefusedAtOnce(boolean alsoOverItsEnd) throws Exception {
        Loopback loopback = fixture.over(Transport.TCP, new SipConfiguration(List.of(),
                new Limits(100_000, 100_000, 100, 1_000, 1_000, 100, new Limits.Kept(60, 2, 1_000_000))));
        loopback.served(event -> {
            if (event instanceof IncomingInvite || alsoOverItsEnd && event instanceof DialogFailed) {
                throw new IllegalStateException("an owner fails over " + event);
            }
        });
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), loopback.port)) {
            socket.setSoTimeout(20_000);
            for (int i = 0; i < 4; i++) {
                socket.getOutputStream().write(request("INVITE", i).getBytes(StandardCharsets.UTF_8));
                StringBuilder answers = new StringBuilder();
                while (!answers.toString().matches("(?s).*SIP/2.0 [2-6].*\r\n\r\n")) {
                    answers.append((char) socket.getInputStream().read());
                }
                assertThat(answers.toString()).contains("SIP/2.0 500 ");
            }
            assertThat(loopback.server.statistics().dialogs()).isZero();
        }
        loopback.expectNothingLeft();
    }

    @Test
    void largeCallsThatRingOverManyConnectionsOfOneAddressAreRefused() throws Exception {
        Loopback loopback = fixture.over(Transport.TCP, new SipConfiguration(List.of(),
                new Limits(100_000, 100_000, 100, 1_000, 1_000, 100, new Limits.Kept(60, Limits.RINGING, 1_000_000, 50_000))));
        List<Socket> sockets = new ArrayList<>();
        List<String> answers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            Socket socket = new Socket(InetAddress.getLoopbackAddress(), loopback.port);
            sockets.add(socket);
            socket.setSoTimeout(20_000);
            String large = request("INVITE", i).replace("Content-Length: 0", "X-Large: " + "x".repeat(5_000).concat("\r\nX-Other: x").repeat(4)
                    + "\r\nContent-Length: 0");
            socket.getOutputStream().write(large.getBytes(StandardCharsets.UTF_8));
            answers.add(new String(socket.getInputStream().readNBytes(12), StandardCharsets.UTF_8));
        }
        assertThat(answers).containsExactly("SIP/2.0 100 ", "SIP/2.0 100 ", "SIP/2.0 503 ", "SIP/2.0 503 ");
        assertThat(loopback.server.statistics().dialogs()).isEqualTo(2);
        for (Socket socket : sockets) {
            socket.close();
        }
        loopback.expectNothingLeft();
    }

    /** The status of the answer; answers to former requests, which are repeated until they are acknowledged, are passed over. */
    private static String ask(DatagramSocket socket, int port, String request) throws Exception {
        byte[] bytes = request.getBytes(StandardCharsets.UTF_8);
        socket.send(new DatagramPacket(bytes, bytes.length, InetAddress.getLoopbackAddress(), port));
        String callId = request.replaceAll("(?s).*\r\n(Call-ID: [^\r]*\r\n).*", "$1");
        while (true) {
            DatagramPacket packet = new DatagramPacket(new byte[2_000], 2_000);
            socket.receive(packet);
            String answer = new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8);
            if (answer.contains(callId)) {
                return answer.substring(0, "SIP/2.0 503".length());
            }
        }
    }

    @Test
    void callsThatRingFromOneAddressLeaveRoomForThoseOfOthers() throws Exception {
        Limits.Kept kept = new Limits.Kept(60, new Limits.Ringing(100, 2, 3), 1_000_000, 1_000_000);
        Loopback loopback = fixture.over(Transport.UDP, new SipConfiguration(List.of(),
                new Limits(100_000, 100_000, 100, 1_000, 1_000, 100, kept)));
        try (DatagramSocket first = new DatagramSocket(0, InetAddress.getByName("127.0.0.1"));
                DatagramSocket second = new DatagramSocket(0, InetAddress.getByName("127.0.0.1"));
                DatagramSocket other = new DatagramSocket(0, InetAddress.getByName("127.0.0.2"))) {
            for (DatagramSocket socket : List.of(first, second, other)) {
                socket.setSoTimeout(20_000);
            }
            assertThat(ask(first, loopback.port, request("INVITE", 1))).isEqualTo("SIP/2.0 100");
            assertThat(ask(second, loopback.port, request("INVITE", 2))).isEqualTo("SIP/2.0 100");
            for (int i = 3; i < 20; i++) {
                assertThat(ask(i % 2 == 0 ? first : second, loopback.port, request("INVITE", i))).as("over the limit of the address")
                        .isEqualTo("SIP/2.0 503");
            }
            assertThat(loopback.server.statistics().serverTransactions()).as("what is refused leaves nothing behind").isEqualTo(2);
            assertThat(ask(other, loopback.port, request("INVITE", 20))).as("another address").isEqualTo("SIP/2.0 100");
            assertThat(ask(other, loopback.port, request("INVITE", 21))).as("over the limit in all").isEqualTo("SIP/2.0 503");
            assertThat(loopback.server.refused()).as("counted").isEqualTo(18);

            loopback.server.reject(loopback.served.next(IncomingInvite.class).dialog(), 486, Optional.empty(), List.of());
            DatagramPacket refusal = new DatagramPacket(new byte[2_000], 2_000);
            first.receive(refusal);
            assertThat(ask(second, loopback.port, request("INVITE", 22))).as("after one has ended").isEqualTo("SIP/2.0 100");
            loopback.server.accept(loopback.served.next(IncomingInvite.class).dialog(), SDP, List.of());
            DatagramPacket acceptance = new DatagramPacket(new byte[2_000], 2_000);
            second.receive(acceptance);
            assertThat(ask(second, loopback.port, request("INVITE", 23))).as("after one is answered").isEqualTo("SIP/2.0 100");
            loopback.server.close("mcu");
            loopback.expectNothingLeft();
        }
    }

    @Test
    void aNumberThatWouldBeAHeaderIsNotCalled() throws Exception {
        Loopback loopback = fixture.over(Transport.TCP);
        loopback.connectAlice();
        loopback.client.invite(Loopback.ALICE, new DialogId("evil"), EVIL, SDP, List.of());
        assertThat(loopback.heard.next(DialogFailed.class).failure().reason()).contains("no URI that can be called");
        loopback.client.invite(Loopback.ALICE, new DialogId("evil-2"), "sip:1@sip.test", SDP, List.of(new Header("X\r\nY", "1")));
        assertThat(loopback.heard.next(DialogFailed.class).failure().reason()).contains("no header name");
        loopback.client.request(Loopback.ALICE, OutgoingRequest.options("o", EVIL));
        assertThat(loopback.heard.next(RequestFailed.class).failure().reason()).contains("no URI that can be called");
        loopback.client.request(Loopback.ALICE, new OutgoingRequest("m", "A\r\nB", "sip:1@sip.test", List.of(), Optional.empty(), Duration.ZERO));
        assertThat(loopback.heard.next(RequestFailed.class).failure().reason()).contains("no method");
        assertThat(loopback.served.names()).doesNotContain("IncomingInvite", "RequestReceived");
        loopback.stopAndExpectNothingLeft();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0;refresher=uac", "0", "x;refresher=uac", "00000;refresher=uac"})
    void aSessionIntervalTooShortToBearDoesNotMakeUsRefreshWithoutEnd(String interval) throws Exception {
        RawPeer peer = fixture.peer();
        Loopback loopback = fixture.connected(peer);
        loopback.client.invite(Loopback.ALICE, new DialogId("call"), "sip:100@sip.test", SDP, List.of());
        Message invite = peer.read("INVITE");
        peer.answer(invite, "200 OK", "r", SDP, new String[] {"Session-Expires: " + interval, "Allow: UPDATE"});
        loopback.heard.next(DialogAnswered.class);
        loopback.client.acknowledge(new DialogId("call"));
        peer.read("ACK");
        for (int i = 1; i <= 50; i++) {
            peer.request(invite, "OPTIONS", "r", i, "");
            peer.read("SIP/2.0");
        }
        loopback.client.release(loopback.clientOwner());
    }

    @Test
    void aPeerThatSendsWhileNobodyListensIsRefusedBeforeMemoryFills() throws Exception {
        Loopback loopback = fixture.over(Transport.TCP, new SipConfiguration(List.of(),
                new Limits(100_000, 100_000, 100, 1_000, 1_000, 100, new Limits.Kept(60, 100, 200_000))));
        loopback.server.detach(ConnectorId.of("server"));
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), loopback.port)) {
            socket.setSoTimeout(20_000);
            String body = "x".repeat(50_000);
            int taken = 0;
            for (int i = 0; i < 20; i++) {
                String message = request("MESSAGE", i).replace("Content-Length: 0", "Content-Type: text/plain\r\nContent-Length: 50000");
                socket.getOutputStream().write((message + body).getBytes(StandardCharsets.UTF_8));
                StringBuilder answer = new StringBuilder();
                while (answer.indexOf("\r\n\r\n") < 0) {
                    answer.append((char) socket.getInputStream().read());
                }
                taken += answer.toString().startsWith("SIP/2.0 200 ") ? 1 : 0;
                assertThat(answer.toString()).containsPattern("^SIP/2.0 (200|503) ");
            }
            assertThat(taken).isBetween(1, 5);
            loopback.server.attach(ConnectorId.of("server"), loopback.served);
            socket.getOutputStream().write(request("OPTIONS", 99).getBytes(StandardCharsets.UTF_8));
            assertThat(new String(socket.getInputStream().readNBytes(12), StandardCharsets.UTF_8)).isEqualTo("SIP/2.0 200 ");
        }
        loopback.expectNothingLeft();
    }
}
