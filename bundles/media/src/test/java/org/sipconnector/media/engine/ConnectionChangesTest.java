/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.media.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.sipconnector.api.media.Direction;
import org.sipconnector.api.media.LocalTrack;
import org.sipconnector.api.media.MediaKind;
import org.sipconnector.api.media.SdpType;
import org.sipconnector.media.sdp.MediaText;
import org.sipconnector.media.sdp.SessionText;
import org.sipconnector.spi.media.MediaEvent;
import org.sipconnector.spi.media.PeerSettings;
import org.sipconnector.spi.media.SignalingState;
import org.sipconnector.spi.media.TransceiverSettings;
import org.sipconnector.testkit.Await;

/** What changes while a call is up. */
class ConnectionChangesTest extends NativeTest {

    @Test
    void aPresentationIsAddedAndTakenAwayBesideTheCamera() {
        try (TestPeer caller = new TestPeer(engine); TestPeer callee = new TestPeer(engine)) {
            caller.with(TestPeer.tone("audio"), TestPeer.pattern("camera"));
            caller.call(callee, TestPeer.tone("microphone"), TestPeer.pattern("room"));
            callee.awaitMoreFrames();

            caller.with(TestPeer.pattern("presentation"));
            caller.call(callee, TransceiverSettings.receiving("slides", MediaKind.VIDEO));
            MediaEvent.TrackAdded added = callee.ears.await(MediaEvent.TrackAdded.class,
                    event -> event.track().transceiver().equals("slides"));
            assertThat(added.track().streams()).containsExactly("presentation-stream");
            Await.until("pictures come on slides", () -> callee.frames("slides") > 3);
            long camera = callee.frames("room");
            Await.until("pictures come on room", () -> callee.frames("room") > camera + 3);

            engine.setDirection(caller.id, "presentation", Direction.INACTIVE);
            caller.call(callee);
            callee.ears.await(MediaEvent.TrackRemoved.class, event -> event.track().transceiver().equals("slides"));
            callee.awaitMoreFrames();
        }
    }

    @Test
    void aStoppedTransceiverIsRefusedAndItsTrackIsGone() {
        try (TestPeer caller = new TestPeer(engine); TestPeer callee = new TestPeer(engine)) {
            caller.with(TestPeer.tone("audio"), TestPeer.pattern("camera"));
            caller.call(callee, TestPeer.tone("microphone"), TestPeer.pattern("room"));
            callee.awaitMoreFrames();
            engine.stopTransceiver(caller.id, "camera");
            String offer = caller.offer();
            assertThat(SessionText.parse(offer).media().get(1).rejected()).isTrue();
            caller.accept(callee.answer(offer));
            callee.ears.await(MediaEvent.TrackRemoved.class, event -> event.track().transceiver().equals("room"));
            callee.awaitMoreAudio();
            caller.with(TestPeer.pattern("camera"));
            caller.call(callee, TestPeer.pattern("room"));
            callee.awaitMoreFrames();
            caller.awaitMoreFrames();
        }
    }

    @Test
    void anIceRestartKeepsMediaFlowing() {
        try (TestPeer caller = new TestPeer(engine); TestPeer callee = new TestPeer(engine)) {
            caller.with(TestPeer.tone("audio"));
            String first = caller.offer();
            caller.accept(callee.answer(first, TestPeer.tone("microphone")));
            caller.awaitMoreAudio();
            String second = caller.offer(true);
            assertThat(SessionText.parse(second).iceFragment()).isNotEqualTo(SessionText.parse(first).iceFragment());
            assertThat(second).contains("a=candidate:");
            caller.accept(callee.answer(second));
            caller.awaitMoreAudio();
            callee.awaitMoreAudio();
        }
    }

    @Test
    void anOfferWithoutAnAnswerIsUndone() {
        try (TestPeer caller = new TestPeer(engine); TestPeer callee = new TestPeer(engine)) {
            caller.with(TestPeer.tone("audio"));
            caller.call(callee, TestPeer.tone("microphone"));
            caller.with(TestPeer.pattern("presentation"));
            caller.offer();
            engine.rollback(caller.id, "undo");
            assertThat(caller.ears.await(MediaEvent.RolledBack.class).request()).isEqualTo("undo");
            List<MediaEvent.SignalingStateChanged> states = caller.ears.all(MediaEvent.SignalingStateChanged.class);
            assertThat(states.get(states.size() - 1).state()).isEqualTo(SignalingState.STABLE);
            caller.call(callee, TransceiverSettings.receiving("slides", MediaKind.VIDEO));
            Await.until("pictures come on slides", () -> callee.frames("slides") > 3);
        }
    }

