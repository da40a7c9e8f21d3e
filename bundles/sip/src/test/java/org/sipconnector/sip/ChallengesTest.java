/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sipconnector.api.sip.SipBody;
import org.sipconnector.sip.RawPeer.Message;
import org.sipconnector.spi.sip.OutgoingRequest;
import org.sipconnector.spi.sip.SipEvent.RequestAnswered;

/** Each algorithm with each quality of protection, computed anew by the test, of servers and of proxies. */
class ChallengesTest {

    @RegisterExtension
    final SipFixture fixture = new SipFixture();

    @ParameterizedTest
    @CsvSource({"MD5, MD5, ''", "MD5, MD5, auth", "MD5, MD5, auth-int", "SHA-256, SHA-256, ''", "SHA-256, SHA-256, auth",
            "SHA-256, SHA-256, auth-int", "SHA-512-256, SHA-512/256, ''", "SHA-512-256, SHA-512/256, auth",
            "SHA-512-256, SHA-512/256, auth-int"})
    void areAnsweredRightlyTwiceWithOneNonce(String algorithm, String java, String qop) throws Exception {
        RawPeer peer = fixture.peer();
        Loopback loopback = fixture.connected(peer);
        String challenge = "Digest realm=\"a \\\"quoted\\\" realm\", nonce=\"n1\", algorithm=" + algorithm
                + (qop.isEmpty() ? "" : ", qop=\"" + qop + "\"");
        ask(loopback);
        peer.answer(peer.read("MESSAGE"), "401 Unauthorized", "t", "WWW-Authenticate: " + challenge, "Proxy-Authenticate: " + challenge);
        for (String count : List.of("00000001", "00000002")) {
            Message answer = peer.read("MESSAGE");
            for (String header : List.of("Authorization", "Proxy-Authorization")) {
                check(answer.header(header), java, qop, count, answer.body());
            }
            peer.answer(answer, "200 OK", "t");
            loopback.heard.next(RequestAnswered.class);
            if (count.equals("00000001")) {
                ask(loopback);
            }
        }
        loopback.client.release(loopback.clientOwner());
    }

    private static void ask(Loopback loopback) {
        loopback.client.request(Loopback.ALICE, new OutgoingRequest("r", "MESSAGE", "sip:bob@sip.test", List.of(),
                Optional.of(new SipBody("text/plain", "hello")), OutgoingRequest.TRANSACTION_TIMEOUT));
    }

    private static void check(String credentials, String java, String qop, String count, String body) throws Exception {
        String ha1 = hash(java, "alice:a \"quoted\" realm:pw-alice");
        String ha2 = hash(java, "MESSAGE:sip:bob@sip.test" + (qop.equals("auth-int") ? ":" + hash(java, body) : ""));
        String middle = qop.isEmpty() ? "n1" : "n1:" + count + ':' + value(credentials, "cnonce") + ':' + qop;
        assertThat(value(credentials, "response")).as(credentials).isEqualTo(hash(java, ha1 + ':' + middle + ':' + ha2));
        assertThat(credentials).contains("realm=\"a \\\"quoted\\\" realm\"");
        if (!qop.isEmpty()) {
            assertThat(credentials).contains("qop=" + qop, "nc=" + count);
        }
    }

    private static String value(String credentials, String name) throws IOException {
        Matcher matcher = Pattern.compile("[ ,]" + name + "=\"([^\"]*)\"").matcher(credentials);
        if (!matcher.find()) {
            throw new IOException("no " + name + " in " + credentials);
        }
        return matcher.group(1);
    }

    private static String hash(String name, String text) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance(name).digest(text.getBytes(StandardCharsets.UTF_8)));
    }
}
