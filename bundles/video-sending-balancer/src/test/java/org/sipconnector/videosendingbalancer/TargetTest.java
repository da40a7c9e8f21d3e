/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.videosendingbalancer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sipconnector.api.media.SendEncoding;
import org.sipconnector.api.media.Size;
import org.sipconnector.api.serverapi.MainCamCommand;

class TargetTest {

    private static Picture picture(int width, int height, String codec) {
        return new Picture(width > 0 ? OptionalInt.of(width) : OptionalInt.empty(),
                height > 0 ? OptionalInt.of(height) : OptionalInt.empty(), codec);
    }

    private static CameraTarget target(MainCamCommand command, String resolution, Picture picture, Size most) {
        return CameraTarget.of(Optional.ofNullable(command), Optional.ofNullable(resolution), picture, Optional.ofNullable(most));
    }

    private static final Picture FHD = picture(1920, 1080, "video/H264");

    @ParameterizedTest
    @CsvSource({"-100,60000", "-1,60000", "0,60000", "32,60000", "64,60000", "64.5,120000", "65,120000", "96,120000",
            "128,120000", "128.9,250000", "129,250000", "192,250000", "256,250000", "256.1,320000", "257,320000", "320,320000",
            "384,320000", "385,380000", "400,380000", "426,380000", "427,500000", "480,500000", "640,500000", "641,700000",
            "720,700000", "800,700000", "848,700000", "849,1000000", "1024,1000000", "1280,1000000", "1281,2000000",
            "1600,2000000", "1920,2000000", "1921,4000000", "2560,4000000", "3840,4000000", "4096,4000000", "10000,4000000",
            "999999,4000000", "NaN,4000000"})
    void aWidthHasItsBitrate(double width, int rate) {
        assertThat(Bitrate.of(width, "video/VP8")).isEqualTo(rate);
    }

    @Test
    void widerPicturesNeverCostLess() {
        int[] rates = IntStream.of(64, 128, 256, 384, 426, 640, 848, 1280, 1920, 1921).map(width -> Bitrate.of(width, "")).toArray();

        assertThat(rates).isSorted();
    }

    @ParameterizedTest
    @CsvSource({"1280,vp8,1000000", "1280,vp9,1000000", "640,vp8,500000", "320,vp8,320000", "1280,av1,600000", "64,av1,36000",
            "4000,av1,2400000"})
    void theCodecCounts(int width, String codec, int rate) {
        assertThat(Bitrate.of(width, codec)).isEqualTo(rate);
    }

    @ParameterizedTest
    @ValueSource(strings = {"av1", "AV1", "aV1", "av1x", "xav1", "av11", "av1.0", "video/av1", "some-av1-codec",
            "codec:av1;profile=main", "  av1  "})
    void av1IsKnownByItsName(String codec) {
        assertThat(Bitrate.isAv1(codec)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "avi", "a_v1", "vp8", "vp9", "h264"})
    void otherCodecsAreNotAv1(String codec) {
        assertThat(Bitrate.isAv1(codec)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"1000000,av1,600000", "0,av1,0", "-1000,av1,-600", "1000000,vp8,1000000"})
    void av1NeedsLess(int rate, String codec, int expected) {
        assertThat(Bitrate.forCodec(rate, codec)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"1920,1080,1280,720,1.5", "640,480,1280,720,1", "1920,1080,640,720,3", "1920,1080,1280,360,3",
            "1920,1080,640,360,3", "640,480,320,240,2", "0,1080,1280,720,1.5", "1920,0,1280,720,1.5", "0,0,1280,720,1"})
    void aPictureIsScaledToFit(int width, int height, int targetWidth, int targetHeight, double scale) {
        assertThat(picture(width, height, "").scaleTo(new Size(targetWidth, targetHeight))).isEqualTo(scale);
    }

    @Test
    void withoutACommandThePictureGoesAsItIsWithinTheLargestSize() {
        assertThat(target(null, null, FHD, null)).isEqualTo(new CameraTarget(1, 2_000_000));
        assertThat(target(null, null, FHD, new Size(960, 540))).isEqualTo(new CameraTarget(2, 1_000_000));
        assertThat(target(MainCamCommand.RESUMEMAINCAM, null, FHD, new Size(640, 360))).isEqualTo(new CameraTarget(3, 500_000));
    }

