/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sipconnector.api.sip.DialogId;
import org.sipconnector.api.sip.Header;
import org.sipconnector.api.sip.SipBody;
import org.sipconnector.api.sip.SipCause;
import org.sipconnector.sip.RawPeer.Message;
import org.sipconnector.spi.sip.OutgoingRequest;
import org.sipconnector.spi.sip.SipEvent.DialogAnswered;
import org.sipconnector.spi.sip.SipEvent.DialogEnded;
import org.sipconnector.spi.sip.SipEvent.DialogRequestReceived;
import org.sipconnector.spi.sip.SipEvent.RequestAnswered;
import org.sipconnector.spi.sip.SipEvent.RequestFailed;
import org.sipconnector.spi.sip.SipEvent.RequestReceived;

/** Requests in and out of dialogs, both ways, with headers and bodies as they are. */
class RequestsTest extends CallOverWire {

    private static final String ODD = "{\"a\": \"b,c;d\"}  <x>\t\u0434%20\\\"";

    private static OutgoingRequest request(String method, String target, Header... headers) {
        return new OutgoingRequest("r1", method, target, List.of(headers),
                Optional.of(new SipBody("text/plain", "\u0434 body")), OutgoingRequest.TRANSACTION_TIMEOUT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"MESSAGE", "NOTIFY", "OPTIONS"})
    void outsideDialogsOut(String method) throws IOException {
        loopback.client.request(Loopback.ALICE, request(method, "sip:bob@sip.test", new Header("X-Odd", ODD)));
        Message sent = peer.readBytes(method + " sip:bob@sip.test");
        assertThat(sent.header("X-Odd")).isEqualTo(ODD);
        assertThat(sent.header("To")).isEqualTo("<sip:bob@sip.test>");
        assertThat(sent.body()).isEqualTo("\u0434 body");
        peer.answer(sent, "202 Accepted", "t1", "X-Odd: " + ODD);
        RequestAnswered answered = loopback.heard.next(RequestAnswered.class);
        assertThat(answered.status()).isEqualTo(202);
        assertThat(Header.find(answered.headers(), "X-Odd")).contains(ODD);
    }

    @ParameterizedTest
    @ValueSource(strings = {"MESSAGE", "NOTIFY"})
    void outsideDialogsIn(String method) throws IOException {
        peer.outside(method, "sip:alice@sip.test", "X-Odd: " + ODD);
        peer.readBytes("SIP/2.0 200");
        RequestReceived received = loopback.heard.next(RequestReceived.class);
        assertThat(received.method()).isEqualTo(method);
        assertThat(received.fromUri()).isEqualTo("sip:room@sip.test");
        assertThat(Header.find(received.headers(), "x-odd")).contains(ODD);
    }

    @ParameterizedTest
    @ValueSource(strings = {"MESSAGE", "NOTIFY", "INFO", "OPTIONS", "REFER"})
    void insideDialogsOut(String method) throws IOException {
        Message invite = established();
        loopback.client.requestInDialog(CALL, request(method, "", new Header("X-Odd", ODD)));
        Message sent = peer.readBytes(method + " sip:room@127.0.0.1:" + peer.port());
        assertThat(sent.header("Call-ID")).isEqualTo(invite.header("Call-ID"));
        assertThat(sent.header("From")).isEqualTo(invite.header("From"));
        assertThat(sent.header("To")).endsWith(";tag=t1");
        assertThat(sent.header("X-Odd")).isEqualTo(ODD);
        peer.answer(sent, "403 Forbidden", "t1");
        assertThat(loopback.heard.next(RequestFailed.class).failure().status()).isEqualTo(403);
        hangUp();
    }

    @ParameterizedTest
    @ValueSource(strings = {"MESSAGE", "NOTIFY", "INFO", "REFER"})
    void insideDialogsIn(String method) throws IOException {
        Message invite = established();
        peer.request(invite, method, "t1", 7, "", "X-Odd: " + ODD, "Content-Type: text/plain", "Refer-To: <sip:601@sip.test>");
        peer.readBytes(method.equals("REFER") ? "SIP/2.0 603" : "SIP/2.0 200");
        DialogRequestReceived received = loopback.heard.next(DialogRequestReceived.class);
        assertThat(received.method()).isEqualTo(method);
        assertThat(Header.find(received.headers(), "X-Odd")).contains(ODD);
        hangUp();
    }

