/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.media.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.sipconnector.api.media.Direction;
import org.sipconnector.api.media.LocalTrack;
import org.sipconnector.api.media.MediaKind;
import org.sipconnector.api.media.RemoteTrack;
import org.sipconnector.media.sdp.SessionText;
import org.sipconnector.spi.media.MediaEvent;
import org.sipconnector.spi.media.MediaHealth;
import org.sipconnector.spi.media.TrackFlow;
import org.sipconnector.spi.media.TransceiverSettings;
import org.sipconnector.testkit.Await;

/** Two connections of one engine call each other. */
class LoopbackTest extends NativeTest {

    @Test
    void soundAndPicturesFlowBothWays() {
        try (TestPeer caller = new TestPeer(engine); TestPeer callee = new TestPeer(engine)) {
            caller.with(TestPeer.tone("audio"), TestPeer.pattern("camera"));
            caller.call(callee, TestPeer.tone("microphone"), TestPeer.pattern("room"));
            caller.awaitConnected();
            callee.awaitConnected();
            for (TestPeer peer : List.of(caller, callee)) {
                peer.awaitMoreAudio();
                peer.awaitMoreFrames();
                assertThat(peer.failure()).isEmpty();
                assertThat(peer.flow().audioSent()).isPositive();
                assertThat(peer.flow().framesSent()).isPositive();
            }
            assertThat(callee.flow().tracks()).extracting(TrackFlow::width).contains(320);
            assertThat(callee.flow().tracks()).extracting(TrackFlow::level).anyMatch(level -> level > 0.1 && level < 0.5);
        }
    }

    @Test
    void remoteTracksCarryTheIdsOfTheDescription() {
        try (TestPeer caller = new TestPeer(engine); TestPeer callee = new TestPeer(engine)) {
            caller.with(TestPeer.tone("audio"), TestPeer.pattern("camera"));
            caller.call(callee, TestPeer.tone("microphone"), TestPeer.pattern("room"));
            assertThat(callee.ears.all(MediaEvent.TrackAdded.class)).extracting(MediaEvent.TrackAdded::track)
                    .extracting(RemoteTrack::id, RemoteTrack::transceiver, RemoteTrack::streams)
                    .containsExactly(tuple("audio-track", "microphone", List.of("audio-stream")),
                            tuple("camera-track", "room", List.of("camera-stream")));
            assertThat(caller.ears.all(MediaEvent.TrackAdded.class)).extracting(event -> event.track().streams())
                    .containsExactly(List.of("microphone-stream"), List.of("room-stream"));
            callee.ears.await(MediaEvent.FirstMedia.class, event -> event.track().transceiver().equals("room"));
            callee.ears.await(MediaEvent.FirstMedia.class, event -> event.track().transceiver().equals("microphone"));
        }
    }

    @Test
    void anOfferHasItsLinesInOrderAndItsCandidates() {
        try (TestPeer caller = new TestPeer(engine)) {
            String offer = caller.with(TestPeer.tone("audio"), TestPeer.pattern("camera")).offer();
            assertThat(SessionText.parse(offer).media()).extracting(media -> media.kind().orElseThrow().name())
                    .containsExactly("AUDIO", "VIDEO");
            List<String> candidates = offer.lines().filter(line -> line.startsWith("a=candidate:")).toList();
            assertThat(candidates).isNotEmpty().allMatch(line -> line.contains(" udp "))
                    .noneMatch(line -> line.split(" ")[4].contains(":"));
        }
    }

    @Test
    void withoutGatheringAnOfferComesAtOnceAndWithoutCandidates() {
        try (TestPeer caller = new TestPeer(engine, TestPeer.SETTINGS.withoutGathering())) {
            assertThat(caller.with(TestPeer.tone("audio")).offer()).doesNotContain("a=candidate:");
        }
    }

    @Test
    void statisticsSpeakTheNamesAndUnitsOfTheStandard() {
        try (TestPeer caller = new TestPeer(engine); TestPeer callee = new TestPeer(engine)) {
            caller.with(TestPeer.tone("audio"), TestPeer.pattern("camera"));
            caller.call(callee, TestPeer.tone("microphone"), TestPeer.pattern("room"));
            callee.awaitMoreFrames();
            List<Map<String, Object>> entries = callee.statistics();
            assertThat(entries).extracting(entry -> entry.get("type")).contains("inbound-rtp", "outbound-rtp", "codec",
                    "media-source", "candidate-pair", "transport", "local-candidate", "certificate", "synchronization-source");
            assertThat(entries).filteredOn(entry -> "inbound-rtp".equals(entry.get("type"))).hasSize(2)
                    .extracting(entry -> entry.get("kind")).containsExactly("audio", "video");
            Map<String, Object> video = entries.stream().filter(entry -> "inbound-rtp".equals(entry.get("type"))
                    && "video".equals(entry.get("kind"))).findFirst().orElseThrow();
            assertThat(((Number) video.get("framesDecoded")).longValue()).isPositive();
            double age = System.currentTimeMillis() - ((Number) video.get("timestamp")).doubleValue();
            assertThat(age).as("age in ms").isBetween(-1000.0, 60_000.0);
        }
    }

    @Test
    void aFailedCommandIsToldAndChangesNothing() {
        try (TestPeer peer = new TestPeer(engine)) {
            engine.replaceTrack(peer.id, "nobody", Optional.empty());
            MediaEvent.PeerCommandFailed failure = peer.ears.await(MediaEvent.PeerCommandFailed.class);
            assertThat(failure.command()).isEqualTo("replaceTrack");
            assertThat(failure.reason()).contains("'nobody'");
            assertThat(peer.with(TestPeer.tone("audio")).offer()).contains("m=audio");
        }
    }

    @Test
    void anUnknownSourceIsNamed() {
        try (TestPeer peer = new TestPeer(engine)) {
            engine.addTransceiver(peer.id, TransceiverSettings.sending("audio",
                    new LocalTrack("a", MediaKind.AUDIO, "trumpet"), "s",
                    Direction.SENDRECV));
            assertThat(peer.ears.await(MediaEvent.PeerCommandFailed.class).reason()).contains("'trumpet'").contains("tone:HZ");
        }
    }

    @Test
    void anEngineStartsAgainInTheSameProcess() {
        try (LocalEngine second = new LocalEngine(SERVICES, new SystemLibraries())) {
            Await.reading("the engine is ready", second::health, now -> now.state() == MediaHealth.State.READY);
            try (TestPeer caller = new TestPeer(second); TestPeer callee = new TestPeer(second)) {
                caller.with(TestPeer.tone("audio"));
                caller.call(callee, TestPeer.tone("microphone"));
                caller.awaitMoreAudio();
                callee.awaitMoreAudio();
            }
        }
    }
}
