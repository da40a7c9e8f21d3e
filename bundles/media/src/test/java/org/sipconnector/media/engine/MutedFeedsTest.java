/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.media.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.sipconnector.api.media.LocalTrack;
import org.sipconnector.api.media.MediaKind;
import org.sipconnector.api.media.spi.AudioSink;
import org.sipconnector.api.media.spi.VideoSink;
import org.sipconnector.spi.media.TransceiverSettings;
import org.sipconnector.testkit.Await;

/** What is muted is heard as silence and seen as black by the other side, and comes again. */
class MutedFeedsTest extends NativeTest {

    private static final int QUIET = 200;
    private static final int LOUD = 2_000;

    @AfterEach
    void forgetServices() {
        SERVICES.remove("ear");
        SERVICES.remove("eye");
    }

    @Test
    void aMutedMicrophoneIsHeardAsSilenceAndThenAgain() {
        AtomicInteger loudness = hear();
        try (TestPeer caller = new TestPeer(engine); TestPeer callee = new TestPeer(engine)) {
            caller.with(TestPeer.tone("mic"));
            caller.call(callee, TransceiverSettings.receiving("room", MediaKind.AUDIO));
            engine.addSink(callee.id, "room", "service:ear");
            Await.until("it is loud", () -> loudness.get() > LOUD);
            engine.setMuted(caller.id, "mic", true);
            Await.until("it is quiet", () -> loudness.get() < QUIET);
            engine.setMuted(caller.id, "mic", false);
            Await.until("it is loud", () -> loudness.get() > LOUD);
        }
    }

    @Test
    void aMutedCameraIsSeenAsBlackAlsoWithAnotherTrackAndThenAgain() {
        AtomicInteger contrast = see();
        try (TestPeer caller = new TestPeer(engine); TestPeer callee = new TestPeer(engine)) {
            caller.with(TestPeer.pattern("camera"));
            caller.call(callee, TransceiverSettings.receiving("room", MediaKind.VIDEO));
            engine.addSink(callee.id, "room", "service:eye");
            Await.until("the picture shows something", () -> contrast.get() > 100);
            engine.setMuted(caller.id, "camera", true);
            Await.until("the picture is black", () -> contrast.get() < 20);
            engine.replaceTrack(caller.id, "camera", Optional.of(new LocalTrack("other", MediaKind.VIDEO, "pattern:176x144@15")));
            Await.until("the picture is 176 wide", () -> callee.flow().tracks().get(0).width() == 176, callee::flow);
            callee.awaitMoreFrames();
            Await.until("the picture is black", () -> contrast.get() < 20);
            engine.setMuted(caller.id, "camera", false);
            Await.until("the picture shows something", () -> contrast.get() > 100);
        }
    }

    @Test
    void aLineThatIsMutedBeforeTheCallBeginsSilent() {
        AtomicInteger loudest = new AtomicInteger();
        AtomicInteger blocks = new AtomicInteger();
        SERVICES.put("ear", (AudioSink) (peer, track, block) -> {
            blocks.incrementAndGet();
            for (short sample : block) {
                loudest.accumulateAndGet(Math.abs(sample), Math::max);
            }
        });
        try (TestPeer caller = new TestPeer(engine); TestPeer callee = new TestPeer(engine)) {
            caller.with(TestPeer.tone("mic"));
            engine.setMuted(caller.id, "mic", true);
            caller.call(callee, TransceiverSettings.receiving("room", MediaKind.AUDIO));
            engine.addSink(callee.id, "room", "service:ear");
            callee.awaitConnected();
            int before = blocks.get();
            Await.until("a second of sound comes", () -> blocks.get() > before + 100);
            assertThat(loudest.get()).as("the loudest sample heard").isLessThan(QUIET);
        }
    }

    /** The latest block's loudest sample. */
    private static AtomicInteger hear() {
        AtomicInteger loudness = new AtomicInteger();
        SERVICES.put("ear", (AudioSink) (peer, track, block) -> {
            int most = 0;
            for (short sample : block) {
                most = Math.max(most, Math.abs(sample));
            }
            loudness.set(most);
        });
        return loudness;
    }

    /** Between the darkest and the brightest point of the latest picture. */
    private static AtomicInteger see() {
        AtomicInteger contrast = new AtomicInteger();
        SERVICES.put("eye", (VideoSink) (peer, track, frame, nanos) -> {
            int least = 255;
            int most = 0;
            for (int i = 0; i < frame.width() * frame.height(); i++) {
                least = Math.min(least, frame.data()[i] & 255);
                most = Math.max(most, frame.data()[i] & 255);
            }
            contrast.set(most - least);
        });
        return contrast;
    }
}
