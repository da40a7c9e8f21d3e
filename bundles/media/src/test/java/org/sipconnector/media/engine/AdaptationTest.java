/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.media.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.sipconnector.api.media.DegradationPreference;
import org.sipconnector.media.engine.Adaptation.Reading;

/** What a picture keeps when its encoder is overcharged, step by step. */
class AdaptationTest {

    private static final Reading HARD = reading("video/VP8", 30, 120);
    private static final Reading EASY = reading("video/VP8", 30, 20);
    private static final Reading FAIR = reading("video/VP8", 30, 60);

    private static Reading reading(String codec, long encoded, double quantizer) {
        return new Reading(codec, 30, encoded, encoded * quantizer, false, 2, 360);
    }

    @Test
    void keepingTheResolutionMakesPicturesRarer() {
        Adaptation adaptation = new Adaptation(DegradationPreference.MAINTAIN_RESOLUTION);
        assertThat(adaptation.rate()).isEqualTo(VideoFeed.UNLIMITED);
        assertThat(adaptation.read(HARD)).isTrue();
        assertThat(adaptation.rate()).isCloseTo(10, within(0.1));
        assertThat(adaptation.read(HARD)).isTrue();
        assertThat(adaptation.rate()).isCloseTo(6.7, within(0.1));
        assertThat(adaptation.scale()).isEqualTo(1);
    }

    @Test
    void keepingTheFrameRateMakesPicturesSmaller() {
        Adaptation adaptation = new Adaptation(DegradationPreference.MAINTAIN_FRAMERATE);
        assertThat(adaptation.read(HARD)).isTrue();
        assertThat(adaptation.scale()).isEqualTo(1.5);
        assertThat(adaptation.read(HARD)).isTrue();
        assertThat(adaptation.scale()).isEqualTo(2.25);
        assertThat(adaptation.rate()).isEqualTo(VideoFeed.UNLIMITED);
    }

    @Test
    void balancingDoesBothInTurn() {
        Adaptation adaptation = new Adaptation(DegradationPreference.BALANCED);
        adaptation.read(HARD);
        adaptation.read(HARD);
        assertThat(adaptation.scale()).isEqualTo(1.5);
        assertThat(adaptation.rate()).isCloseTo(10, within(0.1));
    }

    @ParameterizedTest
    @EnumSource
    void thereIsAnEndToStepsDown(DegradationPreference keeping) {
        Adaptation adaptation = new Adaptation(keeping);
        int steps = 0;
        while (adaptation.read(HARD)) {
            steps++;
        }
        assertThat(steps).isBetween(2, 20);
        assertThat(360 / adaptation.scale()).isGreaterThanOrEqualTo(90);
        assertThat(adaptation.rate()).isGreaterThanOrEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource
    void whenTheEncoderIsAtEaseForAWhileEverythingComesBack(DegradationPreference keeping) {
        Adaptation adaptation = new Adaptation(keeping);
        adaptation.read(HARD);
        adaptation.read(HARD);
        for (int i = 0; i < 2; i++) {
            assertThat(adaptation.read(EASY)).isFalse();
            assertThat(adaptation.read(EASY)).isTrue();
        }
        assertThat(adaptation.scale()).isEqualTo(1);
        assertThat(adaptation.rate()).isEqualTo(VideoFeed.UNLIMITED);
        assertThat(adaptation.read(EASY)).isFalse();
    }

    @Test
    void aFairReadingChangesNothingAndDelaysTheWayBack() {
        Adaptation adaptation = new Adaptation(DegradationPreference.MAINTAIN_FRAMERATE);
        assertThat(adaptation.read(FAIR)).isFalse();
        adaptation.read(HARD);
        adaptation.read(EASY);
        assertThat(adaptation.read(FAIR)).isFalse();
        assertThat(adaptation.read(EASY)).isFalse();
        assertThat(adaptation.scale()).isEqualTo(1.5);
    }

    @ParameterizedTest
    @CsvSource({"video/VP8, 96, true", "video/VP8, 94, false", "video/VP9, 186, true", "video/VP9, 184, false",
            "video/H264, 38, true", "video/H264, 36, false", "video/AV1, 206, true", "video/AV1, 204, false"})
    void eachCodecHasLimitsOfItsOwn(String codec, double quantizer, boolean hard) {
        assertThat(new Adaptation(DegradationPreference.BALANCED).read(reading(codec, 30, quantizer))).isEqualTo(hard);
    }

    @Test
    void framesLeftOutAndASlowMachineAreHardToo() {
        assertThat(new Adaptation(DegradationPreference.BALANCED).read(reading("video/VP8", 10, 60))).isTrue();
        assertThat(new Adaptation(DegradationPreference.BALANCED).read(new Reading("video/VP8", 30, 30, 600, true, 2, 360))).isTrue();
    }

    @Test
    void whereNothingIsSentNothingIsLearned() {
        assertThat(new Adaptation(DegradationPreference.BALANCED).read(new Reading("video/VP8", 0, 0, 0, false, 2, 360))).isFalse();
    }
}
