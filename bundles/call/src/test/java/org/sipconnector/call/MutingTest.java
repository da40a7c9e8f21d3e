/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sipconnector.api.media.MediaKind.AUDIO;
import static org.sipconnector.api.media.MediaKind.VIDEO;
import static org.sipconnector.testkit.Operations.SEND_MEDIA_STATE;
import static org.sipconnector.testkit.Operations.SEND_REFUSAL_TO_TURN_ON;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.sipconnector.api.call.CallEvent;
import org.sipconnector.api.call.CallParameters;
import org.sipconnector.api.call.CallSnapshot;
import org.sipconnector.api.call.MutedByServerException;
import org.sipconnector.api.call.MutedMedia;
import org.sipconnector.api.call.NoEstablishedCallException;
import org.sipconnector.api.call.ReplaceOptions;
import org.sipconnector.api.media.LocalStream;
import org.sipconnector.api.media.LocalTrack;
import org.sipconnector.api.serverapi.MediaDevice;
import org.sipconnector.api.serverapi.MediaState;
import org.sipconnector.api.serverapi.ServerApiEvent;
import org.sipconnector.api.serverapi.ServerApiManager;
import org.sipconnector.api.serverapi.ServerApiSnapshot;
import org.sipconnector.api.sip.Header;
import org.sipconnector.api.sip.SipCause;
import org.sipconnector.api.sip.SipFailure;
import org.sipconnector.spi.media.LineBlueprint;
import org.sipconnector.spi.media.MediaEvent;
import org.sipconnector.spi.media.PeerConnectionState;
import org.sipconnector.spi.sip.SipEvent;
import org.sipconnector.testkit.LaneHarness;
import org.sipconnector.testkit.RecordedMedia.AddTransceiver;
import org.sipconnector.testkit.RecordedMedia.CreateOffer;
import org.sipconnector.testkit.RecordedMedia.Reopen;
import org.sipconnector.testkit.RecordedMedia.SetMuted;
import org.sipconnector.testkit.RecordedMedia.SetRemote;
import org.sipconnector.testkit.RecordedSip.Invite;
import org.sipconnector.testkit.Scenario;
import org.sipconnector.testkit.StandIn;

/** Microphone and camera are muted and unmuted, by this side and by the conference. */
class MutingTest {

    private static final LocalTrack MIC = new LocalTrack("mic", AUDIO, "tone:440");
    private static final LocalTrack CAM = new LocalTrack("cam", VIDEO, "pattern:640x360@15");
    private static final LocalTrack CAM2 = new LocalTrack("cam2", VIDEO, "black");

    @Scenario
    void theMicrophoneIsMutedAndUnmutedApartFromTheCamera(LaneHarness stage) {
        inCall(stage, MIC, CAM);
        CompletionStage<MutedMedia> muted = Scene.call(stage).mute(Set.of(AUDIO));

        assertThat(stage.result(muted)).isEqualTo(MutedMedia.here(AUDIO));
        assertThat(lines(stage)).containsExactly("audio true");
        assertThat(told(stage)).containsExactly(new MediaState(true, false));
        assertThat(snapshot(stage).muted()).isEqualTo(MutedMedia.here(AUDIO));
        assertThat(stage.commands(CreateOffer.class)).as("renegotiations").isEmpty();

        assertThat(stage.result(Scene.call(stage).unmute(Set.of(AUDIO)))).isEqualTo(MutedMedia.NONE);
        assertThat(lines(stage)).containsExactly("audio true", "audio false");
        assertThat(told(stage)).last().isEqualTo(new MediaState(true, true));
        assertThat(stage.eventNames()).containsSubsequence("call:muted", "call:unmuted");
    }

    @Scenario
    void bothAreMutedAtOnceAndSoIsToldOnce(LaneHarness stage) {
        inCall(stage, MIC, CAM);
        stage.result(Scene.call(stage).mute(EnumSet.of(AUDIO, VIDEO)));
        stage.result(Scene.call(stage).mute(EnumSet.of(AUDIO, VIDEO)));

        assertThat(lines(stage)).containsExactly("audio true", "video true");
        assertThat(told(stage)).containsExactly(new MediaState(false, false));
        assertThat(stage.events(CallEvent.Muted.class)).containsExactly(new CallEvent.Muted(MutedMedia.here(AUDIO, VIDEO)));
    }

