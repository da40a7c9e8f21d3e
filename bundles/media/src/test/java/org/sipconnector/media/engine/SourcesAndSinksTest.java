/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.media.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sipconnector.api.media.Direction;
import org.sipconnector.api.media.LocalTrack;
import org.sipconnector.api.media.MediaKind;
import org.sipconnector.api.media.PeerId;
import org.sipconnector.api.media.RemoteTrack;
import org.sipconnector.api.media.spi.AudioSink;
import org.sipconnector.api.media.spi.AudioSource;
import org.sipconnector.api.media.spi.I420Frame;
import org.sipconnector.api.media.spi.VideoSink;
import org.sipconnector.api.media.spi.VideoSource;
import org.sipconnector.spi.media.MediaEvent;
import org.sipconnector.spi.media.TransceiverSettings;
import org.sipconnector.testkit.Await;

/** Media of server code and of files. */
class SourcesAndSinksTest extends NativeTest {

    @TempDir
    Path folder;

    @AfterEach
    void forgetServices() {
        List.of("in", "out").forEach(SERVICES::remove);
    }

    @Test
    void serverCodePushesAndPullsSound() {
        AtomicLong loud = new AtomicLong();
        SERVICES.put("in", (AudioSource) block -> {
            for (int i = 0; i < block.length; i++) {
                block[i] = (short) (i % 48 < 24 ? 9000 : -9000);
            }
        });
        SERVICES.put("out", (AudioSink) (peer, track, block) -> {
            if (Arrays.hashCode(block) != Arrays.hashCode(new short[block.length])) {
                loud.incrementAndGet();
            }
        });
        try (TestPeer caller = new TestPeer(engine); TestPeer callee = new TestPeer(engine)) {
            caller.with(line(MediaKind.AUDIO, "service:in"));
            caller.call(callee, TransceiverSettings.receiving("ear", MediaKind.AUDIO));
            engine.addSink(callee.id, "ear", "service:out");
            Await.until("loud sound reaches the sink", () -> loud.get() > 20);
            engine.removeSink(callee.id, "ear", "service:out");
            assertThat(callee.ears.await(MediaEvent.SinkRemoved.class).reason()).isEmpty();
        }
    }

    @Test
    void serverCodePushesAndPullsPictures() {
        AtomicLong seen = new AtomicLong();
        SERVICES.put("in", new VideoSource() {
            @Override
            public double frameRate() {
                return 20;
            }

            @Override
            public Optional<I420Frame> next(long nanos) {
                return Optional.of(I420Frame.black(176, 144));
            }
        });
        SERVICES.put("out", (VideoSink) (peer, track, frame, nanos) -> {
            if (frame.width() == 176 && frame.height() == 144) {
                seen.incrementAndGet();
            }
        });
        try (TestPeer caller = new TestPeer(engine); TestPeer callee = new TestPeer(engine)) {
            caller.with(line(MediaKind.VIDEO, "service:in"));
            caller.call(callee, TransceiverSettings.receiving("eye", MediaKind.VIDEO));
            engine.addSink(callee.id, "eye", "service:out");
            Await.until("pictures reach the sink", () -> seen.get() > 5);
        }
    }

    @Test
    void aSlowSinkLosesMediaAndDelaysNobody() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        SERVICES.put("out", (AudioSink) (peer, track, block) -> {
            try {
                release.await();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        });
        try (TestPeer caller = new TestPeer(engine); TestPeer callee = new TestPeer(engine)) {
            caller.with(TestPeer.tone("audio"));
            caller.call(callee, TestPeer.tone("ear"));
            engine.addSink(callee.id, "ear", "service:out");
            callee.awaitMoreAudio();
            caller.awaitMoreAudio();
            callee.awaitMoreAudio();
        } finally {
            release.countDown();
        }
    }

    @Test
    void slowSourcesSendNothingAndDelayNobody() {
        CountDownLatch release = new CountDownLatch(1);
        SERVICES.put("in", new SlowSource(release));
        try (TestPeer caller = new TestPeer(engine); TestPeer callee = new TestPeer(engine)) {
            caller.with(TestPeer.tone("audio"), TestPeer.pattern("camera"), line(MediaKind.VIDEO, "service:in"));
            caller.call(callee, TestPeer.tone("ear"), TestPeer.pattern("eye"), TransceiverSettings.receiving("slow", MediaKind.VIDEO));
            callee.awaitMoreAudio();
            callee.awaitMoreFrames();
            caller.awaitMoreFrames();
            callee.awaitMoreAudio();
            assertThat(callee.frames("slow")).isZero();
            release.countDown();
            Await.until("pictures come on slow", () -> callee.frames("slow") > 3);
        } finally {
            release.countDown();
        }
    }

