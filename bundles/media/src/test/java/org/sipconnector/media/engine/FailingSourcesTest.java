/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.media.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.DoubleSupplier;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.sipconnector.api.media.Direction;
import org.sipconnector.api.media.LocalTrack;
import org.sipconnector.api.media.MediaKind;
import org.sipconnector.api.media.SdpType;
import org.sipconnector.api.media.spi.AudioSource;
import org.sipconnector.api.media.spi.I420Frame;
import org.sipconnector.api.media.spi.VideoSource;
import org.sipconnector.spi.media.MediaEvent;
import org.sipconnector.spi.media.TransceiverSettings;
import org.sipconnector.testkit.Await;

/** A source that fails is told with its name and reason and leaves the call as it was. */
class FailingSourcesTest extends NativeTest {

    @TempDir
    Path folder;

    @AfterEach
    void forgetServices() {
        List.of("voice", "film").forEach(SERVICES::remove);
    }

    private record Film(DoubleSupplier rate, IntFunction<Optional<I420Frame>> frames, AtomicInteger asked) implements VideoSource {

        Film(DoubleSupplier rate, IntFunction<Optional<I420Frame>> frames) {
            this(rate, frames, new AtomicInteger());
        }

        @Override
        public double frameRate() {
            return rate.getAsDouble();
        }

        @Override
        public Optional<I420Frame> next(long nanos) {
            return frames.apply(asked.getAndIncrement());
        }
    }

    private static Optional<I420Frame> picture(int number) {
        return Optional.of(I420Frame.black(160, 120));
    }

    private static <T> T torn() {
        throw new IllegalStateException("the film is torn");
    }

