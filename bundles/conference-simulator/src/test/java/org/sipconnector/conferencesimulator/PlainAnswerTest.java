/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.conferencesimulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sipconnector.testkit.RecordedSip.AnswerReinvite;
import org.sipconnector.testkit.RecordedSip.RefuseReinvite;
import org.sipconnector.testkit.RecordedSip.Reject;

class PlainAnswerTest {

    private static final String BEGIN = "v=0\r\no=a 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=3724394400 3724398000\r\n";
    private static final String PCMU = "m=audio 4000 RTP/AVP 0 101\r\na=rtpmap:0 PCMU/8000\r\na=rtpmap:101 telephone-event/8000\r\n";

    private final PlainAnswer answers = new PlainAnswer("127.0.0.1");

    @Test
    void aFormatWithADynamicNumberIsNamedAndOthersThatCarryNoMediaArePassedOver() {
        assertThat(media(BEGIN + "m=audio 4000 RTP/AVP 101 96 0\r\na=rtpmap:101 telephone-event/8000\r\n"
                + "a=rtpmap:96 opus/48000/2\r\na=fmtp:96 useinbandfec=1\r\na=mid:a\r\n"))
                .containsExactly("m=audio 9 RTP/AVP 96", "a=rtpmap:96 opus/48000/2", "a=fmtp:96 useinbandfec=1", "a=mid:a", "a=inactive");
    }

    @Test
    void aDynamicNumberWithoutAnyNameIsNoFormat() {
        assertThat(media(BEGIN + "m=video 4002 RTP/AVP 96\r\n" + PCMU))
                .containsExactly("m=video 0 RTP/AVP 96", "m=audio 9 RTP/AVP 0", "a=rtpmap:0 PCMU/8000", "a=inactive");
    }

    @ParameterizedTest
    @ValueSource(strings = {"m=audio 4000 RTP/SAVP 0\r\na=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:x", "m=audio 4000 UDP/TLS/RTP/SAVPF 0",
            "m=audio 0 RTP/AVP 0", "m=application 4000 UDP/BFCP *", "m=message 4000 TCP/MSRP *", "m=audio 70000 RTP/AVP 0"})
    void aLineThatCannotBeServedIsRejectedBesideOneThatCanAndRefusedAlone(String line) {
        assertThat(media(BEGIN + line + "\r\n" + PCMU).get(0)).startsWith(line.substring(0, line.indexOf(' '))).contains(" 0 ");
        assertThat(answers.to(BEGIN + line + "\r\n")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "garbage", "v=0", "v=0\r\nm=useless\r\n", "v=0\r\nm=audio\r\n", "v=0\r\nm=audio x RTP/AVP 0\r\n",
            "m=audio 4000 RTP/AVP 0", "v=0\r\nnothing\r\nm=audio 4000 RTP/AVP 0\r\n"})
    void whatIsNoSessionDescriptionIsNotAnswered(String garbage) {
        assertThat(answers.to(garbage)).isEmpty();
    }

    @Test
    void theVersionGrowsWithEachChangeAndOnlyThenAndTheTimeIsTheOffers() {
        String first = answers.to(BEGIN + PCMU).orElseThrow();
        assertThat(first).contains("t=3724394400 3724398000\r\n");
        assertThat(answers.to(BEGIN + PCMU)).contains(first);
        String second = answers.to(BEGIN + PCMU + "m=video 0 RTP/AVP 34\r\n").orElseThrow();
        assertThat(origin(second)[1]).as("session").isEqualTo(origin(first)[1]);
        assertThat(Long.parseLong(origin(second)[2])).isEqualTo(Long.parseLong(origin(first)[2]) + 1);
    }

    @Test
    void anInviteThatCannotBeAnsweredPlainlyIsRefusedAndSoIsAReinvite() {
        Bench bench = new Bench();
        bench.invites("phone", "room", Optional.of("garbage"));
        assertThat(bench.foundations.last(Reject.class).status()).isEqualTo(488);

        bench.invites("tool", "room", Optional.of(BEGIN + PCMU));
        bench.confirms("tool");
        bench.reinvites("tool", Bench.OFFER);
        assertThat(bench.foundations.last(RefuseReinvite.class).status()).isEqualTo(488);
        bench.reinvites("tool", BEGIN + PCMU);
        assertThat(bench.foundations.last(AnswerReinvite.class).answer()).contains("m=audio 9 RTP/AVP 0");
    }

    private static String[] origin(String answer) {
        return answer.lines().filter(line -> line.startsWith("o=")).findFirst().orElseThrow().split(" ");
    }

    private List<String> media(String offer) {
        return answers.to(offer).orElseThrow().lines().dropWhile(line -> !line.startsWith("m=")).toList();
    }
}