    private record SlowSource(CountDownLatch release) implements VideoSource {

        @Override
        public double frameRate() {
            return 15;
        }

        @Override
        public Optional<I420Frame> next(long nanos) {
            try {
                release.await();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
            return Optional.of(I420Frame.black(176, 144));
        }
    }

    @Test
    void sinksThatBlockAllThreadsThereAreDelayNoOtherSink() {
        CountDownLatch release = new CountDownLatch(1);
        List<String> blocking = IntStream.range(0, 12).mapToObj(number -> "blocking-" + number).toList();
        blocking.forEach(name -> SERVICES.put(name, (AudioSink) (peer, track, block) -> {
            try {
                release.await();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }));
        AtomicLong heard = new AtomicLong();
        SERVICES.put("out", (AudioSink) (peer, track, block) -> heard.incrementAndGet());
        try (TestPeer caller = new TestPeer(engine); TestPeer callee = new TestPeer(engine)) {
            caller.with(TestPeer.tone("audio"));
            caller.call(callee, TestPeer.tone("ear"));
            blocking.forEach(name -> engine.addSink(callee.id, "ear", "service:" + name));
            callee.awaitMoreAudio();
            engine.addSink(callee.id, "ear", "service:out");
            Await.until("sound goes on", () -> heard.get() > 100);
        } finally {
            release.countDown();
            blocking.forEach(SERVICES::remove);
        }
    }

    @Test
    void aSinkThatThrowsIsEndedAndTakenAwayAndTheCallGoesOn() {
        CountDownLatch ended = new CountDownLatch(1);
        SERVICES.put("out", new AudioSink() {
            @Override
            public void accept(PeerId peer, RemoteTrack track, short[] block) {
                throw new IllegalStateException("disk full");
            }

            @Override
            public void ended(PeerId peer, RemoteTrack track) {
                ended.countDown();
            }
        });
        try (TestPeer caller = new TestPeer(engine); TestPeer callee = new TestPeer(engine)) {
            caller.with(TestPeer.tone("audio"));
            caller.call(callee, TestPeer.tone("ear"));
            engine.addSink(callee.id, "ear", "service:out");
            assertThat(callee.ears.await(MediaEvent.SinkRemoved.class).reason()).contains("disk full");
            Await.until("it has ended", () -> ended.getCount() == 0);
            callee.awaitMoreAudio();
        }
    }

    @Test
    void whatWasRecordedCanBePlayed() throws Exception {
        Path sound = folder.resolve("call.wav");
        Path picture = folder.resolve("call.y4m");
        try (TestPeer caller = new TestPeer(engine); TestPeer callee = new TestPeer(engine)) {
            caller.with(TestPeer.tone("audio"), TestPeer.pattern("camera"));
            caller.call(callee, TestPeer.tone("ear"), TestPeer.pattern("eye"));
            callee.awaitMoreFrames();
            engine.addSink(callee.id, "ear", "file:" + sound);
            engine.addSink(callee.id, "eye", "file:" + picture);
            Await.until("both files grow", () -> sound.toFile().length() > 44 + 9600 && picture.toFile().length() > 3L * I420Frame.size(320, 180));
            engine.removeSink(callee.id, "ear", "file:" + sound);
            engine.removeSink(callee.id, "eye", "file:" + picture);
            callee.ears.until("both sinks are removed", () -> callee.ears.all(MediaEvent.SinkRemoved.class).size() == 2);
        }
        try (TestPeer caller = new TestPeer(engine); TestPeer callee = new TestPeer(engine)) {
            caller.with(line(MediaKind.AUDIO, "file:" + sound), line(MediaKind.VIDEO, "file:" + picture));
            caller.call(callee);
            callee.awaitMoreAudio();
            callee.awaitMoreFrames();
            assertThat(callee.flow().tracks().get(1).width()).isEqualTo(320);
        }
    }

    @Test
    void aSinkThatCannotBeOpenedIsNamed() {
        try (TestPeer caller = new TestPeer(engine); TestPeer callee = new TestPeer(engine)) {
            caller.with(TestPeer.tone("audio"));
            caller.call(callee, TestPeer.tone("ear"));
            engine.addSink(callee.id, "ear", "file:/no/such/folder/call.wav");
            assertThat(callee.ears.await(MediaEvent.PeerCommandFailed.class).reason()).contains("/no/such/folder/call.wav");
        }
    }

    private static TransceiverSettings line(MediaKind kind, String source) {
        String name = kind.name().toLowerCase(Locale.ROOT);
        return TransceiverSettings.sending(name, new LocalTrack(name + "-track", kind, source), "stream", Direction.SENDONLY);
    }
}
