/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.media.sdp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.sipconnector.api.media.Direction;
import org.sipconnector.api.media.MediaKind;
import org.sipconnector.spi.media.CandidatePolicy;

/** What the engine reads from a session description. */
class SessionTextTest {

    private static final String SDP = String.join("\r\n", "v=0", "o=- 1 1 IN IP4 127.0.0.1", "s=-", "t=0 0",
            "a=group:BUNDLE 0 1 2", "m=audio 9 UDP/TLS/RTP/SAVPF 111", "a=mid:0", "a=ice-ufrag:abcd", "a=sendonly",
            "a=msid:stream track", "m=video 0 UDP/TLS/RTP/SAVPF 96", "a=mid:1", "a=inactive",
            "m=video 0 UDP/TLS/RTP/SAVPF 96", "a=mid:2", "a=bundle-only", "a=msid:- other", "");

    @Test
    void linesHaveKindDirectionAndIds() {
        SessionText text = SessionText.parse(SDP);
        MediaText audio = text.media("0").orElseThrow();
        assertThat(audio.kind()).contains(MediaKind.AUDIO);
        assertThat(audio.direction()).isEqualTo(Direction.SENDONLY);
        assertThat(audio.streams()).containsExactly("stream");
        assertThat(audio.track()).contains("track");
        assertThat(text.iceFragment()).contains("abcd");
    }

    @Test
    void aPortOfZeroRefusesUnlessTheLineIsBundled() {
        SessionText text = SessionText.parse(SDP);
        assertThat(text.media("1").orElseThrow().rejected()).isTrue();
        MediaText bundled = text.media("2").orElseThrow();
        assertThat(bundled.rejected()).isFalse();
        assertThat(bundled.streams()).isEmpty();
        assertThat(bundled.track()).contains("other");
        assertThat(bundled.direction()).isEqualTo(Direction.SENDRECV);
    }

    @Test
    void whatIsReadIsWrittenAsItWas() {
        assertThat(SessionText.parse(SDP).text()).isEqualTo(SDP);
    }

    @Test
    void unwantedCandidatesAreLeftOut() {
        String sdp = String.join("\r\n", List.of("m=audio 9 X 0", "a=candidate:1 1 udp 1 192.0.2.1 5000 typ host",
                "a=candidate:2 1 tcp 1 192.0.2.1 9 typ host tcptype active", "a=candidate:3 1 udp 1 2001:db8::1 5000 typ host", ""));
        assertThat(CandidateFilter.apply(CandidatePolicy.STANDARD, sdp).lines()).hasSize(2);
        assertThat(CandidateFilter.apply(new CandidatePolicy(true, true, false, false), sdp)).isEqualTo(sdp);
    }
}
