/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.media.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sipconnector.api.media.DegradationPreference;
import org.sipconnector.api.media.Direction;
import org.sipconnector.api.media.LocalTrack;
import org.sipconnector.api.media.MediaKind;
import org.sipconnector.api.media.SendEncoding;
import org.sipconnector.api.media.spi.I420Frame;
import org.sipconnector.api.media.spi.VideoSource;
import org.sipconnector.spi.media.CodecPreferences;
import org.sipconnector.spi.media.MediaEvent;
import org.sipconnector.spi.media.TransceiverSettings;
import org.sipconnector.testkit.Await;

/** How a sender encodes: size, rate, bits, codec, tones. */
class SendingTest extends NativeTest {

    private static final TransceiverSettings ROOM = TransceiverSettings.receiving("room", MediaKind.VIDEO);

    @Test
    void theSizeOfTheSentPictureIsScaledDownAndUpAgain() {
        try (TestPeer caller = new TestPeer(engine); TestPeer callee = new TestPeer(engine)) {
            caller.with(TestPeer.pattern("camera"));
            caller.call(callee, ROOM);
            Await.until("the picture is 320 wide", () -> callee.flow().tracks().get(0).width() == 320, callee::flow);
            engine.setEncodings(caller.id, "camera", List.of(SendEncoding.STANDARD.withScaleResolutionDownBy(2)));
            Await.until("the picture is 160 wide", () -> callee.flow().tracks().get(0).width() == 160, callee::flow);
            engine.setEncodings(caller.id, "camera", List.of(SendEncoding.STANDARD.withScaleResolutionDownBy(1)));
            Await.until("the picture is 320 wide", () -> callee.flow().tracks().get(0).width() == 320, callee::flow);
        }
    }

    @Test
    void anEncodingThatSaysNoScaleSendsTheWholePictureWhateverWasSaidBefore() {
        try (TestPeer caller = new TestPeer(engine); TestPeer callee = new TestPeer(engine)) {
            caller.with(TestPeer.pattern("camera"));
            caller.call(callee, ROOM);
            Await.until("the picture is 320 wide", () -> callee.flow().tracks().get(0).width() == 320, callee::flow);
            engine.setEncodings(caller.id, "camera", List.of(SendEncoding.STANDARD.withScaleResolutionDownBy(4)));
            Await.until("the picture is 80 wide", () -> callee.flow().tracks().get(0).width() == 80, callee::flow);
            engine.setEncodings(caller.id, "camera", List.of(SendEncoding.STANDARD.withMaxBitrate(2_000_000)));
            Await.until("the picture is 320 wide", () -> callee.flow().tracks().get(0).width() == 320, callee::flow);
        }
    }

    @Test
    void anEncodingThatTheLibraryHasNoUseForYetIsCheckedToo() {
        try (TestPeer caller = new TestPeer(engine)) {
            caller.with(TestPeer.pattern("camera"));
            engine.setEncodings(caller.id, "camera", List.of(SendEncoding.STANDARD, SendEncoding.STANDARD.withScaleResolutionDownBy(1e9)));

            assertThat(caller.ears.await(MediaEvent.PeerCommandFailed.class).reason()).contains("scale 1.0E9 must be 1 to 1000");
        }
    }

    @Test
    void anInactiveEncodingSendsNothing() {
        try (TestPeer caller = new TestPeer(engine); TestPeer callee = new TestPeer(engine)) {
            caller.with(TestPeer.pattern("camera"));
            caller.call(callee, ROOM);
            callee.awaitMoreFrames();
            engine.setEncodings(caller.id, "camera", List.of(SendEncoding.STANDARD.withActive(false)));
            assertThat(callee.ears.await(MediaEvent.TrackMuteChanged.class).muted()).isTrue();
            engine.setEncodings(caller.id, "camera", List.of(SendEncoding.STANDARD));
            callee.ears.await(MediaEvent.TrackMuteChanged.class, event -> !event.muted());
        }
    }

    @Test
    void theFrameRateIsKeptByPacing() {
        try (TestPeer caller = new TestPeer(engine); TestPeer callee = new TestPeer(engine)) {
            caller.with(TestPeer.pattern("camera"));
            caller.call(callee, ROOM);
            callee.awaitMoreFrames();
            engine.setEncodings(caller.id, "camera", List.of(new SendEncoding(true, OptionalInt.empty(),
                    OptionalDouble.of(5), OptionalDouble.empty())));
            Await.until("five pictures a second are sent", () -> Math.abs(pace(caller) - 5) < 2);
        }
    }

