package org.sipconnector.sip.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No secret passes, whatever it stands in; all else does, byte for byte. */
class MaskingTest {

    private static final String JWT = "eyJhbGciOiJIUzI1NiJ9.c2VjcmV0.c2lnbmF0dXJl-_1";

    private static String masked(String message) {
        String masked = new String(Masking.mask(message.getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8);
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
        "X-Token: first\r\n c2VjcmV0", "X-My-Password:  c2VjcmV0", "Cookie: session=c2VjcmV0", "X-Anything: " + JWT,
        "Contact: <sip:alice:c2VjcmV0@sip.test>", "Refer-To: <sips:bob:c2VjcmV0@sip.test;transport=tls>"})
    void noneInAHeader(String header) {
        String masked = masked("INVITE sip:x@sip.test SIP/2.0\r\nTo: <sip:x@sip.test>\r\n" + header + "\r\nX-After: \u0434\r\n\r\n");
        assertThat(masked).doesNotContain("c2VjcmV0").contains("*").contains("To: <sip:x@sip.test>\r\n")
                .endsWith("\r\nX-After: \u0434\r\n\r\n").contains(header.substring(0, header.indexOf(':')));
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "{\"cmd\":\"ConferenceParticipantTokenIssued\",\"body\":{\"conference\":\"5\",\"participant\":\"SIP/a\",\"jwt\":\"" + JWT + "\"}}",
        "{\"jwt\" : \"c2VjcmV0\"}", "{\"accessToken\":\"a\\\"c2VjcmV0\"}", "{\"password\":\"c2VjcmV0\"}", "token=" + JWT})
    void noneInABody(String body) {
        String head = "INFO sip:x@sip.test SIP/2.0\r\nContent-Length: " + body.length() + "\r\n\r\n";
        assertThat(masked(head + body)).startsWith(head).doesNotContain("c2VjcmV0").contains("*");
    }

    @Test
    void nothingElseIsTouched() {
        byte[] message = ("INVITE sip:100@sip.test:5060;user=phone SIP/2.0\r\nVia: SIP/2.0/WSS x.invalid;branch=z9hG4bK1\r\n"
                + "Contact: <sip:a@[::1]:5060;transport=ws>, <sip:127.0.0.1:5080>\r\nRoute: <sip:10.0.0.1:5060;lr>\r\n"
                + "X-Vinteo-Session: response=\"\"\r\nX-Odd: \u0434\u0085\r\n\r\nv=0\r\na=ice-ufrag:x\r\n").getBytes(StandardCharsets.UTF_8);
        assertThat(Masking.mask(message)).isSameAs(message);
    }

    @Test
    void bytesThatAreNoTextStayInAMessageWithASecret() {
        byte[] message = "MESSAGE sip:x@y SIP/2.0\r\nX-Token: a\r\n\r\n_".getBytes(StandardCharsets.ISO_8859_1);
        message[message.length - 1] = (byte) 0xfe;
        byte[] masked = Masking.mask(message);
        assertThat(masked).hasSameSizeAs(message).isNotEqualTo(message);
        assertThat(masked[masked.length - 1]).isEqualTo((byte) 0xfe);
    }

    /** Neither the stack nor the clock is at the mercy of who sends. */
    @ParameterizedTest
    @ValueSource(strings = {"-eyJabcdef", "\"token\":\"\\\"", "sip:a:", "X-Token: a\r\n ", "response=\"", "\\\""})
    void hostileMessagesTakeNoLongerThanOthers(String piece) {
        byte[] message = ("INVITE sip:x@y SIP/2.0\r\nX: \"token\":\"" + piece.repeat(250_000 / piece.length())).getBytes(StandardCharsets.UTF_8);
        assertTimeoutPreemptively(Duration.ofSeconds(10), () -> assertThat(Masking.mask(message)).hasSameSizeAs(message));
    }
}
