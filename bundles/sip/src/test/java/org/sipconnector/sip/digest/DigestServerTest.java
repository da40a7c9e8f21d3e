/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.sip.digest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sipconnector.api.Secret;
import org.sipconnector.sip.digest.DigestServer.Verdict;
import org.sipconnector.sip.message.IncomingMessage;
import org.sipconnector.sip.message.IncomingRequest;

/** Credentials count for one request, once. */
class DigestServerTest {

    private static final String URI = "sip:sip.test;transport=tcp";

    private final DigestServer server = new DigestServer("sip.test", user -> Optional.of(Secret.of("pw-" + user)));
    private final String nonce = nonce();

    private String nonce() {
        Matcher found = Pattern.compile("nonce=\"([^\"]+)\"").matcher(server.challenges(false).get(0).value());
        assertThat(found.find()).isTrue();
        return found.group(1);
    }

    private static IncomingRequest request(String requestUri, String credentials) throws ParseException {
        return (IncomingRequest) IncomingMessage.parse(("REGISTER " + requestUri + " SIP/2.0\r\nVia: SIP/2.0/TCP h;branch=z9hG4bK1\r\n"
                + "From: <sip:alice@sip.test>;tag=1\r\nTo: <sip:alice@sip.test>\r\nCall-ID: c\r\nCSeq: 1 REGISTER\r\n"
                + "Authorization: Digest " + credentials + "\r\n\r\n").getBytes(StandardCharsets.UTF_8));
    }

    private String credentials(String used, String uri, String nc, String qop) {
        String ha1 = DigestResponse.ha1(DigestAlgorithm.SHA_256, "alice", "sip.test", "pw-alice".toCharArray());
        String response = DigestResponse.of(DigestAlgorithm.SHA_256, ha1, new DigestResponse.Use(used, nc, "cn", qop),
                new DigestResponse.Authenticated("REGISTER", uri, ""));
        return "username=\"alice\", realm=\"sip.test\", nonce=\"" + used + "\", uri=\"" + uri + "\", response=\"" + response
                + "\", algorithm=SHA-256" + (qop.isEmpty() ? "" : ", qop=" + qop + ", nc=" + nc + ", cnonce=\"cn\"");
    }

    private Verdict judge(String nc) throws ParseException {
        return server.judge(request(URI, credentials(nonce, URI, nc, "auth")), "alice");
    }

    @Test
    void aCountIsTakenOnce() throws ParseException {
        assertThat(judge("00000001")).isEqualTo(Verdict.RIGHT);
        assertThat(judge("00000001")).isEqualTo(Verdict.STALE);
        assertThat(judge("00000005")).isEqualTo(Verdict.RIGHT);
        assertThat(judge("00000004")).isEqualTo(Verdict.STALE);
        assertThat(judge("0000000a")).isEqualTo(Verdict.RIGHT);
        assertThat(judge("0000000A")).isEqualTo(Verdict.STALE);
        assertThat(judge("ffffffff")).isEqualTo(Verdict.RIGHT);
    }

    @Test
    void credentialsForAnotherUriAreWrong() throws ParseException {
        String given = credentials(nonce, "sip:other.test", "00000001", "auth");
        assertThat(server.judge(request(URI, given), "alice")).isEqualTo(Verdict.WRONG);
        assertThat(server.judge(request("sip:other.test", given), "alice")).isEqualTo(Verdict.RIGHT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "none", "auth,auth-int"})
    void credentialsWithoutAQopWeOfferedAreWrong(String qop) throws ParseException {
        assertThat(server.judge(request(URI, credentials(nonce, URI, "00000001", qop)), "alice")).isEqualTo(Verdict.WRONG);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "0x000001", "-0000001", "000000001", "g0000000", ""})
    void aCountThatIsNoneIsWrong(String nc) throws ParseException {
        assertThat(judge(nc)).isEqualTo(Verdict.WRONG);
    }

    @Test
    void aNonceThatIsNotOursIsStale() throws ParseException {
        assertThat(server.judge(request(URI, credentials("bm9uY2U", URI, "00000001", "auth")), "alice")).isEqualTo(Verdict.STALE);
    }

    @Test
    void forgettingANonceMakesAllOlderOnesStale() {
        NonceCounts counts = new NonceCounts(2);
        assertThat(counts.next("a", 10, 1)).isTrue();
        assertThat(counts.next("b", 20, 1)).isTrue();
        assertThat(counts.next("a", 10, 2)).isTrue();
        assertThat(counts.next("c", 30, 1)).isTrue();
        assertThat(counts.next("b", 20, 1)).as("forgotten").isFalse();
        assertThat(counts.next("older", 15, 1)).isFalse();
        assertThat(counts.next("a", 10, 2)).isFalse();
        assertThat(counts.next("d", 40, 7)).isTrue();
    }
}
