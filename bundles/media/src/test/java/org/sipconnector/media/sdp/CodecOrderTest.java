/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.media.sdp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The answerer's choice of codecs, written into an offer. */
class CodecOrderTest {

    private static final MediaText VIDEO = new MediaText(List.of("m=video 9 UDP/TLS/RTP/SAVPF 96 97 98 99 102",
            "a=mid:1", "a=rtpmap:96 VP8/90000", "a=rtcp-fb:96 nack", "a=rtpmap:97 rtx/90000", "a=fmtp:97 apt=96",
            "a=rtpmap:98 VP9/90000", "a=fmtp:98 profile-id=0", "a=rtpmap:99 rtx/90000", "a=fmtp:99 apt=98",
            "a=rtpmap:102 H264/90000"));

    @Test
    void thePreferredComeFirstWithTheirRetransmission() {
        assertThat(new CodecOrder(List.of("video/H264", "video/vp9"), List.of()).apply(VIDEO).payloads())
                .containsExactly("102", "98", "99", "96", "97");
    }

    @Test
    void theExcludedGoWithEverythingThatBelongsToThem() {
        MediaText line = new CodecOrder(List.of(), List.of("video/VP8")).apply(VIDEO);
        assertThat(line.payloads()).containsExactly("98", "99", "102");
        assertThat(line.lines()).noneMatch(text -> text.contains(":96") || text.contains(":97")).contains("a=mid:1");
    }

    @Test
    void aLineNeverLosesItsLastCodec() {
        CodecOrder everything = new CodecOrder(List.of(), List.of("video/VP8", "video/VP9", "video/H264"));
        assertThat(everything.apply(VIDEO)).isEqualTo(VIDEO);
    }

    @Test
    void otherKindsOfLinesStayAsTheyAre() {
        MediaText data = new MediaText(List.of("m=application 9 UDP/DTLS/SCTP webrtc-datachannel", "a=mid:2"));
        assertThat(new CodecOrder(List.of("video/VP9"), List.of()).apply(data)).isSameAs(data);
    }
}
