/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.media.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sipconnector.api.ConnectorId;
import org.sipconnector.api.media.Direction;
import org.sipconnector.api.media.LocalTrack;
import org.sipconnector.api.media.MediaKind;
import org.sipconnector.api.media.spi.AudioSink;
import org.sipconnector.api.media.spi.AudioSource;
import org.sipconnector.api.media.spi.I420Frame;
import org.sipconnector.api.media.spi.VideoSink;
import org.sipconnector.api.media.spi.VideoSource;
import org.sipconnector.media.helper.HelperEngine;
import org.sipconnector.media.helper.HelperLaunch;
import org.sipconnector.spi.foundation.StateTransfer;
import org.sipconnector.spi.media.MediaEngine;
import org.sipconnector.spi.media.MediaEvent;
import org.sipconnector.spi.media.MediaHealth;
import org.sipconnector.spi.media.PeerConnectionState;
import org.sipconnector.spi.media.TransceiverSettings;
import org.sipconnector.testkit.Await;
import org.sipconnector.testkit.EventRecorder;

/** The engine in helper processes: as good as in this one, and nobody dies with it. */
class HelperProcessTest {

    private final NamedServices services = new NamedServices();
    private HelperEngine helpers;
    private MediaEngine engine;

    @BeforeEach
    void startHelpers() {
        Optional<String> missing = new SystemLibraries().missing();
        Assumptions.assumeTrue(missing.isEmpty(), () -> "skipped: " + missing.orElse(""));
        helpers = new HelperEngine(HelperLaunch.likeThisProcess(System.getProperty("java.class.path")), 2, services);
        engine = helpers;
        Await.reading("the engine is ready", engine::health, now -> now.state() == MediaHealth.State.READY);
    }

    @AfterEach
    void stopHelpers() {
        if (helpers != null) {
            List<Long> processes = helpers.processes();
            helpers.close();
            Await.until("no helper is left", () -> processes.stream().noneMatch(HelperProcessTest::lives));
        }
    }

    @Test
    void anOwnerWithoutAKernelIsToldOfItsLossByTheNextEngine() {
        TestPeer peer = new TestPeer(engine).with(TestPeer.tone("audio"));
        peer.offer();
        engine.detach(peer.owner);

        Map<ConnectorId, Object> left = ((StateTransfer) engine).leave();

        EventRecorder next = new EventRecorder();
        engine.attach(peer.owner, next);
        ((StateTransfer) engine).takeUp(peer.owner, left.get(peer.owner));
        assertThat(next.await(MediaEvent.MediaEngineLost.class).blueprint()).isPresent();
    }

    @Test
    @SuppressWarnings("try")
    void callsBetweenTwoHelpersCarrySoundAndPictures() {
        try (TestPeer caller = new TestPeer(engine); TestPeer second = new TestPeer(engine); TestPeer callee = new TestPeer(engine)) {
            assertThat(helpers.processes()).hasSize(2);
            assertThat(engine.statistics().peers()).isEqualTo(3);
            caller.with(TestPeer.tone("audio"), TestPeer.pattern("camera"));
            caller.call(callee, TestPeer.tone("microphone"), TestPeer.pattern("room"));
            Await.until("the flow is told", () -> engine.flow(caller.id).isPresent() && engine.flow(callee.id).isPresent());
            caller.awaitMoreAudio();
            callee.awaitMoreFrames();
            assertThat(callee.statistics()).extracting(entry -> entry.get("type")).contains("inbound-rtp");
        }
        Await.until("no connection is left",
                () -> engine.statistics().peers() == 0 && engine.statistics().sources() == 0 && engine.statistics().closed() == 3,
                engine::statistics);
    }

    @Test
    void aKilledHelperCostsItsOwnCallsAndANewOneTakesTheNext() {
        try (TestPeer first = new TestPeer(engine); TestPeer neighbour = new TestPeer(engine)) {
            long doomed = helpers.processes().get(0);
            try (TestPeer other = new TestPeer(engine); TestPeer partner = new TestPeer(engine)) {
                other.with(TestPeer.tone("audio"));
                other.call(partner, TestPeer.tone("microphone"));
                Await.until("the flow is told", () -> engine.flow(other.id).isPresent());
                ProcessHandle.of(doomed).orElseThrow().destroyForcibly();

                assertThat(first.ears.await(MediaEvent.MediaEngineLost.class).reason()).contains("code 137");
                neighbour.ears.await(MediaEvent.MediaEngineLost.class);
                other.awaitMoreAudio();
                assertThat(other.ears.all(MediaEvent.MediaEngineLost.class)).isEmpty();

                try (TestPeer again = new TestPeer(engine); TestPeer partnerAgain = new TestPeer(engine)) {
                    again.with(TestPeer.tone("audio"));
                    again.call(partnerAgain, TestPeer.tone("microphone"));
                    Await.until("the flow is told", () -> engine.flow(again.id).isPresent());
                    again.awaitMoreAudio();
                    assertThat(helpers.processes()).hasSize(2).doesNotContain(doomed);
                }
            }
        }
    }