    @Scenario
    void withoutACallThereIsNothingToMute(LaneHarness stage) {
        Scene.connected(stage);

        assertThat(stage.failure(Scene.call(stage).mute(Set.of(AUDIO)))).isInstanceOf(NoEstablishedCallException.class);
        assertThat(stage.failure(Scene.call(stage).unmute(Set.of(AUDIO)))).isInstanceOf(NoEstablishedCallException.class);
    }

    @Scenario
    void aCallMutedFromItsBeginningSaysSoInItsInvite(LaneHarness stage) {
        connected(stage);
        Scene.call(stage).startCall(CallParameters.to("1000").withStream(stream(MIC, CAM)).withMuted(MutedMedia.here(AUDIO)));
        stage.settle();
        assertThat(stage.commandTypes()).containsSubsequence(AddTransceiver.class, SetMuted.class, AddTransceiver.class, CreateOffer.class);
        assertThat(lines(stage)).containsExactly("audio true");
        Scene.invited(stage);
        stage.settle();
        List<Header> headers = invite(stage);
        assertThat(Header.find(headers, "X-Vinteo-Mic-State")).contains("0");
        assertThat(Header.find(headers, "X-Vinteo-MainCam-State")).contains("1");
    }

    @Scenario
    void whatIsMutedWhileItRingsIsToldOnceTheCallIsUp(LaneHarness stage) {
        connected(stage);
        Scene.call(stage).startCall(CallParameters.to("1000").withStream(stream(MIC, CAM)));
        Scene.invited(stage);
        stage.result(Scene.call(stage).mute(Set.of(VIDEO)));
        assertThat(told(stage)).isEmpty();
        Scene.answered(stage);
        Scene.confirmed(stage);
        stage.settle();

        assertThat(lines(stage)).containsExactly("video true");
        assertThat(told(stage)).containsExactly(new MediaState(false, true));
    }

    @Scenario
    void anAnsweredCallIsMutedFromItsBeginning(LaneHarness stage) {
        connected(stage);
        Scene.call(stage).answer(Scene.incoming(Optional.of(Scene.SDP)),
                CallParameters.answering().withStream(stream(MIC)).withMuted(MutedMedia.here(AUDIO)));
        stage.settle();

        assertThat(stage.commandTypes()).containsSubsequence(SetRemote.class, SetMuted.class);
    }

    @Scenario
    void aLineAddedForAMutedKindIsMuted(LaneHarness stage) {
        inCall(stage, MIC);
        stage.result(Scene.call(stage).mute(Set.of(VIDEO)));
        assertThat(lines(stage)).isEmpty();
        Scene.call(stage).replaceMediaStream(stream(MIC, CAM), ReplaceOptions.STANDARD);
        stage.settle();

        assertThat(lines(stage)).containsExactly("video true");
    }

    @Scenario
    void anotherTrackOnAMutedLineChangesNothingAboutIt(LaneHarness stage) {
        inCall(stage, MIC, CAM);
        stage.result(Scene.call(stage).mute(Set.of(VIDEO)));
        Scene.call(stage).replaceMediaStream(stream(MIC, CAM2), ReplaceOptions.STANDARD);
        stage.settle();

        assertThat(lines(stage)).as("the engine keeps it for the line").containsExactly("video true");
        assertThat(snapshot(stage).muted()).isEqualTo(MutedMedia.here(VIDEO));
    }

    @Scenario
    void aConnectionMadeAgainIsMutedBeforeItIsOffered(LaneHarness stage) {
        inCall(stage, MIC, CAM);
        stage.result(Scene.call(stage).mute(Set.of(AUDIO)));
        stage.forget();
        stage.post(
                new MediaEvent.MediaEngineLost(Scene.peer(stage), "gone", Optional.of(new PeerConnectionState(List.<LineBlueprint>of(), "v=0\r\n"))));
        stage.settle();

        assertThat(stage.commandTypes()).containsExactly(Reopen.class, SetMuted.class, CreateOffer.class);
        assertThat(lines(stage)).containsExactly("audio true");
    }

    @Scenario
    void theNextCallIsNotMuted(LaneHarness stage) {
        inCall(stage, MIC, CAM);
        stage.result(Scene.call(stage).mute(Set.of(AUDIO)));
        stage.post(new SipEvent.DialogEnded(Scene.UA, Scene.dialog(stage),
                SipFailure.local(SipCause.TERMINATED)));
        stage.settle();

        assertThat(snapshot(stage).muted()).isEqualTo(MutedMedia.NONE);
    }