    static Stream<Arguments> films() {
        return Stream.of(
                Arguments.of("it throws at once", new Film(() -> 15, number -> torn()), "the film is torn"),
                Arguments.of("it throws later", new Film(() -> 15, number -> number < 10 ? picture(number) : torn()), "the film is torn"),
                Arguments.of("it throws an error", new Film(() -> 15, number -> {
                    throw new NoClassDefFoundError("Projector");
                }), "Projector"),
                Arguments.of("it gives null", new Film(() -> 15, number -> null), "NullPointerException"),
                Arguments.of("its pictures are cut", new Film(() -> 15, number -> Optional.of(new I420Frame(160, 120, new byte[7]))), "160x120"),
                Arguments.of("it does not tell its rate", new Film(FailingSourcesTest::torn, FailingSourcesTest::picture), "the film is torn"),
                Arguments.of("its rate is no number", new Film(() -> Double.NaN, FailingSourcesTest::picture), "frame rate is NaN"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("films")
    void aFilmOfTheServerThatFailsIsToldAndTheCallGoesOn(String how, VideoSource film, String reason) {
        SERVICES.put("film", film);
        try (TestPeer caller = new TestPeer(engine); TestPeer callee = new TestPeer(engine)) {
            LocalTrack track = new LocalTrack("film-track", MediaKind.VIDEO, "service:film");
            caller.with(TestPeer.tone("audio"), TransceiverSettings.sending("film", track, "s", Direction.SENDONLY));
            caller.call(callee, TestPeer.tone("ear"), TransceiverSettings.receiving("eye", MediaKind.VIDEO));

            MediaEvent.SourceFailed failed = caller.ears.await(MediaEvent.SourceFailed.class);
            assertThat(failed.transceiver()).isEqualTo("film");
            assertThat(failed.track()).isEqualTo(track);
            assertThat(failed.reason()).contains("video source 'service:film' failed", reason);
            callee.awaitMoreAudio();
            assertThat(caller.failure()).isEmpty();
            engine.replaceTrack(caller.id, "film", Optional.of(new LocalTrack("other", MediaKind.VIDEO, "pattern:160x120@15")));
            Await.until("pictures come on eye", () -> callee.frames("eye") > 3);
        }
    }

    @Test
    void aVoiceOfTheServerThatFailsAndRecoversIsHeardAgain() {
        AtomicBoolean broken = new AtomicBoolean(true);
        SERVICES.put("voice", (AudioSource) block -> {
            if (broken.get()) {
                throw new IllegalStateException("hoarse");
            }
            Arrays.fill(block, 0, block.length / 2, (short) 9000);
        });
        try (TestPeer caller = new TestPeer(engine); TestPeer callee = new TestPeer(engine); TestPeer other = new TestPeer(engine)) {
            caller.with(voice("audio"));
            caller.call(callee, TestPeer.tone("ear"));
            assertThat(caller.ears.await(MediaEvent.SourceFailed.class).reason()).contains("audio source 'service:voice' failed", "hoarse");
            other.with(voice("later"));
            other.ears.await(MediaEvent.SourceFailed.class, failed -> failed.transceiver().equals("later"));
            caller.awaitMoreAudio();
            assertThat(caller.ears.all(MediaEvent.SourceFailed.class)).as("told once").hasSize(1);

            broken.set(false);
            callee.ears.await(MediaEvent.FirstMedia.class);
            callee.awaitMoreAudio();
        }
    }

    @Test
    void aFileThatGoesWhileItIsPlayedIsNamed() throws Exception {
        Path tape = wav("tape.wav");
        try (TestPeer caller = new TestPeer(engine); TestPeer callee = new TestPeer(engine)) {
            caller.with(TransceiverSettings.sending("audio", new LocalTrack("t", MediaKind.AUDIO, "file:" + tape), "s", Direction.SENDRECV));
            caller.call(callee, TestPeer.tone("ear"));
            callee.awaitMoreAudio();
            Files.delete(tape);
            assertThat(caller.ears.await(MediaEvent.SourceFailed.class).reason()).contains("file:" + tape, "NoSuchFileException");
            caller.awaitMoreAudio();
        }
    }

    @Test
    void aFileThatCannotBePlayedLeavesWhatIsSentAsItIs() throws Exception {
        Path text = Files.writeString(folder.resolve("notes.wav"), "no sound at all, and long enough for a header");
        Path deep = Files.writeString(folder.resolve("deep.y4m"), "YUV4MPEG2 W64 H48 F15:1 C422\n");
        try (TestPeer caller = new TestPeer(engine); TestPeer callee = new TestPeer(engine)) {
            caller.with(TestPeer.tone("audio"), TestPeer.pattern("camera"));
            caller.call(callee, TestPeer.tone("ear"), TestPeer.pattern("eye"));
            for (String source : List.of("file:" + text, "file:" + folder.resolve("missing.wav"), "file:" + folder, "trumpet:1")) {
                assertThat(refused(caller, "audio", new LocalTrack("t", MediaKind.AUDIO, source)))
                        .contains(source.substring(source.indexOf(':') + 1));
            }
            assertThat(refused(caller, "camera", new LocalTrack("p", MediaKind.VIDEO, "file:" + deep))).contains("deep.y4m", "C422");
            callee.awaitMoreAudio();
            callee.awaitMoreFrames();
        }
    }

    @Test
    void anAnswerWhoseSourceCannotBeHadChangesNothing() {
        try (TestPeer caller = new TestPeer(engine); TestPeer callee = new TestPeer(engine)) {
            caller.with(TestPeer.tone("audio"));
            String offer = caller.offer();
            LocalTrack missing = new LocalTrack("t", MediaKind.AUDIO, "file:" + folder.resolve("missing.wav"));
            engine.setRemote(callee.id, "in vain", SdpType.OFFER, offer,
                    List.of(TransceiverSettings.sending("ear", missing, "s", Direction.SENDRECV)));
            MediaEvent.PeerCommandFailed failed = callee.ears.await(MediaEvent.PeerCommandFailed.class);
            assertThat(failed.reason()).contains("missing.wav");
            assertThat(failed.transceiver()).as("the line whose source is missing").isEqualTo("ear");
            caller.accept(callee.answer(offer, TestPeer.tone("ear")));
            callee.awaitMoreAudio();
            caller.awaitMoreAudio();
        }
    }

    @Test
    void aServiceThatIsGoneIsToldAndSentAgainWhenItIsBack() {
        SERVICES.put("film", new Film(() -> 15, FailingSourcesTest::picture));
        SERVICES.put("voice", (AudioSource) block -> Arrays.fill(block, 0, block.length / 2, (short) 9000));
        try (TestPeer caller = new TestPeer(engine); TestPeer callee = new TestPeer(engine)) {
            LocalTrack film = new LocalTrack("film-track", MediaKind.VIDEO, "service:film");
            caller.with(voice("audio"), TransceiverSettings.sending("film", film, "s", Direction.SENDONLY));
            caller.call(callee, TestPeer.tone("ear"), TransceiverSettings.receiving("eye", MediaKind.VIDEO));
            callee.awaitMoreFrames();

            SERVICES.remove("film");
            SERVICES.remove("voice");
            for (String line : List.of("audio", "film")) {
                assertThat(caller.ears.await(MediaEvent.SourceFailed.class, failed -> failed.transceiver().equals(line)).reason())
                        .contains("source 'service:", "no service of that name is registered");
            }
            SERVICES.put("film", new Film(() -> 15, FailingSourcesTest::picture));
            callee.awaitMoreFrames();
            assertThat(caller.failure()).isEmpty();
        }
    }

    @Test
    void aFilmCutShortWhileItIsSentIsNamed() throws Exception {
        Path film = folder.resolve("film.y4m");
        byte[] head = "YUV4MPEG2 W160 H120 F15:1 C420\n".getBytes();
        byte[] picture = new byte[6 + I420Frame.size(160, 120)];
        System.arraycopy("FRAME\n".getBytes(), 0, picture, 0, 6);
        Files.write(film, head);
        Files.write(film, picture, StandardOpenOption.APPEND);
        try (TestPeer caller = new TestPeer(engine); TestPeer callee = new TestPeer(engine)) {
            LocalTrack track = new LocalTrack("film-track", MediaKind.VIDEO, "file:" + film);
            caller.with(TestPeer.tone("audio"), TransceiverSettings.sending("film", track, "s", Direction.SENDONLY));
            caller.call(callee, TestPeer.tone("ear"), TransceiverSettings.receiving("eye", MediaKind.VIDEO));
            callee.awaitMoreFrames();

            Files.write(film, Arrays.copyOf(head, head.length + 100));
            assertThat(caller.ears.await(MediaEvent.SourceFailed.class).reason()).contains("file:" + film);
            callee.awaitMoreAudio();
            assertThat(caller.failure()).isEmpty();
        }
    }

    @Test
    void aFilmThatEndsInItsFirstPictureIsNamedAndNotRepeatedInSilence() throws Exception {
        Path film = Files.writeString(folder.resolve("short.y4m"), "YUV4MPEG2 W160 H120 F15:1 C420\nFRAME\nabc");
        try (TestPeer caller = new TestPeer(engine); TestPeer callee = new TestPeer(engine)) {
            LocalTrack track = new LocalTrack("film-track", MediaKind.VIDEO, "file:" + film);
            caller.with(TestPeer.tone("audio"), TransceiverSettings.sending("film", track, "s", Direction.SENDONLY));
            caller.call(callee, TestPeer.tone("ear"), TransceiverSettings.receiving("eye", MediaKind.VIDEO));

            assertThat(caller.ears.await(MediaEvent.SourceFailed.class).reason()).contains("file:" + film, "ends before its first picture");
            callee.awaitMoreAudio();
        }
    }

    private static String refused(TestPeer peer, String line, LocalTrack track) {
        int before = peer.ears.all(MediaEvent.PeerCommandFailed.class).size();
        engine.replaceTrack(peer.id, line, Optional.of(track));
        peer.ears.until("the command fails", () -> peer.ears.all(MediaEvent.PeerCommandFailed.class).size() > before);
        return peer.ears.all(MediaEvent.PeerCommandFailed.class).get(before).reason();
    }

    private static TransceiverSettings voice(String name) {
        return TransceiverSettings.sending(name, new LocalTrack(name, MediaKind.AUDIO, "service:voice"), "s", Direction.SENDRECV);
    }

    /** A fifth of a second of sound. */
    private Path wav(String name) throws Exception {
        ByteBuffer file = ByteBuffer.allocate(44 + 19_200).order(ByteOrder.LITTLE_ENDIAN);
        file.put("RIFF".getBytes()).putInt(36 + 19_200).put("WAVEfmt ".getBytes()).putInt(16).putShort((short) 1).putShort((short) 1)
                .putInt(48_000).putInt(96_000).putShort((short) 2).putShort((short) 16).put("data".getBytes()).putInt(19_200);
        for (int i = 0; i < 9600; i++) {
            file.putShort((short) (i % 48 < 24 ? 9000 : -9000));
        }
        return Files.write(folder.resolve(name), file.array());
    }
}