    @Test
    void aCallOfAKilledHelperGoesOnInAnother() {
        try (TestPeer caller = new TestPeer(engine); TestPeer neighbour = new TestPeer(engine); TestPeer callee = new TestPeer(engine)) {
            caller.with(TestPeer.tone("audio"), TestPeer.pattern("camera"));
            caller.call(callee, TestPeer.tone("microphone"), TestPeer.pattern("room"));
            callee.awaitMoreFrames();
            ProcessHandle.of(helpers.processes().get(0)).orElseThrow().destroyForcibly();
            PeerConnectionState blueprint = caller.ears.await(MediaEvent.MediaEngineLost.class).blueprint().orElseThrow();
            neighbour.ears.await(MediaEvent.MediaEngineLost.class);
            try (TestPeer again = caller.reopened(engine, blueprint)) {
                String answer = callee.answer(again.offer());
                assertThat(answer).as("the other end would begin the handshake on the way that is gone").contains("a=setup:passive");
                again.accept(answer);
                Await.until("the flow is told", () -> engine.flow(again.id).isPresent());
                again.awaitMoreAudio();
                again.awaitMoreFrames();
                callee.awaitMoreAudio();
                callee.awaitMoreFrames();
            }
        }
    }

    @Test
    void aCallThatMayHaveEndedAHelperIsNotTriedAgainBesideOthers() {
        try (TestPeer suspect = new TestPeer(engine).with(TestPeer.tone("audio"))) {
            suspect.offer();
            ProcessHandle.of(helpers.processes().get(0)).orElseThrow().destroyForcibly();
            PeerConnectionState blueprint = suspect.ears.await(MediaEvent.MediaEngineLost.class).blueprint().orElseThrow();
            TestPeer again = suspect.reopened(engine, blueprint);
            again.offer();
            long own = helpers.processes().get(0);
            try (TestPeer other = new TestPeer(engine).with(TestPeer.tone("audio"))) {
                other.offer();
                assertThat(helpers.processes()).hasSize(2);
                ProcessHandle.of(own).orElseThrow().destroyForcibly();
                again.ears.await(MediaEvent.MediaEngineLost.class);
                assertThat(other.offer()).contains("m=audio");
                assertThat(other.ears.all(MediaEvent.MediaEngineLost.class)).isEmpty();
            }
        }
    }

    @Test
    void aHelperThatHangsIsKilledAndItsConnectionsCanBeMadeAgain() throws Exception {
        try (HelperEngine watched = new HelperEngine(HelperLaunch.likeThisProcess(System.getProperty("java.class.path")), 2, services,
                Duration.ofSeconds(10), 200)) {
            Await.reading("the engine is ready", watched::health, now -> now.state() == MediaHealth.State.READY);
            try (TestPeer peer = new TestPeer(watched).with(TestPeer.tone("audio"))) {
                peer.offer();
                long hanging = watched.processes().get(0);
                new ProcessBuilder("kill", "-STOP", Long.toString(hanging)).start().waitFor();

                PeerConnectionState blueprint = peer.ears.await(MediaEvent.MediaEngineLost.class).blueprint().orElseThrow();
                Await.until("the helper that hangs is ended", () -> !lives(hanging));
                try (TestPeer again = peer.reopened(watched, blueprint)) {
                    assertThat(again.offer()).contains("m=audio");
                }
            }
        }
    }

