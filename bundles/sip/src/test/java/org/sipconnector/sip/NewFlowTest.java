package org.sipconnector.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sipconnector.api.Transport;
import org.sipconnector.api.sip.SipEvent.DialogConfirmed;
import org.sipconnector.api.sip.SipEvent.IncomingInvite;
import org.sipconnector.api.sip.SipEvent.ReinviteReceived;

/** A call at our server outlives the connection it began over: a request inside it over another one moves it there. */
class NewFlowTest {

    private static final String SDP = "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\n";

    private Loopback loopback;
    private Socket first;
    private IncomingInvite call;
    private String serverTag;

    @BeforeEach
    void aCall() throws Exception {
        loopback = Loopback.over(Transport.TCP);
        first = connect();
        send(first, "INVITE", 1, "", SDP);
        assertThat(answer(first)).startsWith("SIP/2.0 100");
        call = loopback.served.next(IncomingInvite.class);
        loopback.server.accept(call.dialog(), SDP, List.of());
        serverTag = answer(first).replaceAll("(?s).*\r\nTo: [^\r]*tag=([^\r;]*).*", "$1");
        send(first, "ACK", 1, serverTag, "");
        loopback.served.next(DialogConfirmed.class);
    }

    @AfterEach
    void close() throws IOException {
        first.close();
        loopback.server.close();
        loopback.client.close();
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
        String callId = method.equals("OPTIONS") ? "another" : "the-call";
        socket.getOutputStream().write((method + " sip:100@sip.test SIP/2.0\r\nVia: SIP/2.0/TCP 127.0.0.1;branch=z9hG4bK" + method + cseq
                + "\r\nMax-Forwards: 70\r\nFrom: <sip:phone@sip.test>;tag=f\r\nTo: <sip:100@sip.test>"
                + (toTag.isEmpty() ? "" : ";tag=" + toTag) + "\r\nCall-ID: " + callId + "\r\nCSeq: " + cseq + ' ' + method
                + "\r\nContact: <sip:phone@127.0.0.1;transport=tcp>\r\n"
                + (body.isEmpty() ? "" : "Content-Type: application/sdp\r\n") + "Content-Length: " + body.length() + "\r\n\r\n"
                + body).getBytes(StandardCharsets.UTF_8));
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
