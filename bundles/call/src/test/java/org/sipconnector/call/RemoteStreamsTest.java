/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.sipconnector.api.call.CallEvent;
import org.sipconnector.api.call.CallRole;
import org.sipconnector.api.call.RemotePresentation;
import org.sipconnector.api.call.RemoteStream;
import org.sipconnector.api.call.RemoteStreams;
import org.sipconnector.api.media.MediaKind;
import org.sipconnector.api.media.RemoteTrack;
import org.sipconnector.api.serverapi.ContentCodec;
import org.sipconnector.api.serverapi.ServerApiEvent;
import org.sipconnector.api.sip.SipCause;
import org.sipconnector.api.sip.SipFailure;
import org.sipconnector.spi.media.MediaEvent;
import org.sipconnector.spi.sip.SipEvent;
import org.sipconnector.testkit.LaneHarness;
import org.sipconnector.testkit.Scenario;

class RemoteStreamsTest {

    private static final RemoteTrack AUDIO = Scene.track("audio-1", MediaKind.AUDIO, "conference");
    private static final RemoteTrack VIDEO = Scene.track("video-1", MediaKind.VIDEO, "conference");
    private static final RemoteTrack DUAL = Scene.track("dual-1", MediaKind.VIDEO, "content");

    @Scenario
    void tracksOfOneStreamBelongTogether(LaneHarness stage) {
        Scene.inCall(stage);
        added(stage, AUDIO);
        added(stage, VIDEO);
        added(stage, VIDEO);

        assertThat(Scene.call(stage).remoteStreams().main().orElseThrow().tracks()).containsExactly(AUDIO, VIDEO);
        assertThat(stage.events(CallEvent.RemoteTracksChanged.class)).hasSize(2);
        assertThat(stage.events(CallEvent.RemoteStreamsChanged.class)).hasSize(1);
        assertThat(stage.events(CallEvent.TrackReceived.class)).hasSize(3);
    }

    @Scenario
    void anotherStreamIsShownAsPresentationOnlyWhenThereIsOne(LaneHarness stage) {
        Scene.inCall(stage);
        added(stage, VIDEO);
        added(stage, DUAL);
        assertThat(Scene.call(stage).remoteStreams().contented()).isEmpty();
        stage.post(new ServerApiEvent.ContentedStreamAvailable(Optional.of(ContentCodec.VP8)));
        assertThat(Scene.call(stage).remoteStreams().contented().orElseThrow().tracks()).containsExactly(DUAL);
        assertThat(Scene.call(stage).snapshot().media().contented()).isEqualTo(new RemotePresentation(true, Optional.of(ContentCodec.VP8)));
        stage.post(new ServerApiEvent.ContentedStreamNotAvailable());

        assertThat(Scene.call(stage).remoteStreams().contented()).isEmpty();
        assertThat(stage.eventNames()).containsSubsequence("contented-stream:available", "call:remote-streams-changed",
                "contented-stream:not-available", "call:remote-streams-changed");
    }

    @Scenario
    void aRepeatedPresentationUpdatesItsCodecAndAnEndWithoutOneIsNothing(LaneHarness stage) {
        Scene.inCall(stage);
        stage.post(new ServerApiEvent.ContentedStreamNotAvailable());
        stage.post(new ServerApiEvent.ContentedStreamAvailable(Optional.of(ContentCodec.H264)));
        stage.post(new ServerApiEvent.ContentedStreamAvailable(Optional.empty()));

        assertThat(stage.events(CallEvent.ContentedStreamChanged.class)).extracting(CallEvent.ContentedStreamChanged::contented)
                .containsExactly(new RemotePresentation(true, Optional.of(ContentCodec.H264)),
                        new RemotePresentation(true, Optional.empty()));
    }

    @Scenario
    void theNextCallKnowsNothingOfAFormerPresentation(LaneHarness stage) {
        Scene.inCall(stage);
        stage.post(new ServerApiEvent.ContentedStreamAvailable(Optional.empty()));
        stage.post(new SipEvent.DialogEnded(Scene.UA, Scene.dialog(stage), SipFailure.local(SipCause.TERMINATED)));

        assertThat(Scene.call(stage).snapshot().media().contented()).isEqualTo(RemotePresentation.NOT_AVAILABLE);
        assertThat(Scene.call(stage).remoteStreams()).isEqualTo(RemoteStreams.NONE);
    }

