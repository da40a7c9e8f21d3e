/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sipconnector.api.Transport;
import org.sipconnector.api.sip.SipBody;
import org.sipconnector.spi.sip.OutgoingRequest;
import org.sipconnector.spi.sip.SipEvent.DialogConfirmed;
import org.sipconnector.spi.sip.SipEvent.DialogEnded;
import org.sipconnector.spi.sip.SipEvent.IncomingInvite;
import org.sipconnector.spi.sip.SipEvent.ReinviteReceived;

/** What a phone in a call at our server asks, in the wrong order, of another call, or from elsewhere (RFC 3261 section 12.2). */
class ServerDialogTest {

    private static final String SDP = "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\n";
    private static final String AT_FIRST = "sip:phone@127.0.0.1;transport=tcp";
    private static final String MOVED = "sip:elsewhere@127.0.0.1;transport=tcp";

    @RegisterExtension
    final SipFixture fixture = new SipFixture();

    private Loopback loopback;
    private Socket phone;
    private IncomingInvite call;
    private String serverTag;

    @BeforeEach
    void aCall() throws Exception {
        loopback = fixture.over(Transport.TCP);
        phone = fixture.ends(new Socket(InetAddress.getLoopbackAddress(), loopback.port));
        phone.setSoTimeout(20_000);
        ask("INVITE", 10, "", "f", AT_FIRST, SDP);
        heard("SIP/2.0 100");
        call = loopback.served.next(IncomingInvite.class);
        loopback.server.accept(call.dialog(), SDP, List.of());
        serverTag = heard("SIP/2.0 200").replaceAll("(?s).*\r\nTo: [^\r]*tag=([^\r;]*).*", "$1");
        ask("ACK", 10, serverTag, "f", AT_FIRST, "");
        loopback.served.next(DialogConfirmed.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"OPTIONS", "INFO", "UPDATE", "MESSAGE", "REFER", "INVITE", "BYE", "PRACK"})
    void whatComesOutOfOrderIsRefusedAndTheCallGoesOn(String method) throws Exception {
        ask("OPTIONS", 20, serverTag, "f", AT_FIRST, "");
        heard("SIP/2.0 200");
        ask(method, 19, serverTag, "f", MOVED, method.equals("INVITE") || method.equals("UPDATE") ? SDP : "");
        heard("SIP/2.0 500");
        isAskedAt(AT_FIRST);
    }

    @Test
    void numbersMayBeLeftOut() throws Exception {
        ask("OPTIONS", 11, serverTag, "f", AT_FIRST, "");
        heard("SIP/2.0 200");
        ask("OPTIONS", 2_147_483_647, serverTag, "f", AT_FIRST, "");
        heard("SIP/2.0 200");
    }

    @ParameterizedTest
    @ValueSource(strings = {"INFO", "UPDATE", "INVITE", "BYE", "PRACK", "MESSAGE", "REFER"})
    void whatIsOfADialogNobodyKnowsIsRefused(String method) throws Exception {
        ask(method, 20, "nobody", "f", MOVED, method.equals("INVITE") || method.equals("UPDATE") ? SDP : "");
        heard("SIP/2.0 481");
        ask(method, 21, serverTag, "another", MOVED, method.equals("INVITE") || method.equals("UPDATE") ? SDP : "");
        heard("SIP/2.0 481");
        isAskedAt(AT_FIRST);
    }

    @Test
    void anAckOfADialogNobodyKnowsGetsNoAnswer() throws Exception {
        ask("ACK", 20, "nobody", "f", MOVED, "");
        ask("OPTIONS", 21, serverTag, "f", AT_FIRST, "");
        assertThat(heard("SIP/2.0 200")).contains("CSeq: 21 OPTIONS");
    }

    @Test
    void aReinviteThatIsAnsweredMovesThePhone() throws Exception {
        ask("INVITE", 11, serverTag, "f", MOVED, SDP);
        heard("SIP/2.0 100");
        loopback.served.next(ReinviteReceived.class);
        loopback.server.answerReinvite(call.dialog(), SDP);
        heard("SIP/2.0 200");
        ask("ACK", 11, serverTag, "f", MOVED, "");
        isAskedAt(MOVED);
    }

    @Test
    void aReinviteThatIsRefusedDoesNot() throws Exception {
        ask("INVITE", 11, serverTag, "f", MOVED, SDP);
        heard("SIP/2.0 100");
        loopback.served.next(ReinviteReceived.class);
        loopback.server.refuseReinvite(call.dialog(), 488);
        heard("SIP/2.0 488");
        ask("ACK", 11, serverTag, "f", MOVED, "");
        isAskedAt(AT_FIRST);
    }

    @Test
    void anUpdateWithoutADescriptionMovesIt() throws Exception {
        ask("UPDATE", 11, serverTag, "f", MOVED, "");
        heard("SIP/2.0 200");
        isAskedAt(MOVED);
    }

    @Test
    void anUpdateWithAnOfferThatIsRefusedDoesNot() throws Exception {
        ask("UPDATE", 11, serverTag, "f", MOVED, SDP);
        loopback.served.next(ReinviteReceived.class);
        loopback.server.refuseReinvite(call.dialog(), 488);
        heard("SIP/2.0 488");
        isAskedAt(AT_FIRST);
    }

    @Test
    void theContactOfAnyOtherRequestMovesNothing() throws Exception {
        ask("OPTIONS", 11, serverTag, "f", MOVED, "");
        heard("SIP/2.0 200");
        isAskedAt(AT_FIRST);
    }

    @Test
    void aByeEndsTheCallOnce() throws Exception {
        ask("BYE", 11, serverTag, "f", AT_FIRST, "");
        heard("SIP/2.0 200");
        loopback.served.next(DialogEnded.class);
        ask("BYE", 12, serverTag, "f", AT_FIRST, "");
        heard("SIP/2.0 481");
    }

    private void isAskedAt(String target) throws IOException {
        loopback.server.requestInDialog(call.dialog(), OutgoingRequest.info("news", List.of(), new SipBody("text/plain", "x")));
        assertThat(heard("INFO ")).startsWith("INFO " + target + " SIP/2.0");
    }

    private void ask(String method, int cseq, String toTag, String fromTag, String contact, String sdp) throws IOException {
        String message = method + " sip:600@sip.test SIP/2.0\r\nVia: SIP/2.0/TCP 127.0.0.1;branch=z9hG4bK" + method + cseq + toTag + fromTag
                + "\r\nMax-Forwards: 70\r\nFrom: <sip:phone@sip.test>;tag=" + fromTag + "\r\nTo: <sip:600@sip.test>"
                + (toTag.isEmpty() ? "" : ";tag=" + toTag) + "\r\nCall-ID: the-call\r\nCSeq: " + cseq + ' ' + method
                + "\r\nContact: <" + contact + ">\r\n" + (method.equals("REFER") ? "Refer-To: <sip:700@sip.test>\r\n" : "")
                + (sdp.isEmpty() ? "" : "Content-Type: application/sdp\r\n") + "Content-Length: " + sdp.length() + "\r\n\r\n" + sdp;
        phone.getOutputStream().write(message.getBytes(StandardCharsets.UTF_8));
    }

    /** The next message, which must begin so. */
    private String heard(String start) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = phone.getInputStream().read();
            if (next < 0) {
                throw new IOException("closed after '" + head + "'");
            }
            head.append((char) next);
        }
        int length = Integer.parseInt(head.toString().replaceAll("(?s).*\r\nContent-Length: (\\d+).*", "$1"));
        phone.getInputStream().readNBytes(length);
        assertThat(head.toString()).startsWith(start);
        return head.toString();
    }
}