    @Scenario
    void theConferencesOrderMutesAndOnlyItUnmutes(LaneHarness stage) {
        inCall(stage, MIC, CAM);
        stage.post(new ServerApiEvent.AdminStopMic(true)).settle();
        assertThat(lines(stage)).containsExactly("audio true");
        assertThat(told(stage)).containsExactly(new MediaState(true, false));
        assertThat(stage.failure(Scene.call(stage).unmute(Set.of(AUDIO)))).isInstanceOf(MutedByServerException.class)
                .hasMessageContaining("microphone").hasMessageContaining("moderator");
        assertThat(snapshot(stage).muted().byOrder()).containsExactly(AUDIO);

        stage.post(new ServerApiEvent.AdminStartMic(true)).settle();
        assertThat(lines(stage)).containsExactly("audio true", "audio false");
        assertThat(told(stage)).last().isEqualTo(new MediaState(true, true));
        assertThat(snapshot(stage).muted()).isEqualTo(MutedMedia.NONE);
    }

    @Scenario
    void theConferencesRequestMutesAndEitherSideUnmutes(LaneHarness stage) {
        inCall(stage, MIC, CAM);
        stage.post(new ServerApiEvent.AdminStopMainCam(false)).settle();
        assertThat(snapshot(stage).muted().byRequest()).containsExactly(VIDEO);

        assertThat(stage.result(Scene.call(stage).unmute(Set.of(VIDEO)))).isEqualTo(MutedMedia.NONE);
        assertThat(lines(stage)).containsExactly("video true", "video false");
        assertThat(told(stage)).containsExactly(new MediaState(false, true), new MediaState(true, true));
    }

    @Scenario
    void whoMutedHereIsNotHeardByTheConferencesOrder(LaneHarness stage) {
        inCall(stage, MIC, CAM);
        stage.result(Scene.call(stage).mute(Set.of(AUDIO)));
        stage.post(new ServerApiEvent.AdminStopMic(true)).settle();
        stage.post(new ServerApiEvent.AdminStartMic(true)).settle();

        assertThat(lines(stage)).containsExactly("audio true");
        assertThat(snapshot(stage).muted()).isEqualTo(MutedMedia.here(AUDIO));
        assertThat(stage.requests(SEND_REFUSAL_TO_TURN_ON)).singleElement()
                .satisfies(asked -> assertThat(asked.arguments()).contains(MediaDevice.MICROPHONE));
    }

    @Scenario
    void aRefusalToHearOfItChangesNothing(LaneHarness stage) {
        inCall(stage, MIC, CAM);
        stage.result(Scene.call(stage).mute(Set.of(AUDIO)));
        stage.post(SEND_MEDIA_STATE.refused(new IllegalStateException("415"))).settle();

        assertThat(snapshot(stage).muted()).isEqualTo(MutedMedia.here(AUDIO));
        assertThat(snapshot(stage).state().active()).isTrue();
    }

    private static LaneHarness connected(LaneHarness stage) {
        Scene.connected(stage);
        return stage.install(new StandIn(ServerApiManager.class, ServerApiSnapshot.NONE));
    }

    private static void inCall(LaneHarness stage, LocalTrack... tracks) {
        connected(stage);
        Scene.call(stage).startCall(CallParameters.to("1000").withStream(stream(tracks)).withReceiving(false, false));
        Scene.invited(stage);
        Scene.answered(stage);
        Scene.confirmed(stage);
        stage.settle();
        stage.forget();
    }

    private static LocalStream stream(LocalTrack... tracks) {
        return new LocalStream("s", List.of(tracks));
    }

    private static CallSnapshot snapshot(LaneHarness stage) {
        return Scene.call(stage).snapshot();
    }

    private static List<String> lines(LaneHarness stage) {
        return stage.commands(SetMuted.class).stream().map(command -> command.transceiver() + " " + command.muted()).toList();
    }

    private static List<MediaState> told(LaneHarness stage) {
        return stage.requests(SEND_MEDIA_STATE).stream().map(asked -> asked.argument(0, MediaState.class)).toList();
    }

    private static List<Header> invite(LaneHarness stage) {
        return stage.command(Invite.class).headers();
    }
}
