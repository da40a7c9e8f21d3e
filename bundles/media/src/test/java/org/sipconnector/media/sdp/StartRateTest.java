/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.media.sdp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** How fast video begins, written into the other side's description. */
class StartRateTest {

    private static final String HEAD = "v=0\r\ns=-\r\nm=audio 9 UDP/TLS/RTP/SAVPF 111\r\na=rtpmap:111 opus/48000/2\r\n";

    private static String applied(String video) {
        return StartRate.apply(SessionText.parse(HEAD + video)).text();
    }

    @Test
    void everyVideoCodecIsToldAndNothingElse() {
        assertThat(applied("m=video 9 UDP/TLS/RTP/SAVPF 96 97 98\r\na=rtpmap:96 VP8/90000\r\na=rtpmap:97 rtx/90000\r\na=fmtp:97 apt=96\r\n"
                + "a=rtpmap:98 VP9/90000\r\na=fmtp:98 profile-id=0\r\n"))
                .isEqualTo(HEAD + "m=video 9 UDP/TLS/RTP/SAVPF 96 97 98\r\na=rtpmap:96 VP8/90000\r\na=fmtp:96 x-google-start-bitrate=600\r\n"
                        + "a=rtpmap:97 rtx/90000\r\na=fmtp:97 apt=96\r\na=rtpmap:98 VP9/90000\r\n"
                        + "a=fmtp:98 profile-id=0;x-google-start-bitrate=600\r\n");
    }

    @Test
    void whatTheOtherSideSaysItselfStays() {
        String video = "m=video 9 UDP/TLS/RTP/SAVPF 96\r\na=rtpmap:96 VP8/90000\r\na=fmtp:96 x-google-start-bitrate=250\r\n";
        assertThat(applied(video)).isEqualTo(HEAD + video);
    }
}
