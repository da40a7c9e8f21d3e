/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.media.sdp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sipconnector.api.media.MediaKind;

/** The lines of the other side and those the library sees. */
class LineMapTest {

    private static final KnownFormats FORMATS = new KnownFormats(Map.of(KnownFormats.Format.of(MediaKind.AUDIO, "opus", 48_000, 2), "opus",
            KnownFormats.Format.of(MediaKind.VIDEO, "VP8", 90_000, 1), "VP8"));
    private static final String TRANSPORT =
            "\na=ice-ufrag:abcd\na=ice-pwd:abcdefghijklmnopqrstuvwx\na=fingerprint:SHA-1 " + "ab:".repeat(19) + "cd\n";
    private static final String AUDIO = "m=audio 4000 RTP/SAVPF 111" + TRANSPORT + "a=rtpmap:111 OPUS/48000\n";
    private static final String VIDEO = "m=video 4002 UDP/TLS/RTP/SAVPF 96" + TRANSPORT + "a=rtpmap:96 VP8/90000\na=unheard:of\n";
    private static final String FAX = "m=image 4004 udptl t38\n";

    private static SessionText text(String... sections) {
        return SessionText.parse("v=0\no=- 1 1 IN IP4 127.0.0.1\ns=-\nt=0 0\n" + String.join("", sections));
    }

    private static List<String> lines(SessionText text) {
        return text.media().stream().map(line -> line.lines().get(0) + line.mid().map(mid -> " mid " + mid).orElse("")).toList();
    }

    private static Reading offer(String... sections) {
        return LineMap.EMPTY.offer(text(sections), FORMATS);
    }

    @Test
    void theLibrarySeesOnlyWhatItCanServeInItsOwnWords() {
        Reading reading = offer(FAX, AUDIO, VIDEO);
        assertThat(lines(reading.text())).containsExactly("m=audio 9 UDP/TLS/RTP/SAVPF 111 mid 0", "m=video 9 UDP/TLS/RTP/SAVPF 96 mid 1");
        assertThat(reading.text().text()).contains("a=rtpmap:111 opus/48000/2", "a=fingerprint:sha-1 AB:", "a=setup:actpass")
                .doesNotContain("unheard");
        assertThat(reading.bundled()).isFalse();
        assertThat(reading.muxed()).isFalse();
        assertThat(reading.withMux().text().media()).allMatch(line -> line.lines().contains("a=rtcp-mux"));
    }

    @Test
    void ofLinesInABundleAllShareATransportForRtcpOrNone() {
        String[] lines = {AUDIO + "a=mid:a\n", VIDEO + "a=mid:b\na=rtcp-mux\n"};

        assertThat(LineMap.EMPTY.offer(SessionText.parse("v=0\na=group:BUNDLE a b\n" + String.join("", lines)), FORMATS).muxed()).isTrue();
        assertThat(offer(lines).muxed()).isFalse();
        assertThat(LineMap.EMPTY.offer(SessionText.parse("v=0\na=group:BUNDLE a b\n" + String.join("", lines).replace("a=rtcp-mux\n", "")),
                FORMATS).muxed()).isFalse();
    }

    /** RFC 8866 section 5.14: for layers we do not send; the first port is the one that is used. */
    @ParameterizedTest
    @ValueSource(strings = {"4000/1", "4000/2", "4000/12"})
    void aLineMayNameSeveralPorts(String ports) {
        Reading reading = offer(AUDIO.replace("4000", ports));
        assertThat(lines(reading.text())).containsExactly("m=audio 9 UDP/TLS/RTP/SAVPF 111 mid 0");
        assertThat(lines(reading.map().ourAnswer(reading.text()).text())).containsExactly("m=audio 9 RTP/SAVPF 111");
    }

    @ParameterizedTest
    @ValueSource(strings = {"4000/0", "4000/", "4000/-1", "4000/x", "4000/2/2"})
    void aLineWithoutPortsIsRefused(String ports) {
        assertThatThrownBy(() -> offer(AUDIO.replace("4000", ports))).hasMessageContaining("is no audio or video over RTP");
    }

    @Test
    void theAnswerHasTheOthersLinesProtocolsAndNames() {
        Reading reading = offer(AUDIO, FAX, VIDEO + "a=mid:pictures\n");
        assertThat(lines(reading.map().ourAnswer(reading.text()).text())).containsExactly("m=audio 9 RTP/SAVPF 111",
                "m=image 0 udptl t38", "m=video 9 UDP/TLS/RTP/SAVPF 96 mid pictures");
    }

