/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.media.sdp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What is kept of an exchange, so that a connection that was lost can be made again. */
class AgreedTextTest {

    private static final SessionText THEIRS = SessionText.parse(String.join("\r\n", "v=0", "a=fingerprint:sha-256 AB:CD", "m=audio 9 X 0", "a=mid:0",
            "a=ice-ufrag:abcd", "a=ice-pwd:abcdefghijklmnopqrstuvwx", "a=fingerprint:sha-1 AB", "a=fingerprint:sha-256 AB:CD", "a=setup:actpass",
            "a=candidate:1 1 udp 1 192.0.2.1 5000 typ host", ""));

    @Test
    void linesAreKeptWithTheRoleThatOurAnswerLeft() {
        String agreed = AgreedText.ofOffer(THEIRS, SessionText.parse("m=audio 9 X 0\r\na=setup:active\r\n"));
        assertThat(agreed).contains("m=audio 9 X 0", "a=mid:0", "a=setup:passive", "a=ice-ufrag:abcd").doesNotContain("a=candidate");
    }

    @Test
    void whatOurAnswerRefusesIsNotAgreed() {
        SessionText offer = SessionText.parse("v=0\r\na=group:BUNDLE 0 1\r\nm=video 9 X 0\r\na=mid:0\r\na=rtcp-mux\r\nm=audio 9 X 0\r\na=mid:1\r\n");
        SessionText answer =
                SessionText.parse("v=0\r\na=group:BUNDLE 1\r\nm=video 0 X 0\r\na=mid:0\r\nm=audio 9 X 0\r\na=mid:1\r\na=setup:active\r\n");

        assertThat(AgreedText.ofOffer(offer, answer)).contains("a=group:BUNDLE 1\r\nm=video 0 X 0\r\na=mid:0\r\n", "m=audio 9 X 0")
                .doesNotContain("a=rtcp-mux");
    }

    @Test
    void anExchangeWithoutLinesIsAsIfThereHadBeenNone() {
        assertThat(AgreedText.ofAnswer(new SessionText(List.of("v=0"), List.of()))).isEmpty();
    }

    @Test
    void aConnectionMadeAgainReachesNobodyBeforeTheNextExchange() {
        String reopened = AgreedText.reopened(THEIRS.text()).text();
        assertThat(reopened).contains("m=audio 9 X 0", "a=mid:0", "a=setup:passive").doesNotContain("abcd", "AB");
        assertThat(reopened.split("a=fingerprint:")).as("one for the session and one for the line").hasSize(3);
    }

    @Test
    void aConnectionMadeAgainBundlesLinesInTheirOrder() {
        String agreed = "v=0\r\na=group:BUNDLE b c a\r\nm=audio 9 X 0\r\na=mid:a\r\nm=audio 9 X 0\r\na=mid:b\r\nm=video 9 X 0\r\na=mid:c\r\n";

        assertThat(AgreedText.reopened(agreed).text()).contains("a=group:BUNDLE a b c\r\n").doesNotContain("b c a");
    }

    @Test
    void aConnectionMadeAgainSharesTransportsWithRtcpInEveryBundledLineThatIsUsed() {
        String agreed = "v=0\r\na=group:BUNDLE a b d\r\nm=audio 9 X 0\r\na=mid:a\r\nm=video 9 X 0\r\na=mid:b\r\na=rtcp-mux\r\n"
                + "m=audio 9 X 0\r\na=mid:c\r\nm=video 0 X 0\r\na=mid:d\r\n";

        List<MediaText> lines = AgreedText.reopened(agreed).media();
        assertThat(lines).extracting(MediaText::muxed).containsExactly(true, true, false, false);
    }

    @Test
    void aConnectionMadeAgainHearsOfSourcesInTheNextExchange() {
        String agreed = "v=0\r\nm=video 9 X 0\r\na=mid:a\r\na=msid:s t\r\na=ssrc-group:FID 1 2\r\na=ssrc:1 cname:c\r\na=ssrc:2 cname:c\r\n";

        assertThat(AgreedText.reopened(agreed).text()).contains("a=msid:s t").doesNotContain("ssrc");
    }

    @Test
    void anAnswerWaitsForTheHandshakeOnlyWhereTheOffersCertificateIsNew() {
        SessionText renewed = SessionText.parse(THEIRS.text().replace("AB", "EF"));
        String answer = "m=audio 9 X 0\r\na=setup:active\r\n";
        assertThat(AnswerRole.choose(THEIRS, renewed, answer)).contains("a=setup:passive");
        assertThat(AnswerRole.choose(THEIRS, THEIRS, answer)).isEqualTo(answer);
        assertThat(AnswerRole.choose(new SessionText(List.of(), List.of()), renewed, answer)).as("in the first exchange").isEqualTo(answer);
        assertThat(AnswerRole.choose(THEIRS, SessionText.parse(renewed.text().replace("actpass", "passive")), answer))
                .as("where the offer leaves no choice").isEqualTo(answer);
    }

    private static SessionText lines(String head, String... roles) {
        StringBuilder text = new StringBuilder("v=0\r\n" + head);
        for (int i = 0; i < roles.length; i++) {
            text.append("m=audio 9 X 0\r\na=mid:").append(i).append("\r\na=fingerprint:sha-256 AB:CD\r\na=setup:").append(roles[i]).append("\r\n");
        }
        return SessionText.parse(text.toString());
    }

    private static List<String> roles(SessionText text) {
        return text.media().stream().map(line -> line.attribute("setup").orElseThrow()).toList();
    }

    @Test
    void eachTransportKeepsItsRoleAndANewOneBeginsAsItSays() {
        assertThat(roles(AnswerRole.kept(lines("", "active"), lines("", "passive", "passive")))).as("transports of their own")
                .containsExactly("active", "passive");
        assertThat(roles(AnswerRole.kept(lines("", "active", "passive"), lines("", "active", "active")))).containsExactly("active", "passive");
        assertThat(roles(AnswerRole.kept(lines("", "passive"), lines("a=group:BUNDLE 0 1\r\n", "active", "active")))).as("one for both")
                .containsExactly("passive", "passive");
        assertThat(roles(SessionText.parse(AgreedText.ofOffer(lines("", "actpass", "actpass"), lines("", "passive", "active")))))
                .as("what our answer leaves to the other side").containsExactly("active", "passive");
    }

    @Test
    void anAnswerTakesTheRolesThatTheOfferLeavesItInEachTransport() {
        SessionText answer = lines("", "active", "active", "active");
        assertThat(roles(AnswerRole.fitting(lines("", "active", "passive", "actpass"), answer))).containsExactly("passive", "active", "active");
        assertThat(roles(AnswerRole.fitting(lines("", "active", "active"), lines("a=group:BUNDLE 0 1\r\n", "active", "active"))))
                .containsExactly("passive", "passive");
    }
}
