/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.sipconnector.api.Transport;
import org.sipconnector.api.sip.Header;
import org.sipconnector.api.sip.Originator;
import org.sipconnector.api.sip.SipCause;
import org.sipconnector.api.sip.SipFailure;
import org.sipconnector.sip.RawPeer.Message;
import org.sipconnector.spi.sip.OutgoingRequest;
import org.sipconnector.spi.sip.SipEvent.DialogFailed;
import org.sipconnector.spi.sip.SipEvent.IncomingInvite;
import org.sipconnector.spi.sip.SipEvent.Registered;
import org.sipconnector.spi.sip.SipEvent.Unregistered;

/** What our requests look like, header by header, and those of peers that must not be taken for others. */
class HeadersTest extends CallOverWire {

    private static final String ALLOW = "INVITE,ACK,CANCEL,BYE,UPDATE,PRACK,MESSAGE,OPTIONS,REFER,INFO,NOTIFY";

    @Test
    void registrations() throws IOException {
        loopback.client.register(Loopback.ALICE);
        Message first = peer.read("REGISTER sip:sip.test SIP/2.0");
        assertThat(first.header("Max-Forwards")).isEqualTo("69");
        assertThat(first.header("From")).matches("\"Test_User\" <sip:alice@sip\\.test>;tag=\\w{10}");
        assertThat(first.header("To")).isEqualTo("<sip:alice@sip.test>");
        assertThat(first.header("Call-ID")).matches("\\w{22}");
        assertThat(first.header("CSeq")).isEqualTo("1 REGISTER");
        assertThat(first.header("Contact")).matches("<sip:\\w{8}@[^>]+>;\\+sip\\.ice;reg-id=1;"
                + "\\+sip\\.instance=\"<urn:uuid:[0-9a-f-]{36}>\";expires=300");
        assertThat(first.header("Expires")).isEqualTo("300");
        assertThat(first.header("X-Vinteo-Remote")).isEqualTo("10.1.2.3");
        assertThat(first.header("Supported")).isEqualTo("path,gruu,outbound");
        assertThat(first.header("Allow")).isEqualTo(ALLOW);
        assertThat(first.header("User-Agent")).isEqualTo("test agent");
        peer.answer(first, "200 OK", "t1", "Expires: 300");
        loopback.heard.next(Registered.class);

        loopback.client.unregister(Loopback.ALICE);
        Message last = peer.read("REGISTER");
        assertThat(last.header("CSeq")).isEqualTo("2 REGISTER");
        assertThat(last.header("Call-ID")).isEqualTo(first.header("Call-ID"));
        assertThat(last.header("From")).isNotEqualTo(first.header("From"));
        assertThat(last.header("Expires")).isEqualTo("0");
        assertThat(last.header("Contact")).isEqualTo(first.header("Contact").replace("expires=300", "expires=0"));
        peer.answer(last, "200 OK", "t1");
        loopback.heard.next(Unregistered.class);
    }

    @Test
    void callsAndProbes() throws IOException {
        loopback.client.invite(Loopback.ALICE, CALL, "sip:100@sip.test", "v=0\r\n", List.of(new Header("X-One", "1")));
        Message invite = peer.read("INVITE sip:100@sip.test");
        assertThat(invite.header("Supported")).isEqualTo("ice,replaces,outbound");
        assertThat(invite.header("Content-Type")).isEqualTo("application/sdp");
        assertThat(invite.header("X-One")).isEqualTo("1");
        assertThat(invite.find("X-Vinteo-Remote")).isEmpty();
        assertThat(invite.header("Call-ID")).matches("\\w{20}");
        peer.answer(invite, "486 Busy Here", "t1");
        peer.read("ACK");
        assertThat(loopback.heard.next(DialogFailed.class).failure().cause()).isEqualTo(SipCause.BUSY);

        loopback.client.request(Loopback.ALICE, OutgoingRequest.options("probe", "sip:bob@sip.test"));
        Message options = peer.read("OPTIONS sip:bob@sip.test");
        assertThat(options.header("Content-Type")).isEqualTo("application/sdp");
        assertThat(options.header("Call-ID")).startsWith(invite.header("Call-ID").substring(0, 5));
        assertThat(options.find("X-Vinteo-Remote")).isEmpty();
        assertThat(options.header("Allow")).isEqualTo(ALLOW);
        peer.answer(options, "200 OK", "t2");
    }

    @Test
    void ourOwnCallThatCameBackIsRefusedAsALoop() throws IOException {
        loopback.client.request(Loopback.ALICE, OutgoingRequest.options("probe", "sip:bob@sip.test"));
        Message options = peer.read("OPTIONS");
        peer.answer(options, "200 OK", "t2");
        peer.send(invite(options.header("Call-ID").substring(0, 5) + "elsewhere", ""));
        peer.read("SIP/2.0 482");
        peer.send("ACK sip:alice@sip.test SIP/2.0\r\nVia: SIP/2.0/TCP 127.0.0.1;branch=z9hG4bKi\r\nFrom: <sip:r@sip.test>;tag=r\r\n"
                + "To: <sip:alice@sip.test>;tag=x\r\nCall-ID: x\r\nCSeq: 1 ACK\r\nContent-Length: 0\r\n\r\n");
    }

    @Test
    void callThatIsNotTakenWhileItIsWorthSomethingEndsByTheSystem() throws IOException {
        peer.send(invite("c1", "Expires: 1\r\n"));
        loopback.heard.next(IncomingInvite.class);
        peer.read("SIP/2.0 100");
        peer.read("SIP/2.0 487");
        SipFailure failure = loopback.heard.next(DialogFailed.class).failure();
        assertThat(List.of(failure.originator(), failure.cause())).isEqualTo(List.of(Originator.SYSTEM, SipCause.EXPIRES));
    }

    private static String invite(String callId, String headers) {
        return "INVITE sip:alice@sip.test SIP/2.0\r\nVia: SIP/2.0/TCP 127.0.0.1;branch=z9hG4bKi\r\nFrom: <sip:r@sip.test>;tag=r\r\n"
                + "To: <sip:alice@sip.test>\r\nCall-ID: " + callId + "\r\nCSeq: 1 INVITE\r\nContact: <sip:r@127.0.0.1>\r\n" + headers
                + "Content-Length: 0\r\n\r\n";
    }

    @Test
    void overWebSocketsTheHostIsARandomInvalidOne() throws Exception {
        Loopback webSocket = fixture.over(Transport.WS);
        webSocket.connectAlice();
        webSocket.client.invite(Loopback.ALICE, CALL, "sip:100@sip.test", "v=0\r\n", List.of());
        List<Header> headers = webSocket.served.next(IncomingInvite.class).headers();
        String via = Header.find(headers, "Via").orElseThrow();
        assertThat(via).matches("SIP/2\\.0/WSS? \\w{12}\\.invalid;branch=z9hG4bK\\w+.*").doesNotContain(";rport");
        assertThat(Header.find(headers, "Contact")).map(contact -> contact.replaceAll("<sip:\\w{8}@(.*);transport=ws>.*", "$1"))
                .isEqualTo(Optional.of(via.replaceAll("SIP/2\\.0/\\w+ ([^;]+);.*", "$1")));
        webSocket.client.terminate(CALL, SipCause.CANCELED, Optional.empty());
        webSocket.stopAndExpectNothingLeft();
    }
}
