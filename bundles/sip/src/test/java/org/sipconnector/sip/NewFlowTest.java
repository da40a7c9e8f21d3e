/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.sipconnector.api.Transport;
import org.sipconnector.api.sip.SipBody;
import org.sipconnector.sip.transport.Limits;
import org.sipconnector.spi.sip.OutgoingRequest;
import org.sipconnector.spi.sip.SipEvent.DialogConfirmed;
import org.sipconnector.spi.sip.SipEvent.IncomingInvite;
import org.sipconnector.spi.sip.SipEvent.ReinviteReceived;
import org.sipconnector.spi.sip.SipServers.ServerSettings;

/** A call at our server outlives the connection it began over: a request inside it over another one moves it there. */
class NewFlowTest {

    private static final String SDP = "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\n";

    @RegisterExtension
    final SipFixture fixture = new SipFixture();

    private Loopback loopback;
    private Socket first;
    private IncomingInvite call;
    private String serverTag;

    @BeforeEach
    void aCall() throws Exception {
        aCall(Limits.DEFAULT.kept().idleSeconds());
    }

    /** @param idleSeconds until a connection that says nothing is closed */
    private void aCall(int idleSeconds) throws Exception {
        Limits usual = Limits.DEFAULT;
        loopback = fixture.over(Transport.TCP, new SipConfiguration(List.of(), new Limits(usual.messageBytes(), usual.frameBytes(),
                usual.headers(), usual.transactions(), usual.transactionsPerSource(), usual.connectionsPerSource(),
                new Limits.Kept(idleSeconds, usual.kept().ringing(), usual.kept().waitingBytes(), usual.kept().bytesPerSource()))));
        first = fixture.ends(connect());
        send(first, "INVITE", 1, "", SDP);
        assertThat(answer(first)).startsWith("SIP/2.0 100");
        call = loopback.served.next(IncomingInvite.class);
        loopback.server.accept(call.dialog(), SDP, List.of());
        serverTag = answer(first).replaceAll("(?s).*\r\nTo: [^\r]*tag=([^\r;]*).*", "$1");
        send(first, "ACK", 1, serverTag, "");
        loopback.served.next(DialogConfirmed.class);
    }

    @Test
    void aRequestInTheCallAsTheFirstOverANewConnectionMovesIt() throws Exception {
        first.close();
        try (Socket second = connect()) {
            isReinvitedOver(second, 2);
            isReinvitedOver(second, 3);
        }
    }

    @Test
    void aRequestInTheCallAfterOthersOverANewConnectionMovesIt() throws Exception {
        first.close();
        try (Socket second = connect()) {
            send(second, "OPTIONS", 7, "", "");
            assertThat(answer(second)).startsWith("SIP/2.0 200");
            isReinvitedOver(second, 2);
        }
    }

    @Test
    void aCallMovesWhileItsFormerConnectionIsStillOpenAndStaysWhenThatCloses() throws Exception {
        try (Socket second = connect()) {
            isReinvitedOver(second, 2);
            first.close();
            isReinvitedOver(second, 3);
        }
        try (Socket third = connect()) {
            isReinvitedOver(third, 4);
        }
    }

    @Test
    void aCallThatCameByAnotherConnectionIsBackWhereItBeganAndOutlivesTheOther() throws Exception {
        try (Socket second = connect()) {
            isReinvitedOver(second, 2);
            isReinvitedOver(first, 3);
        }
        isReinvitedOver(first, 4);
    }

    @Test
    void theServerAsksWhereTheCallIsAndWhereItBeganOnceThatIsClosed() throws Exception {
        try (Socket second = connect()) {
            isReinvitedOver(second, 2);
            isAskedOver(second);
        }
        loopback.server.requestInDialog(call.dialog(), info());
        isAskedOver(first);
    }

    @Test
    void aConnectionThatSaysNothingIsKeptWhileACallOfAnotherComesByIt() throws Exception {
        aCall(3);
        try (Socket second = connect()) {
            isReinvitedOver(second, 2);
            for (int i = 0; i < 2; i++) {
                try (Socket idle = connect()) {
                    assertThat(idle.getInputStream().read()).as("what says nothing and has no call is closed").isEqualTo(-1);
                }
            }
            isReinvitedOver(second, 3);
        }
    }

    @Test
    void whoBeginsACallWithTheCallIdOfAnotherTakesNothingOver() throws Exception {
        try (Socket stranger = connect()) {
            send(stranger, "INVITE", 9, "", SDP);
            assertThat(answer(stranger)).startsWith("SIP/2.0 100");
            loopback.served.next(IncomingInvite.class);
            isReinvitedOver(first, 2);
            isAskedOver(first);
        }
    }

    @Test
    void whoSaysAgainWhatWasSaidMovesNothing() throws Exception {
        isReinvitedOver(first, 3);
        try (Socket stranger = connect()) {
            send(stranger, "INFO", 3, serverTag, "");
            assertThat(answer(stranger)).startsWith("SIP/2.0");
            send(stranger, "INFO", 2, serverTag, "");
            assertThat(answer(stranger)).startsWith("SIP/2.0 500");
            isAskedOver(first);
        }
    }

    @Test
    void whoKnowsOurTagAndNotTheirsMovesNothing() throws Exception {
        try (Socket stranger = connect()) {
            send(stranger, "INFO", 30, serverTag, "", "guessed");
            assertThat(answer(stranger)).startsWith("SIP/2.0 481");
            isAskedOver(first);
        }
    }

