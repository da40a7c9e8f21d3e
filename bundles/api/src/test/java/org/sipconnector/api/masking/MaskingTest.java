/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.masking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sipconnector.api.sip.SipBody;

/** No secret passes, whatever it stands in; all else does, byte for byte. */
class MaskingTest {

    private static final String JWT = "eyJhbGciOiJIUzI1NiJ9.c2VjcmV0.c2lnbmF0dXJl-_1";

    private static String masked(String message) {
        String masked = new String(Masking.message(message.getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8);
        assertThat(masked).hasSameSizeAs(message);
        return masked;
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "Authorization: Digest username=\"a\", response=\"c2VjcmV0\", algorithm=MD5",
            "proxy-authorization : Digest response = \"c2VjcmV0\"",
            "Authorization: Digest username=\"a\", response=c2ec2ec2ec2ec2ec2ec2ec2ec2ec2ec2VjcmV0, qop=auth",
            "Authorization: Basic c2VjcmV0", "Authorization: Bearer c2VjcmV0", "authorization:\tbearer c2VjcmV0",
            "X-Bearer-Token: c2VjcmV0", "x-bearer-token:c2VjcmV0", "X-Vinteo-Token: one c2VjcmV0", "X-Api-Key: c2VjcmV0",
            "X-Token: first\r\n c2VjcmV0", "Authentication-Info: rspauth=\"c2VjcmV0\", nextnonce=\"n\"",
            "Proxy-Authentication-Info: qop=auth, rspauth=c2VjcmV0",
            "Authorization: Negotiate c2VjcmV0", "Authorization: Made-Up a=c2VjcmV0", "Authorization: Digest password=c2VjcmV0",
            "Set-Cookie: c2VjcmV0; Path=/",
            "X-Vinteo-Notify: {\"cmd\": \"x\", \"anything\": \"c2VjcmV0\"}", "Identity: c2VjcmV0;info=<https://x>", "X-Auth: c2VjcmV0",
            "X-PIN: c2VjcmV0", "Pin: c2VjcmV0",
            "Route: <sip:p;lr;token=c2VjcmV0>", "Alert-Info: <https://x/y?access_token=c2VjcmV0&z=1>", "Call-Info: <https://a:c2VjcmV0@x/>",
            "Reason: SIP;text=\"password=c2VjcmV0\"", "X-Any: Bearer c2VjcmV0", "To-Password : c2VjcmV0", "c2VjcmV0 without a colon",
            "Proxy-Authorization:\r\n Basic\r\n c2VjcmV0", "X-My-Password:  c2VjcmV0", "Cookie: session=c2VjcmV0", "X-Anything: " + JWT,
            "Authorization: Digest username=\"a\", uri=\"sip:b:c2VjcmV0@sip.test\", response=\"x\"", "Contact: <sip:alice:c2VjcmV0@sip.test>",
            "Refer-To: <sips:bob:c2VjcmV0@sip.test;transport=tls>"})
    void noneInAHeader(String header) {
        String masked = masked("INVITE sip:x@sip.test SIP/2.0\r\nTo: <sip:x@sip.test>\r\n" + header + "\r\nX-After: \u0434\r\n\r\n");
        assertThat(masked).doesNotContain("c2VjcmV0").contains("*").contains("To: <sip:x@sip.test>\r\n")
                .endsWith("\r\nX-After: \u0434\r\n\r\n").contains(header.substring(0, Math.max(0, header.indexOf(':'))));
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "{\"cmd\":\"ConferenceParticipantTokenIssued\",\"body\":{\"conference\":\"5\",\"participant\":\"SIP/a\",\"jwt\":\"" + JWT + "\"}}",
            "{\"jwt\" : \"c2VjcmV0\"}", "{\"accessToken\":\"a\\\"c2VjcmV0\"}", "{\"password\":\"c2VjcmV0\"}", "token=" + JWT,
            "{\"pin\":\"c2VjcmV0\"}", "{\"a\":[\"c2VjcmV0\"]}", "{\"cmd\":\"x\",\"data\":{\"deep\":\"c2VjcmV0\"}}", "{\"to\":\"password=c2VjcmV0\"}",
            "{\"a\":\"c2VjcmV0", "c2VjcmV0",
            "v=0\r\na=ice-pwd:c2VjcmV0\r\n", "v=0\r\na=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:c2VjcmV0|2^20|1:32\r\n", "v=0\r\nk=clear:c2VjcmV0\r\n",
            "v=0\r\na=key-mgmt:mikey:c2VjcmV0\r\n", "v=0\r\na=x-token:c2VjcmV0"})
    void noneInABody(String body) {
        String head = "INFO sip:x@sip.test SIP/2.0\r\nContent-Length: " + body.length() + "\r\n\r\n";
        assertThat(masked(head + body)).startsWith(head).doesNotContain("c2VjcmV0").contains("*");
    }

    @Test
    void nothingElseIsTouched() {
        byte[] message = ("INVITE sip:100@sip.test:5060;user=phone SIP/2.0\r\nVia: SIP/2.0/WSS x.invalid;branch=z9hG4bK1\r\n"
                + "Contact: <sip:a@[::1]:5060;transport=ws>, <sip:127.0.0.1:5080>\r\nRoute: <sip:10.0.0.1:5060;lr>\r\n"
                + "X-Vinteo-Session: response=\"\"\r\nX-Odd: \u0434\u0085\r\n\r\nv=0\r\na=ice-ufrag:x\r\n").getBytes(StandardCharsets.UTF_8);
        assertThat(Masking.message(message)).isSameAs(message);
    }

    @Test
    void bytesThatAreNoTextStayInAMessageWithASecret() {
        byte[] message = "MESSAGE sip:x@y SIP/2.0\r\nX-Token: a\r\nX-Odd: _".getBytes(StandardCharsets.ISO_8859_1);
        message[message.length - 1] = (byte) 0xfe;
        byte[] masked = Masking.message(message);
        assertThat(masked).hasSameSizeAs(message).isNotEqualTo(message);
        assertThat(masked[masked.length - 1]).isEqualTo((byte) 0xfe);
    }

    /** Neither the stack nor the clock is at the mercy of who sends. */
    @ParameterizedTest
    @ValueSource(strings = {"-eyJabcdef", "\"token\":\"\\\"", "sip:a:", "X-Token: a\r\n ", "response=\"", "\\\""})
    void hostileMessagesTakeNoLongerThanOthers(String piece) {
        byte[] message = ("INVITE sip:x@y SIP/2.0\r\nX: \"token\":\"" + piece.repeat(250_000 / piece.length())).getBytes(StandardCharsets.UTF_8);
        assertTimeoutPreemptively(Duration.ofSeconds(10), () -> assertThat(Masking.message(message)).hasSameSizeAs(message));
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/xml;<a b=\"c2VjcmV0\">c2VjcmV0</a>", "application/pidf+xml;<a>c2VjcmV0", "text/plain;c2VjcmV0",
            "application/dtmf-relay;Signal=c2VjcmV0",
            "application/vnd.x+json;{\"x\":\"c2VjcmV0\"}", "multipart/mixed\u003b boundary=b;--b\r\n\r\nc2VjcmV0\r\n--b--",
            "application/octet-stream;c2VjcmV0", "made/up;c2VjcmV0"})
    void noneInABodyOfAnyType(String typeAndBody) {
        int cut = typeAndBody.lastIndexOf(';', typeAndBody.indexOf("c2VjcmV0"));
        String type = typeAndBody.substring(0, cut);
        String body = typeAndBody.substring(cut + 1);
        assertThat(Masking.body(type, body)).doesNotContain("c2VjcmV0").contains("*").hasSameSizeAs(body);
        assertThat(masked("MESSAGE sip:a@b SIP/2.0\r\nc: " + type + "\r\n\r\n" + body)).doesNotContain("c2VjcmV0");
        assertThat(new SipBody(type, body).toString()).doesNotContain("c2VjcmV0").contains(type);
    }

    @ParameterizedTest
    @ValueSource(strings = {"password=c2VjcmV0", "the token: c2VjcmV0 was refused", "sip:a:c2VjcmV0@b", "https://u:c2VjcmV0@h/", "//u:c2VjcmV0@h/",
            "turn:h?credential=c2VjcmV0",
            "IceServer[credential=c2VjcmV0, x=1]", "{\\\"token\\\":\\\"c2VjcmV0\\\"}", "Bearer c2VjcmV0", "Basic c2VjcmV0", "a=ice-pwd:c2VjcmV0 a=x",
            "apiKey = 'c2VjcmV0'", JWT})
    void noneInAnyText(String text) {
        assertThat(Masking.text(text)).doesNotContain("c2VjcmV0").contains("*").hasSameSizeAs(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"cmd\":\"x\",\"n\":12.5,\"ok\":true,\"none\":null,\"list\":[1,\"two\"]}", "{\"conference\":\"5\",\"to\":[\"a\"]}"})
    void maskedJsonIsJsonWithItsNames(String json) {
        String masked = Masking.body("application/json", json);
        assertThat(masked.replaceAll("[*1-9a-z]", "")).isEqualTo(json.replaceAll("[*1-9a-z]", ""));
        assertThat(masked).containsAnyOf("\"cmd\":\"x\"", "\"conference\":\"5\"");
    }

    /** Twice as much takes about twice as long, whatever it is made of. */
    @ParameterizedTest
    @ValueSource(strings = {"-eyJabcdef", "eyJabcde.", "\"token\":\"\\\"", "sip:a:", "a:", "X-Token: a\r\n ", "response=\"", "\\\"", "token=",
            "bearer ", "token ", "<", "<a \"",
            "{", "\"", "\r\n", ":", "/", "//", "// ", "@", "a"})
    void timeGrowsWithTheLengthAndNoFaster(String piece) {
        for (String start : new String[] {"X: ", "Authorization: Digest ", "Content-Type: application/sdp\r\n\r\n",
                "Content-Type: application/json\r\n\r\n",
                "Content-Type: a/xml\r\n\r\n"}) {
            long single = cheapest(start, piece, 120_000);
            long twice = cheapest(start, piece, 240_000);
            assertThat(twice).as(start + piece + ": " + single / 1000 + " us, doubled " + twice / 1000 + " us").isLessThan(3 * single + 40_000_000);
            assertThat(twice / 1_000_000).as("240 kB").isLessThan(500);
        }
    }

    private static long cheapest(String start, String piece, int length) {
        byte[] message = ("INVITE sip:x@y SIP/2.0\r\n" + start + piece.repeat(length / piece.length())).getBytes(StandardCharsets.UTF_8);
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long cheapest = Long.MAX_VALUE;
        for (int i = 0; i < 4; i++) {
            long before = threads.getCurrentThreadCpuTime();
            Masking.message(message);
            cheapest = Math.min(cheapest, threads.getCurrentThreadCpuTime() - before);
        }
        return cheapest;
    }
}