    @Test
    void aReceiveOnlyConnectionOffersAudioAndFourVideosInOrder() {
        try (TestPeer receiver = new TestPeer(engine, TestPeer.SETTINGS.withoutGathering()); TestPeer server = new TestPeer(engine)) {
            receiver.with(TransceiverSettings.receiving("main-audio", MediaKind.AUDIO));
            Stream.of("main", "content-1", "content-2", "content-3")
                    .forEach(name -> receiver.with(TransceiverSettings.receiving(name, MediaKind.VIDEO)));
            String offer = receiver.offer();
            List<MediaText> media = SessionText.parse(offer).media();
            assertThat(media).extracting(line -> line.kind().orElseThrow()).containsExactly(MediaKind.AUDIO,
                    MediaKind.VIDEO, MediaKind.VIDEO, MediaKind.VIDEO, MediaKind.VIDEO);
            assertThat(media).allMatch(line -> line.direction() == Direction.RECVONLY);
            receiver.accept(server.answer(offer, TestPeer.tone("default"), TestPeer.pattern("default-video")));
            receiver.awaitMoreAudio();
            Await.until("pictures come on main", () -> receiver.frames("main") > 3);
            assertThat(receiver.ears.all(MediaEvent.TrackAdded.class)).extracting(event -> event.track().transceiver())
                    .containsExactly("main-audio", "main");
            assertThat(server.ears.all(MediaEvent.TrackAdded.class)).isEmpty();
        }
    }

    @Test
    void aTrackIsReplacedAndTakenAwayWithoutRenegotiation() {
        try (TestPeer caller = new TestPeer(engine); TestPeer callee = new TestPeer(engine)) {
            caller.with(TestPeer.pattern("camera"));
            caller.call(callee, TransceiverSettings.receiving("room", MediaKind.VIDEO));
            Await.until("the picture is 320 wide", () -> callee.flow().tracks().get(0).width() == 320, callee::flow);

            engine.replaceTrack(caller.id, "camera", Optional.of(new LocalTrack("other", MediaKind.VIDEO,
                    "pattern:160x120@15")));
            Await.until("the picture is 160 wide", () -> callee.flow().tracks().get(0).width() == 160, callee::flow);

            long sent = caller.flow().framesSent();
            engine.replaceTrack(caller.id, "camera", Optional.empty());
            MediaEvent.TrackMuteChanged muted = callee.ears.await(MediaEvent.TrackMuteChanged.class);
            assertThat(muted.muted()).isTrue();
            Await.until("no source is left", () -> engine.statistics().sources() == 0, engine::statistics);
            assertThat(caller.flow().framesSent()).as("frames of tracks that are sent no more count, too").isGreaterThanOrEqualTo(sent);

            engine.replaceTrack(caller.id, "camera", TestPeer.pattern("camera").track());
            callee.ears.await(MediaEvent.TrackMuteChanged.class, event -> !event.muted());
            callee.awaitMoreFrames();
        }
    }

    @Test
    void anEarlyAnswerBringsMediaAndTheAnswerKeepsIt() {
        try (TestPeer caller = new TestPeer(engine); TestPeer callee = new TestPeer(engine)) {
            caller.with(TestPeer.tone("audio"), TestPeer.pattern("camera"));
            String answer = callee.answer(caller.offer(), TestPeer.tone("microphone"), TestPeer.pattern("room"));
            caller.setRemote(SdpType.PRANSWER, answer);
            caller.ears.await(MediaEvent.SignalingStateChanged.class, event -> event.state() == SignalingState.HAVE_REMOTE_PRANSWER);
            callee.awaitMoreAudio();
            callee.awaitMoreFrames();
            caller.accept(answer);
            caller.ears.await(MediaEvent.SignalingStateChanged.class, event -> event.state() == SignalingState.STABLE);
            caller.awaitMoreAudio();
            caller.awaitMoreFrames();
            callee.awaitMoreFrames();
            assertThat(caller.ears.all(MediaEvent.TrackAdded.class)).hasSize(2);
        }
    }

    @Test
    void aSecondOfferSupersedesOneThatStillGathers() {
        // until it ends, however busy the machine is
        try (TestPeer caller = new TestPeer(engine, new PeerSettings(List.of(), Duration.ofSeconds(30), true))) {
            caller.with(TestPeer.tone("audio"));
            engine.createOffer(caller.id, "first", false);
            engine.createOffer(caller.id, "second", false);
            assertThat(caller.ears.await(MediaEvent.LocalDescription.class, event -> event.request().equals("second")).sdp())
                    .contains("a=candidate:");
            assertThat(caller.ears.all(MediaEvent.LocalDescription.class).size()
                    + caller.ears.all(MediaEvent.PeerCommandFailed.class).size()).as("one outcome for each offer").isEqualTo(2);
        }
    }
}