    @Scenario
    void theLastTrackTakesItsStreamAlong(LaneHarness stage) {
        Scene.inCall(stage);
        added(stage, AUDIO);
        added(stage, VIDEO);
        stage.forget();
        stage.post(new MediaEvent.TrackRemoved(Scene.peer(stage), VIDEO));
        assertThat(stage.events(CallEvent.RemoteStreamsChanged.class)).isEmpty();
        stage.post(new MediaEvent.TrackRemoved(Scene.peer(stage), AUDIO));
        stage.post(new MediaEvent.TrackRemoved(Scene.peer(stage), AUDIO));

        assertThat(Scene.call(stage).remoteStreams()).isEqualTo(RemoteStreams.NONE);
        assertThat(stage.events(CallEvent.RemoteTracksChanged.class)).extracting(CallEvent.RemoteTracksChanged::added)
                .containsExactly(false, false);
        assertThat(stage.events(CallEvent.RemoteStreamsChanged.class)).hasSize(1);
    }

    @Scenario
    void aSyntheticSpectatorGoesOnSeeingTheMainLeg(LaneHarness stage) {
        Scene.inCall(stage);
        added(stage, VIDEO);
        Scene.call(stage).setRole(CallRole.syntheticSpectator(true));

        assertThat(Scene.call(stage).remoteStreams().main()).isPresent();
    }

    @Scenario
    void aSpectatorHearsNothingOfTheMainLegsTracks(LaneHarness stage) {
        Scene.inCall(stage);
        stage.post(new ServerApiEvent.MoveRequestToSpectatorsWithAudioChannel("5", false));
        stage.forget();
        added(stage, VIDEO);

        assertThat(stage.events(CallEvent.RemoteTracksChanged.class)).isEmpty();
        assertThat(Scene.call(stage).remoteStreams().main()).isEmpty();
    }

    @Test
    void aTrackWithoutAStreamStandsAlone() {
        RemoteTrack alone = new RemoteTrack("t1", MediaKind.VIDEO, "0", "video", List.of());
        RemoteTrack dash = new RemoteTrack("t2", MediaKind.VIDEO, "1", "video-2", List.of("-"));

        assertThat(StreamGroups.group(alone)).isEqualTo("t1");
        assertThat(StreamGroups.group(dash)).isEqualTo("t2");
    }

    @Test
    void onlyPresentationsOnTheMainLegMeansNoMainStream() {
        ReceivedStreams received = received(false, stream("s1", "content", DUAL));

        assertThat(ShownStreams.of(received, false)).isEqualTo(RemoteStreams.NONE);
        assertThat(ShownStreams.of(received.with(new RemotePresentation(true, Optional.empty())), false).contented()).isPresent();
    }

    @Test
    void aSpectatorSeesDefaultAndTheContentOfTheCodec() {
        ReceivedStreams received = received(true, stream("s1", "content_vp8", VIDEO), stream("s2", "default", AUDIO));

        assertThat(ShownStreams.of(received, true).main().orElseThrow().id()).isEqualTo("s2");
        assertThat(ShownStreams.of(received, true).contented()).isEmpty();
        assertThat(shown(received, Optional.of(ContentCodec.VP8)).contented().orElseThrow().id()).isEqualTo("s1");
        assertThat(shown(received, Optional.of(ContentCodec.H264)).contented()).isEmpty();
        assertThat(shown(received, Optional.empty()).contented()).isEmpty();
    }

    private static RemoteStreams shown(ReceivedStreams received, Optional<ContentCodec> codec) {
        return ShownStreams.of(received.with(new RemotePresentation(true, codec)), true);
    }

    private static ReceivedStreams received(boolean recv, RemoteStream... streams) {
        return ReceivedStreams.NOTHING.withLeg(recv, List.of(streams));
    }

    private static RemoteStream stream(String id, String participant, RemoteTrack track) {
        return new RemoteStream(id, participant, participant, List.of(track));
    }

    private static void added(LaneHarness stage, RemoteTrack track) {
        stage.post(new MediaEvent.TrackAdded(Scene.peer(stage), track));
    }
}