    @Test
    void anEmptyHelperThatServedManyConnectionsIsReplacedByAFreshOneAndBusyOnesAreNot() {
        try (HelperEngine aging = new HelperEngine(HelperLaunch.likeThisProcess(System.getProperty("java.class.path")), 2, services,
                Duration.ofSeconds(15), 3)) {
            Await.reading("the engine is ready", aging::health, now -> now.state() == MediaHealth.State.READY);
            long first = aging.processes().get(0);
            try (TestPeer stays = new TestPeer(aging).with(TestPeer.tone("audio"))) {
                for (int i = 0; i < 2; i++) {
                    new TestPeer(aging).close();
                }
                assertThat(stays.offer()).contains("m=audio");
                try (TestPeer next = new TestPeer(aging).with(TestPeer.tone("audio"))) {
                    assertThat(aging.processes()).as("an old helper takes no more").hasSize(2).contains(first);
                    assertThat(next.offer()).contains("m=audio");
                }
                assertThat(lives(first)).isTrue();
            }
            Await.until("another helper has taken the place of the first",
                    () -> !lives(first) && !aging.processes().contains(first) && !aging.processes().isEmpty());
            Await.reading("the engine is ready", aging::health, now -> now.state() == MediaHealth.State.READY);
            try (TestPeer caller = new TestPeer(aging); TestPeer callee = new TestPeer(aging)) {
                caller.with(TestPeer.tone("audio"));
                caller.call(callee, TestPeer.tone("microphone"));
                callee.awaitMoreAudio();
            }
        }
    }

    @Test
    void aConnectionThatIsLostAgainBeforeItIsConnectedStaysLost() {
        try (TestPeer peer = new TestPeer(engine).with(TestPeer.tone("audio"))) {
            peer.offer();
            ProcessHandle.of(helpers.processes().get(0)).orElseThrow().destroyForcibly();
            PeerConnectionState blueprint = peer.ears.await(MediaEvent.MediaEngineLost.class).blueprint().orElseThrow();
            TestPeer again = peer.reopened(engine, blueprint);
            again.offer();
            ProcessHandle.of(helpers.processes().get(0)).orElseThrow().destroyForcibly();
            assertThat(again.ears.await(MediaEvent.MediaEngineLost.class).blueprint()).isEmpty();
        }
    }

    @Test
    void soundAndPicturesOfTheServerCrossTheBorder() {
        AtomicLong heard = new AtomicLong();
        AtomicLong seen = new AtomicLong();
        AtomicLong asked = new AtomicLong();
        services.put("in", (AudioSource) block -> {
            for (int i = 0; i < block.length; i++) {
                block[i] = (short) (i % 48 < 24 ? 9000 : -9000);
            }
        });
        services.put("pictures", new VideoSource() {
            @Override
            public double frameRate() {
                return 10;
            }

            @Override
            public Optional<I420Frame> next(long nanos) {
                asked.incrementAndGet();
                return Optional.of(I420Frame.black(176, 144));
            }
        });
        services.put("ear", (AudioSink) (peer, track, block) -> {
            if (block[block.length / 2] != 0) {
                heard.incrementAndGet();
            }
        });
        services.put("eye", (VideoSink) (peer, track, frame, nanos) -> seen.addAndGet(frame.width() == 176 ? 1 : 0));
        try (TestPeer caller = new TestPeer(engine); TestPeer callee = new TestPeer(engine)) {
            caller.with(TransceiverSettings.sending("audio", new LocalTrack("a", MediaKind.AUDIO, "service:in"), "s", Direction.SENDONLY),
                    TransceiverSettings.sending("video", new LocalTrack("v", MediaKind.VIDEO, "service:pictures"), "s", Direction.SENDONLY));
            caller.call(callee, TransceiverSettings.receiving("ear", MediaKind.AUDIO), TransceiverSettings.receiving("eye", MediaKind.VIDEO));
            engine.addSink(callee.id, "ear", "service:ear");
            engine.addSink(callee.id, "eye", "service:eye");
            Await.until("sound and pictures come", () -> heard.get() > 50 && seen.get() > 10);
            AskedRate rate = new AskedRate(asked);
            Await.until("pictures are asked for ten times a second", () -> rate.next() > 6 && rate.latest < 13);
        }
    }

    /** Frames asked of a source in a second. A busy machine delays some and makes up for them later: that is no rate of its own. */
    private static final class AskedRate {

        private final AtomicLong asked;
        private double latest;

        AskedRate(AtomicLong asked) {
            this.asked = asked;
        }

        double next() {
            long begin = System.nanoTime();
            long before = asked.get();
            Await.until("two seconds are measured", () -> System.nanoTime() - begin > 2_000_000_000L);
            latest = (asked.get() - before) * 1e9 / (System.nanoTime() - begin);
            return latest;
        }
    }