    @Test
    void theBitrateIsLimited() {
        try (TestPeer caller = new TestPeer(engine); TestPeer callee = new TestPeer(engine)) {
            caller.with(TestPeer.pattern("camera").withEncodings(List.of(SendEncoding.STANDARD.withMaxBitrate(60_000))));
            caller.call(callee, ROOM);
            callee.awaitMoreFrames();
            Await.until("a bitrate is aimed at", () -> number(outbound(caller), "targetBitrate") > 0);
            assertThat(number(outbound(caller), "targetBitrate")).isLessThanOrEqualTo(60_000);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"MAINTAIN_FRAMERATE", "MAINTAIN_RESOLUTION"})
    void aPictureTooRichForItsBitrateBecomesSmallerOrRarerAsIsPreferredAndComesBack(DegradationPreference keeping) {
        Snow snow = new Snow();
        SERVICES.put("snow", snow);
        try (TestPeer caller = new TestPeer(engine); TestPeer callee = new TestPeer(engine)) {
            LocalTrack track = new LocalTrack("snow-track", MediaKind.VIDEO, "service:snow", Optional.of(keeping));
            caller.with(TransceiverSettings.sending("camera", track, "stream", Direction.SENDRECV)
                    .withEncodings(List.of(SendEncoding.STANDARD.withMaxBitrate(200_000))));
            caller.call(callee, ROOM);
            callee.awaitMoreFrames();
            if (keeping == DegradationPreference.MAINTAIN_FRAMERATE) {
                Await.until("pictures get smaller, not fewer", () -> number(outbound(caller), "frameWidth") < 320 && pace(caller) > 9);
            } else {
                Await.until("pictures get fewer, not smaller", () -> pace(caller) < 7 && number(outbound(caller), "frameWidth") == 320);
            }
            snow.melt();
            Await.until("pictures are sent again", () -> pace(caller) > 4);
            Await.until("pictures are as large and as many as before", () -> number(outbound(caller), "frameWidth") == 320 && pace(caller) > 9);
        } finally {
            SERVICES.remove("snow");
        }
    }

    /** Frames given to the encoder each second, over about a second. */
    private static double pace(TestPeer peer) {
        long before = peer.flow().framesSent();
        long begin = System.nanoTime();
        Await.until("a second is measured", () -> System.nanoTime() - begin > 1_000_000_000);
        return (peer.flow().framesSent() - before) / ((System.nanoTime() - begin) / 1e9);
    }

    /** A picture no encoder can foresee, until it melts. */
    private static final class Snow implements VideoSource {

        private final Random random = new Random(1);
        private volatile boolean melted;

        void melt() {
            melted = true;
        }

        @Override
        public double frameRate() {
            return 15;
        }

        @Override
        public Optional<I420Frame> next(long nanos) {
            I420Frame frame = I420Frame.black(320, 180);
            if (!melted) {
                random.nextBytes(frame.data());
            }
            return Optional.of(frame);
        }
    }

    @Test
    void theCallerChoosesTheCodec() {
        try (TestPeer caller = new TestPeer(engine); TestPeer callee = new TestPeer(engine)) {
            TransceiverSettings camera = TestPeer.pattern("camera");
            caller.with(new TransceiverSettings("camera", MediaKind.VIDEO, camera.direction(), camera.track(), camera.streams(),
                    List.of(), new CodecPreferences(List.of("video/VP9"), List.of("video/H264", "video/AV1"))));
            String offer = caller.offer();
            assertThat(caller.failure()).isEmpty();
            assertThat(offer).doesNotContain("H264").doesNotContain("AV1");
            caller.accept(callee.answer(offer, ROOM));
            callee.awaitMoreFrames();
            assertThat(codec(caller)).isEqualTo("video/VP9");
        }
    }

    @Test
    void theAnswererChoosesTheCodecItSends() {
        try (TestPeer caller = new TestPeer(engine); TestPeer callee = new TestPeer(engine)) {
            caller.with(TestPeer.pattern("camera"));
            TransceiverSettings room = TestPeer.pattern("room");
            caller.call(callee, new TransceiverSettings("room", MediaKind.VIDEO, room.direction(), room.track(), room.streams(),
                    List.of(), new CodecPreferences(List.of("video/VP9"), List.of("video/H264"))));
            caller.awaitMoreFrames();
            callee.awaitMoreFrames();
            assertThat(codec(callee)).isEqualTo("video/VP9");
        }
    }

