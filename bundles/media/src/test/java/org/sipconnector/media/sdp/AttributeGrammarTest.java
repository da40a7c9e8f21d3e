/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.media.sdp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Streams are named by numbers of 32 bits: one that is left out takes its pictures to nobody. */
class AttributeGrammarTest {

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 999_999_999L, 1_000_000_000L, 3_999_999_999L, 4_000_000_000L, 4_199_999_999L, 4_200_000_000L, 4_289_999_999L,
            4_290_000_000L, 4_293_999_999L, 4_294_000_000L, 4_294_899_999L, 4_294_900_000L, 4_294_959_999L, 4_294_960_000L, 4_294_966_999L,
            4_294_967_000L, 4_294_967_199L, 4_294_967_200L, 4_294_967_289L, 4_294_967_290L, 4_294_967_295L})
    void everySynchronizationSourceIsPassedOnWithItsGroup(long source) {
        List<String> lines = List.of("a=ssrc-group:FID " + source + " 77", "a=ssrc:" + source + " cname:one", "a=ssrc:77 cname:one");

        assertThat(AttributeGrammar.passed(lines)).isEqualTo(lines);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"4294967296", "4294967300", "4294968000", "4295000000", "4300000000", "5000000000", "9999999999", "10000000000", "-1", ""})
    void aNumberOfMoreThan32BitsIsLeftOut(String source) {
        assertThat(AttributeGrammar.passed(List.of("a=ssrc:" + source + " cname:one"))).isEmpty();
    }

    @Test
    void ofCandidatesTheFirstHundredArePassedOn() {
        List<String> lines = IntStream.range(0, 3_000).mapToObj(i -> "a=candidate:" + i + " 1 udp 1 nowhere-" + i + ".invalid 9 typ host").toList();

        assertThat(AttributeGrammar.passed(lines)).isEqualTo(lines.subList(0, 100));
    }

    @Test
    void aLineHasOneTrackInAnyNumberOfStreams() {
        List<String> lines = List.of("a=msid:one track", "a=msid:two track", "a=msid:one another", "a=msid:three", "a=msid:three track");

        assertThat(AttributeGrammar.passed(lines)).containsExactly("a=msid:one track", "a=msid:two track", "a=msid:three track");
    }

    @Test
    void aTrackWithoutANameIsTheOnlyOne() {
        assertThat(AttributeGrammar.passed(List.of("a=msid:one", "a=msid:two", "a=msid:two track"))).containsExactly("a=msid:one", "a=msid:two");
    }
}