    @Test
    void aSinkOfTheServerThatThrowsIsTakenAwayAndASourceThatBlocksDelaysNoOther() {
        CountDownLatch release = new CountDownLatch(1);
        services.put("blocking", (AudioSource) block -> {
            try {
                release.await();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        });
        services.put("in", (AudioSource) block -> Arrays.fill(block, 0, block.length / 2, (short) 9000));
        services.put("out", (AudioSink) (peer, track, block) -> {
            throw new IllegalStateException("disk full");
        });
        try (TestPeer caller = new TestPeer(engine); TestPeer callee = new TestPeer(engine)) {
            caller.with(sending("stuck", "service:blocking"), sending("audio", "service:in"));
            caller.call(callee, TransceiverSettings.receiving("silent", MediaKind.AUDIO), TransceiverSettings.receiving("ear", MediaKind.AUDIO));
            callee.awaitMoreAudio();
            engine.addSink(callee.id, "ear", "service:out");
            assertThat(callee.ears.await(MediaEvent.SinkRemoved.class).reason()).contains("disk full");
            callee.awaitMoreAudio();
        } finally {
            release.countDown();
        }
    }

    @Test
    void aSourceOfTheServerThatThrowsIsToldAcrossTheBorder() {
        services.put("in", (AudioSource) block -> {
            throw new IllegalStateException("hoarse");
        });
        services.put("pictures", new VideoSource() {
            @Override
            public double frameRate() {
                throw new IllegalStateException("no rate");
            }

            @Override
            public Optional<I420Frame> next(long nanos) {
                return Optional.empty();
            }
        });
        try (TestPeer peer = new TestPeer(engine); TestPeer other = new TestPeer(engine)) {
            peer.with(sending("audio", "service:in"),
                    TransceiverSettings.sending("video", new LocalTrack("v", MediaKind.VIDEO, "service:pictures"), "s", Direction.SENDONLY));
            peer.call(other, TestPeer.tone("ear"), TransceiverSettings.receiving("eye", MediaKind.VIDEO));
            assertThat(peer.ears.await(MediaEvent.SourceFailed.class, failed -> failed.transceiver().equals("audio")).reason())
                    .contains("'service:in' failed", "hoarse");
            assertThat(peer.ears.await(MediaEvent.SourceFailed.class, failed -> failed.transceiver().equals("video")).reason())
                    .contains("'service:pictures' failed", "no rate");
            services.put("in", (AudioSource) block -> Arrays.fill(block, 0, block.length / 2, (short) 9000));
            other.ears.await(MediaEvent.FirstMedia.class);
            assertThat(peer.ears.all(MediaEvent.SourceFailed.class)).as("told once each").hasSize(2);
        }
    }

    private static TransceiverSettings sending(String name, String source) {
        return TransceiverSettings.sending(name, new LocalTrack(name, MediaKind.AUDIO, source), "s", Direction.SENDONLY);
    }

    @Test
    void aHelperThatCannotStartIsReported() {
        try (HelperEngine broken = new HelperEngine(new HelperLaunch(Path.of("/no/such/java"), "", List.of()), 1, services)) {
            Await.reading("the engine is unavailable", broken::health, now -> now.state() == MediaHealth.State.UNAVAILABLE);
            assertThat(broken.health().reason()).contains("before it was ready");
            try (TestPeer peer = new TestPeer(broken)) {
                assertThat(peer.ears.await(MediaEvent.MediaEngineLost.class).blueprint()).isEmpty();
            }
        }
    }

    @Test
    void aMediaLibraryThatCannotBeLoadedIsToldInPlainWordsAndLeavesNoFile(@TempDir Path folder) throws Exception {
        Path temporary = Files.createDirectory(folder.resolve("temporary"));
        Path broken = Files.createDirectory(folder.resolve("broken"));
        for (String platform : List.of("x86_64", "aarch64")) {
            Files.writeString(broken.resolve("libwebrtc-java-linux-" + platform + ".so"), "no library at all");
        }
        HelperLaunch launch = new HelperLaunch(Path.of(System.getProperty("java.home"), "bin", "java"),
                broken + File.pathSeparator + System.getProperty("java.class.path"), List.of("-Djava.io.tmpdir=" + temporary));
        try (HelperEngine refusing = new HelperEngine(launch, 1, services)) {
            Await.reading("the engine is unavailable", refusing::health, now -> now.state() == MediaHealth.State.UNAVAILABLE);
            assertThat(refusing.health().reason()).contains("the media library cannot be loaded", "UnsatisfiedLinkError");
            Await.until("no file is left", () -> temporary.toFile().list().length == 0);
        }
    }

    private static boolean lives(long process) {
        return ProcessHandle.of(process).map(ProcessHandle::isAlive).orElse(false);
    }
}