    /** RFC 8866 section 5.7, where there is none for all lines: relays refuse others. */
    @Test
    void aRefusedLineHasAnAddress() {
        Reading reading = offer(FAX, AUDIO);
        assertThat(reading.map().ourAnswer(reading.text()).text().media().get(0).lines())
                .containsExactly("m=image 0 udptl t38", "c=IN IP4 0.0.0.0");
    }

    @Test
    void aLineAppearsInTheOrderItFirstCame() {
        Reading first = offer(FAX, AUDIO);
        Reading second = first.map().offer(text(VIDEO, AUDIO), FORMATS);
        assertThat(lines(second.text())).extracting(line -> line.substring(0, 7)).containsExactly("m=audio", "m=video");
        assertThat(lines(second.map().ourAnswer(second.text()).text())).extracting(line -> line.substring(0, 7)).containsExactly("m=video",
                "m=audio");
    }

    @Test
    void aMidOfARefusedLineMayBeThatOfAnother() {
        Reading first = offer(AUDIO + "a=mid:0\n", VIDEO + "a=mid:1\n");
        Reading second = first.map().offer(text(AUDIO + "a=mid:0\n", "m=video 0 UDP/TLS/RTP/SAVPF 0\n"), FORMATS);
        Reading third = second.map().offer(text(AUDIO + "a=mid:0\n", "m=video 0 UDP/TLS/RTP/SAVPF 0\n", VIDEO + "a=mid:1\n"), FORMATS);
        assertThat(third.text().media().get(2).mid()).contains("1");
        assertThat(third.text().media().stream().flatMap(line -> line.mid().stream())).doesNotHaveDuplicates().hasSize(3);
    }

    @Test
    void aMidIsNeverThatOfAFormerLineOfAnotherKind() {
        Reading first = offer(AUDIO + "a=mid:0\n", VIDEO + "a=mid:1\n");
        Reading second = first.map().offer(text("m=audio 0 RTP/SAVPF 111\na=mid:0\n", VIDEO + "a=mid:1\n"), FORMATS);
        Reading third = second.map().offer(text(VIDEO + "a=mid:0\n", VIDEO + "a=mid:1\n"), FORMATS);
        assertThat(third.text().media().get(0).mid()).isPresent().get().isNotIn("0", "1");
    }

    @Test
    void whatAnAnswerLeavesOutIsRefusedAndWhatItAddsIsIgnored() {
        Writing offered = LineMap.EMPTY.ourOffer(text(AUDIO + "a=mid:0\n", VIDEO + "a=mid:1\n"));
        Reading answer = offered.map().answer(text(AUDIO), FORMATS);
        assertThat(answer.text().media()).extracting(MediaText::rejected).containsExactly(false, true);
        assertThat(answer.withBundle().text().head()).contains("a=group:BUNDLE 0");
        assertThat(offered.map().answer(text(AUDIO, VIDEO, FAX), FORMATS).text().media()).extracting(MediaText::rejected).containsExactly(false,
                false);
        assertThat(offered.map().answer(text(VIDEO, AUDIO), FORMATS).text().media()).as("kinds mixed up").allMatch(MediaText::rejected);
    }

    @Test
    void aBundleIsToldByTheNamesOfTheOtherSide() {
        SessionText came = text(AUDIO + "a=mid:a\n", FAX, VIDEO + "a=mid:v\n");
        SessionText grouped = new SessionText(Stream.concat(came.head().stream(), Stream.of("a=group:BUNDLE a f v")).toList(), came.media());
        Reading reading = LineMap.EMPTY.offer(grouped, FORMATS);
        assertThat(reading.bundled()).isTrue();
        assertThat(reading.text().head()).contains("a=group:BUNDLE a v");
        assertThat(reading.map().ourAnswer(reading.text()).text().head()).contains("a=group:BUNDLE a v");
        assertThat(offer(AUDIO, VIDEO).map().ourAnswer(offer(AUDIO, VIDEO).text()).text().head()).noneMatch(BundleText::isGroup);
    }

