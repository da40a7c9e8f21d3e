/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.sipconnector.api.Transport;
import org.sipconnector.api.sip.SipBody;
import org.sipconnector.spi.sip.OutgoingRequest;
import org.sipconnector.spi.sip.SipEvent.DialogConfirmed;
import org.sipconnector.spi.sip.SipEvent.IncomingInvite;
import org.sipconnector.testkit.Await;

/** A client with a call that lost its connection is told by its REGISTER, if that has the password and is no old one. */
class ReturningClientTest {

    private static final String SDP = "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\n";

    @RegisterExtension
    final SipFixture fixture = new SipFixture();

    private Loopback loopback;
    private IncomingInvite call;
    private String registration;

    @BeforeEach
    void aRegisteredClientInACallLosesItsConnection() throws Exception {
        loopback = fixture.over(Transport.TCP);
        try (Socket first = connect()) {
            registration = registers(first, 1);
            send(first, message("INVITE", 1, "", "", SDP));
            assertThat(answer(first)).startsWith("SIP/2.0 100");
            call = loopback.served.next(IncomingInvite.class);
            loopback.server.accept(call.dialog(), SDP, List.of());
            send(first, message("ACK", 1, answer(first).replaceAll("(?s).*\r\nTo: [^\r]*tag=([^\r;]*).*", "$1"), "", ""));
            loopback.served.next(DialogConfirmed.class);
        }
        Await.reading("the server notices the loss", loopback.server::statistics, now -> now.connections() == 0);
        loopback.server.requestInDialog(call.dialog(),
                OutgoingRequest.info("news", List.of(), new SipBody("text/plain", "x")));
    }

    @Test
    void itsRegisterBringsItBackAndWhatWaitedForIt() throws Exception {
        try (Socket second = connect()) {
            registers(second, 3);
            assertThat(answer(second)).startsWith("INFO ");
        }
    }

    @Test
    void whoKnowsItsCallIdAndNotThePasswordTakesNothing() throws Exception {
        try (Socket stranger = connect(); Socket second = connect()) {
            send(stranger, message("REGISTER", 9, "", "", ""));
            assertThat(answer(stranger)).startsWith("SIP/2.0 401");
            send(stranger, message("REGISTER", 10, "", credentials(answer(stranger, message("REGISTER", 11, "", "", "")), "guessed"), ""));
            assertThat(answer(stranger)).startsWith("SIP/2.0 403");
            registers(second, 12);
            assertThat(answer(second)).startsWith("INFO ");
        }
    }

    @Test
    void whoSaysItsRegisterAgainTakesNothing() throws Exception {
        try (Socket stranger = connect(); Socket second = connect()) {
            send(stranger, registration);
            assertThat(answer(stranger)).startsWith("SIP/2.0").doesNotStartWith("SIP/2.0 200");
            registers(second, 12);
            assertThat(answer(second)).startsWith("INFO ");
        }
    }

    /** Registers with two requests, of that CSeq and the next; the second one. */
    private String registers(Socket socket, int cseq) throws Exception {
        String challenge = answer(socket, message("REGISTER", cseq, "", "", ""));
        assertThat(challenge).startsWith("SIP/2.0 401");
        String request = message("REGISTER", cseq + 1, "", credentials(challenge, "pw-alice"), "");
        assertThat(answer(socket, request)).startsWith("SIP/2.0 200");
        return request;
    }

    private static String credentials(String challenge, String password) throws Exception {
        String nonce = challenge.replaceAll("(?s).*nonce=\"([^\"]*)\".*", "$1");
        String response = md5(md5("alice:sip.test:" + password) + ':' + nonce + ":00000001:c:auth:" + md5("REGISTER:sip:sip.test"));
        return "Authorization: Digest username=\"alice\", realm=\"sip.test\", nonce=\"" + nonce + "\", uri=\"sip:sip.test\", response=\""
                + response + "\", algorithm=MD5, qop=auth, nc=00000001, cnonce=\"c\"\r\n";
    }

    private static String md5(String text) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), loopback.port);
        socket.setSoTimeout(20_000);
        return socket;
    }

    private static void send(Socket socket, String message) throws IOException {
        socket.getOutputStream().write(message.getBytes(StandardCharsets.UTF_8));
    }

    private static String message(String method, int cseq, String toTag, String headers, String body) {
        boolean register = method.equals("REGISTER");
        return method + (register ? " sip:sip.test" : " sip:100@sip.test") + " SIP/2.0\r\nVia: SIP/2.0/TCP 127.0.0.1;branch=z9hG4bK" + method
                + cseq + "\r\nMax-Forwards: 70\r\nFrom: <sip:alice@sip.test>;tag=f\r\nTo: "
                + (register ? "<sip:alice@sip.test>" : "<sip:100@sip.test>") + (toTag.isEmpty() ? "" : ";tag=" + toTag) + "\r\nCall-ID: "
                + (register ? "the-registration" : "the-call") + "\r\nCSeq: " + cseq + ' ' + method
                + "\r\nContact: <sip:alice@127.0.0.1;transport=tcp>\r\n" + headers
                + (body.isEmpty() ? "" : "Content-Type: application/sdp\r\n") + "Content-Length: " + body.length() + "\r\n\r\n" + body;
    }

    private static String answer(Socket socket, String request) throws IOException {
        send(socket, request);
        return answer(socket);
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
