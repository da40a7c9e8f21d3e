/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.presentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.sipconnector.api.media.LocalTrack;
import org.sipconnector.api.media.MediaKind;
import org.sipconnector.api.media.SendEncoding;
import org.sipconnector.api.media.Size;

class ScreenEncodingsTest {

    private static final Size FHD = new Size(1920, 1080);
    private static final Size UHD = new Size(3840, 2160);

    @Test
    void withoutALimitTheEncodingsStayAsTheyAre() {
        List<SendEncoding> wanted = List.of(SendEncoding.STANDARD.withMaxBitrate(500_000));

        assertThat(SendEncoding.fitting(wanted, Optional.of(UHD), Optional.empty())).isEqualTo(wanted);
    }

    @Test
    void aLargerTrackIsScaledDownAndASmallerOneSaysOne() {
        assertThat(scale(List.of(), UHD)).isEqualTo(2);
        assertThat(scale(List.of(), FHD)).isEqualTo(1);
        assertThat(scale(List.of(SendEncoding.STANDARD.withScaleResolutionDownBy(4)), UHD)).isEqualTo(4);
        assertThat(scale(List.of(SendEncoding.STANDARD.withScaleResolutionDownBy(4)), FHD)).isEqualTo(1);
    }

    @Test
    void anUnknownSizeCountsAsFitting() {
        assertThat(SendEncoding.fitting(List.of(), Optional.empty(), Optional.of(FHD)).get(0).scaleResolutionDownBy())
                .hasValue(1);
    }

    @Test
    void theFirstEncodingIsLimited() {
        assertThat(ScreenEncodings.limited(List.of(), 1_000_000).get(0).maxBitrate()).hasValue(1_000_000);
        List<SendEncoding> two = ScreenEncodings.limited(List.of(SendEncoding.STANDARD, SendEncoding.STANDARD), 1_000_000);
        assertThat(two.get(1).maxBitrate()).isEmpty();
    }

    @Test
    void generatedSourcesTellTheirSize() {
        assertThat(new LocalTrack("t", MediaKind.VIDEO, "pattern:640x360@15").size()).contains(new Size(640, 360));
        assertThat(new LocalTrack("t", MediaKind.VIDEO, "service:screen").size()).isEmpty();
        assertThat(new LocalTrack("t", MediaKind.VIDEO, "pattern:0x0@15").size()).isEmpty();
    }

    private static double scale(List<SendEncoding> wanted, Size track) {
        return SendEncoding.fitting(wanted, Optional.of(track), Optional.of(FHD)).get(0).scaleResolutionDownBy().orElseThrow();
    }
}