    @Test
    void whatNobodyCanServeIsRefusedWithTheReasonsAndChangesNothing() {
        assertThatThrownBy(() -> offer(FAX, "m=audio 1 RTP/AVP 0\n")).hasMessageContaining("m=image is no audio or video over RTP")
                .hasMessageContaining("m=audio has no ICE and DTLS parameters");
        assertThatThrownBy(() -> offer(AUDIO.replace("OPUS", "speex"))).hasMessageContaining("no codec in common");
        assertThatThrownBy(() -> offer(AUDIO + "a=mid:1\n", VIDEO + "a=mid:1\n")).hasMessageContaining("mid is repeated");
        assertThatThrownBy(() -> offer(AUDIO, VIDEO).map().offer(text(AUDIO), FORMATS)).hasMessageContaining("lines cannot go");
        assertThat(offer("m=audio 0 X 0\n").text().media()).as("refused by the other side itself").isEmpty();
    }

    @Test
    void aFreshMapReadsWhatAnotherHasWritten() {
        Reading reading = offer(FAX, AUDIO, VIDEO);
        Reading again = LineMap.EMPTY.offer(reading.map().complete(reading.text()), FORMATS);
        assertThat(again.text().media()).isEqualTo(reading.text().media());
        assertThat(again.map().lines()).extracting(MappedLine::place).containsExactly(-1, 0, 1);
        assertThat(Optional.of(again.map().lines().get(0).media())).contains(List.of("image", "udptl", "t38"));
    }

    @Test
    void anOfferOfThousandsOfLinesIsRefusedAndNothingOfItReachesTheLibrary() {
        assertThatThrownBy(() -> offer("m=audio 9 RTP/SAVPF 111\na=rtpmap:111 OPUS/48000\n".repeat(4_000)))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("4000 media lines");
    }

    @Test
    void ofThousandsOfAttributesOnlySomeReachTheLibrary() {
        Reading reading = offer(AUDIO + "a=ssrc:1 cname:x\n".repeat(5_000));
        assertThat(reading.text().media().get(0).lines()).hasSizeLessThan(600);
    }

    @Test
    void aLineOfThousandsOfFormatsIsRefused() {
        assertThatThrownBy(() -> offer(AUDIO.replaceFirst("111", "111" + " 0".repeat(20_000)))).hasMessageContaining("is no audio or video over RTP");
    }

    /** RFC 8829 section 5.2.2 lets no mid change; a server that puts another party in the place of the first does it all the same. */
    @Test
    void aLineGoesOnUnderAnotherMidAndItsPacketsNameNone() {
        String extension = "a=extmap:3 urn:ietf:params:rtp-hdrext:sdes:mid\n";
        LineMap before = offer(AUDIO + extension + "a=mid:0\n", VIDEO + "a=mid:1\n").map();

        Reading reading = before.offer(text(AUDIO + extension + "a=mid:sound\n", VIDEO + "a=mid:1\n"), FORMATS);

        assertThat(lines(reading.text())).containsExactly("m=audio 9 UDP/TLS/RTP/SAVPF 111 mid 0", "m=video 9 UDP/TLS/RTP/SAVPF 96 mid 1");
        assertThat(reading.text().text()).doesNotContain("sdes:mid");
        assertThat(lines(reading.map().ourAnswer(reading.text()).text())).first().asString().endsWith("mid sound");
    }

    @Test
    void aLineIsNotThatOfAnotherWhoseMidItHas() {
        LineMap before = offer(VIDEO + "a=mid:0\n", VIDEO + "a=mid:1\n").map();
        assertThatThrownBy(() -> before.offer(text(VIDEO + "a=mid:1\n", VIDEO + "a=mid:0\n"), FORMATS))
                .hasMessageContaining("no media line of the offer can be used");
    }

    @Test
    void transportsAreFewHoweverManyLines() {
        Reading apart = offer(VIDEO.repeat(40));
        assertThat(apart.text().media()).hasSize(16);
        assertThat(lines(apart.map().ourAnswer(apart.text()).text())).hasSize(40).last().isEqualTo("m=video 0 UDP/TLS/RTP/SAVPF 96");

        String[] bundled = IntStream.range(0, 40).mapToObj(mid -> VIDEO + "a=mid:" + mid + "\n").toArray(String[]::new);
        SessionText together = SessionText.parse("v=0\na=group:BUNDLE " + IntStream.range(0, 40).mapToObj(Integer::toString)
                .collect(Collectors.joining(" ")) + "\n" + String.join("", bundled));
        assertThat(LineMap.EMPTY.offer(together, FORMATS).text().media()).hasSize(40);
    }