    @Test
    void whatTheAnswererExcludesIsNotInItsAnswer() {
        try (TestPeer caller = new TestPeer(engine); TestPeer callee = new TestPeer(engine)) {
            String offer = caller.with(TestPeer.pattern("camera")).offer();
            assertThat(offer).contains("VP9/90000", "H264/90000");
            TransceiverSettings room = TestPeer.pattern("room");
            String answer = callee.answer(offer, new TransceiverSettings("room", MediaKind.VIDEO, room.direction(), room.track(),
                    room.streams(), List.of(), new CodecPreferences(List.of(), List.of("video/VP8", "video/H264"))));
            caller.accept(answer);
            assertThat(answer).doesNotContain("VP8/90000", "H264/90000").contains("VP9/90000");
            caller.awaitMoreFrames();
            callee.awaitMoreFrames();
            assertThat(codec(caller)).isEqualTo("video/VP9");
            assertThat(codec(callee)).isEqualTo("video/VP9");
        }
    }

    @Test
    void aKeyFrameComesWhenItIsWantedAndNoneElse() {
        try (TestPeer caller = new TestPeer(engine); TestPeer callee = new TestPeer(engine)) {
            caller.with(TestPeer.pattern("camera").withEncodings(List.of(SendEncoding.STANDARD.withMaxBitrate(400_000))));
            caller.call(callee, ROOM);
            callee.awaitMoreFrames();
            callee.awaitMoreFrames();
            double before = number(inbound(callee), "keyFramesDecoded");
            engine.sendKeyFrame(caller.id, "camera");
            Await.until("a key frame comes", () -> number(inbound(callee), "keyFramesDecoded") > before);
            callee.awaitMoreFrames();
            assertThat(number(outbound(caller), "targetBitrate")).isLessThanOrEqualTo(400_000);
            assertThat(caller.failure()).isEmpty();
        }
    }

    @Test
    void aBurstOfWishesForKeyFramesGivesOneAtOnceAndOneAfterwards() {
        try (TestPeer caller = new TestPeer(engine); TestPeer callee = new TestPeer(engine)) {
            caller.with(TestPeer.pattern("camera"));
            caller.call(callee, ROOM);
            callee.awaitMoreFrames();
            double before = number(outbound(caller), "keyFramesEncoded");
            for (int i = 0; i < 100; i++) {
                engine.sendKeyFrame(caller.id, "camera");
            }
            Await.until("key frames are made", () -> number(outbound(caller), "keyFramesEncoded") >= before + 2);
            assertThat(number(outbound(caller), "keyFramesEncoded")).isLessThan(before + 10);
            assertThat(caller.failure()).isEmpty();
        }
    }

    @Test
    void aPictureThatNeverBeginsIsMissedAndASilentVoiceIsNot() {
        long later = System.nanoTime() + Duration.ofSeconds(3).toNanos();
        VideoMeter picture = new VideoMeter(() -> {});
        assertThat(picture.muteChanged(System.nanoTime())).isFalse();
        assertThat(picture.muteChanged(later)).isTrue();
        assertThat(picture.muted()).isTrue();
        picture.count();
        assertThat(picture.muteChanged(System.nanoTime())).isTrue();
        assertThat(picture.muted()).isFalse();
        AudioMeter voice = new AudioMeter(() -> {});
        assertThat(voice.muteChanged(later)).isFalse();
    }

    @Test
    void keysArePlayedAndTold() {
        try (TestPeer caller = new TestPeer(engine); TestPeer callee = new TestPeer(engine)) {
            caller.with(TestPeer.tone("audio"));
            caller.call(callee, TestPeer.tone("microphone"));
            caller.awaitConnected();
            caller.awaitMoreAudio();
            engine.insertTones(caller.id, "audio", "12#", Duration.ofMillis(80), Duration.ofMillis(50));
            caller.ears.await(MediaEvent.TonePlayed.class, event -> event.tone().isEmpty());
            assertThat(caller.ears.all(MediaEvent.TonePlayed.class)).extracting(MediaEvent.TonePlayed::tone)
                    .containsExactly("1", "2", "#", "");
        }
    }

    private static String codec(TestPeer peer) {
        List<Map<String, Object>> entries = peer.statistics();
        Object id = outbound(entries).get("codecId");
        return entries.stream().filter(entry -> entry.get("id").equals(id)).findFirst().orElseThrow().get("mimeType").toString();
    }

    private static Map<String, Object> inbound(TestPeer peer) {
        return peer.statistics().stream().filter(entry -> entry.get("type").equals("inbound-rtp") && "video".equals(entry.get("kind")))
                .findFirst().orElseThrow();
    }

    private static Map<String, Object> outbound(TestPeer peer) {
        return outbound(peer.statistics());
    }

    private static Map<String, Object> outbound(List<Map<String, Object>> entries) {
        return entries.stream().filter(entry -> entry.get("type").equals("outbound-rtp") && "video".equals(entry.get("kind")))
                .findFirst().orElseThrow();
    }

    private static double number(Map<String, Object> entry, String name) {
        return entry.get(name) instanceof Number number ? number.doubleValue() : 0;
    }
}