    @ParameterizedTest
    @CsvSource({"video/H264,60000", "video/AV1,36000"})
    void aPauseLeavesNextToNothing(String codec, int rate) {
        assertThat(target(MainCamCommand.PAUSEMAINCAM, null, picture(1920, 1080, codec), new Size(640, 360)))
                .isEqualTo(new CameraTarget(200, rate));
    }

    @Test
    void aLimitIsKeptAndPaidByItsWidth() {
        assertThat(target(MainCamCommand.MAXMAINCAMRESOLUTION, "1280x720", FHD, null)).isEqualTo(new CameraTarget(1.5, 1_000_000));
        CameraTarget odd = target(MainCamCommand.MAXMAINCAMRESOLUTION, "288x162", picture(1024, 720, "video/AV1"), null);
        assertThat(odd.scale()).isEqualTo(4.444444444444445, within(1e-12));
        assertThat(odd.maxBitrate()).isEqualTo(192_000);
        assertThat(target(MainCamCommand.MAXMAINCAMRESOLUTION, "288x162", picture(1024, 720, "vp8"), null).maxBitrate())
                .isEqualTo(320_000);
        assertThat(target(MainCamCommand.MAXMAINCAMRESOLUTION, "896x504", picture(1024, 720, "vp8"), null).maxBitrate())
                .isEqualTo(1_000_000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "invalid-format", "abcxdef", "1280", "0x0", "-1x5", "1280x", "99999999x1"})
    void aLimitThatIsNotUnderstoodIsNone(String resolution) {
        assertThat(target(MainCamCommand.MAXMAINCAMRESOLUTION, resolution, FHD, null)).isEqualTo(new CameraTarget(1, 2_000_000));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ADMINSTOPMAINCAM", "ADMINSTARTMAINCAM", "RESUMEMAINCAM", "MAXMAINCAMRESOLUTION"})
    void otherCommandsLimitNothing(MainCamCommand command) {
        assertThat(target(command, null, FHD, null).scale()).isEqualTo(1);
    }

    @Test
    void aPictureOfUnknownWidthMayCostTheMost() {
        assertThat(target(null, null, picture(0, 0, "vp8"), null)).isEqualTo(new CameraTarget(1, 4_000_000));
    }

    @Test
    void aScaleOfOneIsOnlySaidToASenderThatHadAnother() {
        CameraTarget plain = new CameraTarget(1, 500_000);

        assertThat(plain.in(SendEncoding.STANDARD, false)).isEqualTo(SendEncoding.STANDARD.withMaxBitrate(500_000));
        assertThat(plain.in(SendEncoding.STANDARD.withScaleResolutionDownBy(200), false).scaleResolutionDownBy()).hasValue(1);
        assertThat(plain.in(SendEncoding.STANDARD, true).scaleResolutionDownBy()).hasValue(1);
    }

    @Test
    void thePictureIsReadFromTheLinesOwnStatistics() {
        List<Map<String, Object>> entries = List.of(
                Map.of("type", "codec", "id", "c0", "mimeType", "audio/opus"),
                Map.of("type", "codec", "id", "c1", "mimeType", "video/VP9"),
                Map.of("id", "typeless"), Map.of(),
                Map.of("type", "media-source", "id", "s1", "width", 1280L, "height", 720L),
                Map.of("type", "media-source", "id", "s2", "width", 1920L, "height", 1080L),
                Map.of("type", "outbound-rtp", "id", "o1", "mid", "1", "codecId", "c1", "mediaSourceId", "s1"),
                Map.of("type", "outbound-rtp", "id", "o2", "mid", "2", "mediaSourceId", "s2"),
                Map.of("type", "transceiver", "id", "t1", "mid", "1", "name", "video", "senderTrack", "cam"),
                Map.of("type", "transceiver", "id", "t2", "mid", "2", "name", "presentation", "senderTrack", "screen"));

        assertThat(Picture.of(entries, "video")).isEqualTo(picture(1280, 720, "video/VP9"));
        assertThat(Picture.of(entries, "presentation")).isEqualTo(picture(1920, 1080, ""));
        assertThat(Picture.of(List.of(), "video")).isEqualTo(Picture.UNKNOWN);
    }
}