    @Test
    void aLostCallIsNotTakenOverByWhoSaysAgainWhatWasSaid() throws Exception {
        isReinvitedOver(first, 3);
        first.close();
        try (Socket stranger = connect(); Socket second = connect()) {
            send(stranger, "INFO", 2, serverTag, "");
            assertThat(answer(stranger)).startsWith("SIP/2.0 500");
            loopback.server.requestInDialog(call.dialog(), info());
            send(second, "INFO", 4, serverTag, "");
            assertThat(List.of(answer(second), answer(second))).as("in whatever order")
                    .anyMatch(message -> message.startsWith("INFO ")).anyMatch(message -> message.startsWith("SIP/2.0 200"));
        }
    }

    @Test
    void aCallThatBeganOverTcpGoesOnOverUdp() throws Exception {
        ServerSettings settings = new ServerSettings(Transport.UDP, new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                Loopback.PATH, Optional.empty(), Loopback.DOMAIN);
        int port = loopback.server.listen(loopback.serverOwner(), "datagrams", settings, user -> Optional.empty())
                .toCompletableFuture().get(20, TimeUnit.SECONDS).getPort();
        try (DatagramSocket phone = new DatagramSocket()) {
            phone.setSoTimeout(20_000);
            phone.connect(InetAddress.getLoopbackAddress(), port);
            byte[] info = message("INFO", 2, serverTag, "", "f").getBytes(StandardCharsets.UTF_8);
            phone.send(new DatagramPacket(info, info.length));
            assertThat(datagram(phone)).startsWith("SIP/2.0 200");
            loopback.server.requestInDialog(call.dialog(), info());
            assertThat(datagram(phone)).startsWith("INFO ").contains("Via: SIP/2.0/UDP ");
            isReinvitedOver(first, 3);
        }
    }

    private static OutgoingRequest info() {
        return OutgoingRequest.info("news", List.of(), new SipBody("text/plain", "x"));
    }

    private static String datagram(DatagramSocket socket) throws IOException {
        DatagramPacket packet = new DatagramPacket(new byte[8_000], 8_000);
        socket.receive(packet);
        return new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8);
    }

    private void isAskedOver(Socket socket) throws IOException {
        loopback.server.requestInDialog(call.dialog(), info());
        assertThat(answer(socket)).startsWith("INFO ");
    }

    @Test
    void whoKnowsOnlyTheCallIdMovesNothing() throws Exception {
        try (Socket stranger = connect()) {
            send(stranger, "INVITE", 9, "guessed", SDP);
            send(first, "INVITE", 2, serverTag, SDP);
            assertThat(answer(first)).startsWith("SIP/2.0 100");
            loopback.served.next(ReinviteReceived.class);
            loopback.server.answerReinvite(call.dialog(), SDP);
            assertThat(answer(first)).startsWith("SIP/2.0 200");
        }
    }

    private void isReinvitedOver(Socket socket, int cseq) throws Exception {
        send(socket, "INVITE", cseq, serverTag, SDP);
        assertThat(answer(socket)).startsWith("SIP/2.0 100");
        assertThat(loopback.served.next(ReinviteReceived.class).dialog()).isEqualTo(call.dialog());
        loopback.server.answerReinvite(call.dialog(), SDP);
        assertThat(answer(socket)).startsWith("SIP/2.0 200");
        send(socket, "ACK", cseq, serverTag, "");
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), loopback.port);
        socket.setSoTimeout(20_000);
        return socket;
    }

    private static void send(Socket socket, String method, int cseq, String toTag, String body) throws IOException {
        send(socket, method, cseq, toTag, body, "f");
    }

    private static void send(Socket socket, String method, int cseq, String toTag, String body, String fromTag) throws IOException {
        socket.getOutputStream().write(message(method, cseq, toTag, body, fromTag).getBytes(StandardCharsets.UTF_8));
    }

    private static String message(String method, int cseq, String toTag, String body, String fromTag) {
        String callId = method.equals("OPTIONS") ? "another" : "the-call";
        return method + " sip:100@sip.test SIP/2.0\r\nVia: SIP/2.0/TCP 127.0.0.1;branch=z9hG4bK" + method + cseq + toTag
                + "\r\nMax-Forwards: 70\r\nFrom: <sip:phone@sip.test>;tag=" + fromTag + "\r\nTo: <sip:100@sip.test>"
                + (toTag.isEmpty() ? "" : ";tag=" + toTag) + "\r\nCall-ID: " + callId + "\r\nCSeq: " + cseq + ' ' + method
                + "\r\nContact: <sip:phone@127.0.0.1;transport=tcp>\r\n"
                + (body.isEmpty() ? "" : "Content-Type: application/sdp\r\n") + "Content-Length: " + body.length() + "\r\n\r\n"
                + body;
    }

    private static String answer(Socket socket) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.UTF_8).endsWith("\r\n\r\n")) {
            int next = socket.getInputStream().read();
            if (next < 0) {
                throw new IOException("closed after '" + head + "'");
            }
            head.write(next);
        }
        String text = head.toString(StandardCharsets.UTF_8);
        socket.getInputStream().readNBytes(Integer.parseInt(text.replaceAll("(?s).*Content-Length: (\\d+).*", "$1")));
        return text;
    }
}