    @Test
    void anOfferOfOursNamesLinesAsWhoeverTookThemOverDoes() {
        LineMap first =
                LineMap.EMPTY.offer(SessionText.parse("v=0\na=group:BUNDLE 0 1\n" + AUDIO + "a=mid:0\n" + VIDEO + "a=mid:1\n"), FORMATS).map();
        LineMap taken = first.offer(SessionText.parse("v=0\na=group:BUNDLE a v\n" + AUDIO + "a=mid:a\n" + VIDEO + "a=mid:v\n"), FORMATS).map();
        SessionText local = SessionText.parse("v=0\na=group:BUNDLE 0 1 2\n" + VIDEO.replace("m=video 4002", "m=audio 9") + "a=mid:0\n" + VIDEO
                + "a=mid:1\n" + VIDEO + "a=mid:2\n");

        Writing offer = taken.ourOffer(local);

        assertThat(offer.text().media()).extracting(line -> line.mid().orElseThrow()).containsExactly("a", "v", "2");
        assertThat(offer.text().head()).contains("a=group:BUNDLE a v 2");
        assertThat(offer.map().lines()).extracting(MappedLine::mid).as("at the library").containsExactly("0", "1", "2");
    }

    @Test
    void aLineThatWasRefusedIsOfferedAgainInTheLibrarysWords() {
        LineMap open = LineMap.EMPTY.offer(text(AUDIO + "a=mid:0\n", VIDEO + "a=mid:1\n"), FORMATS).map();
        LineMap refused = open.offer(text(AUDIO + "a=mid:0\n", VIDEO.replace("SAVPF", "SAwPF") + "a=mid:1\n"), FORMATS).map();

        Writing offer = refused.ourOffer(text(AUDIO.replace("RTP/SAVPF", "UDP/TLS/RTP/SAVPF") + "a=mid:0\n", VIDEO + "a=mid:1\n"));

        assertThat(lines(offer.text())).containsExactly("m=audio 4000 RTP/SAVPF 111 mid 0", "m=video 4002 UDP/TLS/RTP/SAVPF 96 mid 1");
    }

    /** Some answer in the order of their lines; the first of a bundle has the transport (RFC 9143 section 7.3.1). */
    @Test
    void anAnswerBundlesInTheOrderOfTheLibrarysLines() {
        LineMap refused = LineMap.EMPTY.offer(SessionText.parse("v=0\na=group:BUNDLE 1\n" + AUDIO.replace("m=audio 4000", "m=audio 0") + "a=mid:0\n"
                + VIDEO + "a=mid:1\n"), FORMATS).map();
        LineMap offered = refused.ourOffer(SessionText.parse("v=0\na=group:BUNDLE 1 2\n" + VIDEO + "a=mid:1\n" + AUDIO + "a=mid:2\n")).map();

        Reading answer = offered.answer(SessionText.parse("v=0\na=group:BUNDLE 2 1\n" + AUDIO + "a=mid:2\n" + VIDEO + "a=mid:1\n"), FORMATS);

        assertThat(answer.text().head()).contains("a=group:BUNDLE 1 2");
    }

    @Test
    void whoTakesOverNamesLinesAsItLikes() {
        LineMap first =
                LineMap.EMPTY.offer(SessionText.parse("v=0\n" + AUDIO + "a=mid:0\n" + VIDEO + "a=mid:1\n" + VIDEO + "a=mid:2\n"), FORMATS).map();
        SessionText shifted = SessionText.parse("v=0\n" + AUDIO + "a=mid:1\n" + VIDEO + "a=mid:2\n" + VIDEO + "a=mid:3\n");

        Reading taken = first.offer(shifted, FORMATS, Map.of(), true);

        assertThat(taken.text().media()).noneMatch(MediaText::rejected);
        assertThat(taken.text().media()).extracting(line -> line.mid().orElseThrow()).containsExactly("0", "1", "2");
        assertThat(first.offer(shifted, FORMATS).text().media()).as("of the same party").anyMatch(MediaText::rejected);
    }

    @Test
    void aMidThatWasEverUsedForAnotherKindIsReplaced() {
        LineMap first = LineMap.EMPTY.offer(SessionText.parse("v=0\n" + AUDIO + "a=mid:0\n"), FORMATS).map();

        Reading more = first.offer(SessionText.parse("v=0\n" + AUDIO + "a=mid:0\n" + AUDIO + "a=mid:1\n"), FORMATS, Map.of("1", MediaKind.VIDEO),
                false);

        assertThat(more.text().media().get(1).mid()).isNotEqualTo(Optional.of("1"));
        assertThat(more.map().lines().get(1).theirMid()).contains("1");
    }
}
