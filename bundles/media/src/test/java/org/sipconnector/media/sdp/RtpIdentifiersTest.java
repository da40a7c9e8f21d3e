/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.media.sdp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RtpIdentifiersTest {

    private static final List<List<String>> BUNDLE = List.of(List.of("0", "1"));
    private static final String LEVEL = "a=extmap:1 urn:ietf:params:rtp-hdrext:ssrc-audio-level";
    private static final String STREAM = "a=extmap:4/sendonly urn:ietf:params:rtp-hdrext:sdes:rtp-stream-id";

    private static MediaText line(String mid, String... attributes) {
        return new MediaText(Stream.concat(Stream.of("m=video 9 UDP/TLS/RTP/SAVPF 96", "a=mid:" + mid), Stream.of(attributes)).toList());
    }

    private static List<String> second(List<List<String>> groups, MediaText first, MediaText second) {
        return RtpIdentifiers.fitting(List.of(first, second), groups).get(1).lines();
    }

    /** RFC 8843 section 9.2. */
    @Test
    void aNumberMeansOneHeaderExtensionInABundle() {
        String other = "a=extmap:1/recvonly urn:3gpp:video-orientation";

        assertThat(second(BUNDLE, line("0", LEVEL), line("1", other))).doesNotContain(other);
        assertThat(second(BUNDLE, line("0", LEVEL), line("1", LEVEL))).contains(LEVEL);
        assertThat(second(List.of(), line("0", LEVEL), line("1", other))).contains(other);
    }

    /** RFC 8853 section 5.3. */
    @Test
    void streamsOfASimulcastAreToldWhereTheirPacketsNameThem() {
        String[] simulcast = {"a=rid:h send", "a=simulcast:send h"};

        assertThat(second(BUNDLE, line("0"), line("1", simulcast))).doesNotContain(simulcast);
        assertThat(second(BUNDLE, line("0"), line("1", STREAM, simulcast[0], simulcast[1]))).contains(simulcast);
    }

    /** RFC 5576 section 4.2. */
    @Test
    void aGroupIsOfSourcesOfItsLine() {
        String[] whole = {"a=ssrc-group:FID 5 6", "a=ssrc:5 cname:x", "a=ssrc:6 cname:x"};

        assertThat(second(BUNDLE, line("0"), line("1", whole))).contains(whole);
        assertThat(second(BUNDLE, line("0"), line("1", whole[0], whole[1]))).contains(whole[1]).doesNotContain(whole[0]);
        assertThat(second(BUNDLE, line("0", whole[1]), line("1", whole))).contains(whole[2]).doesNotContain(whole[0], whole[1]);
    }
}