    @Test
    void callIsTransferredWithReferAndTheNewOneReplacesTheOld() throws IOException {
        Message invite = established();
        String replaces = invite.header("Call-ID") + ";to-tag=t1;from-tag=" + invite.header("From").replaceAll(".*tag=", "");
        loopback.client.requestInDialog(CALL, request("REFER", "", new Header("Refer-To", "<sip:200@sip.test>")));
        Message refer = peer.readBytes("REFER");
        assertThat(refer.header("Refer-To")).isEqualTo("<sip:200@sip.test>");
        peer.answer(refer, "202 Accepted", "t1");
        loopback.heard.next(RequestAnswered.class);

        DialogId next = new DialogId("call-2");
        loopback.client.invite(Loopback.ALICE, next, "sip:200@sip.test", OFFER, List.of(new Header("Replaces", replaces)));
        Message second = peer.readBytes("INVITE");
        assertThat(second.header("Replaces")).isEqualTo(replaces);
        peer.answer(second, "200 OK", "t2", OFFER, new String[0]);
        loopback.heard.next(DialogAnswered.class);
        loopback.client.acknowledge(next);
        peer.readBytes("ACK");
        peer.request(invite, "BYE", "t1", 8, "");
        peer.readBytes("SIP/2.0 200");
        assertThat(loopback.heard.next(DialogEnded.class).dialog()).isEqualTo(CALL);
        loopback.client.terminate(next, SipCause.TERMINATED, Optional.empty());
        peer.answer(peer.readBytes("BYE"), "200 OK", "t2");
    }

    @Test
    void requestInsideACallThatIsNotUpFailsAtOnce() throws IOException {
        loopback.client.invite(Loopback.ALICE, CALL, "sip:100@sip.test", OFFER, List.of());
        Message invite = peer.read("INVITE");
        loopback.client.requestInDialog(CALL, request("INFO", ""));
        assertThat(loopback.heard.next(RequestFailed.class).failure().cause()).isEqualTo(SipCause.DIALOG_ERROR);
        peer.answer(invite, "486 Busy Here", "t1");
        peer.read("ACK");
    }

    @Test
    void refusalBySeveralChallengesAtOnceIsAnsweredToServerAndProxy() throws IOException {
        loopback.client.request(Loopback.ALICE, request("MESSAGE", "sip:bob@sip.test"));
        Message first = peer.readBytes("MESSAGE");
        peer.answer(first, "407 Proxy Authentication Required", "t1",
                "Proxy-Authenticate: Digest realm=\"edge\", nonce=\"p1\", algorithm=SHA-256, qop=\"auth-int\"",
                "WWW-Authenticate: Digest realm=\"core\", nonce=\"w1\", algorithm=MD5, qop=\"auth\"");
        Message second = peer.readBytes("MESSAGE");
        assertThat(second.header("Proxy-Authorization")).contains("realm=\"edge\"", "qop=auth-int", "algorithm=SHA-256");
        assertThat(second.header("Authorization")).contains("realm=\"core\"", "qop=auth,");
        // the server behind the proxy asks now, too: another realm is worth another try
        peer.answer(second, "401 Unauthorized", "t1", "WWW-Authenticate: Digest realm=\"deep\", nonce=\"d1\"");
        Message third = peer.readBytes("MESSAGE");
        assertThat(third.all("Authorization")).hasSize(2);
        assertThat(Integer.parseInt(third.header("CSeq").split(" ")[0]))
                .isEqualTo(Integer.parseInt(first.header("CSeq").split(" ")[0]) + 2);
        peer.answer(third, "200 OK", "t1");
        loopback.heard.next(RequestAnswered.class);
    }
}
