/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.sipconnector.api.call.CallFailedException;
import org.sipconnector.api.call.CallParameters;
import org.sipconnector.api.call.CallSender;
import org.sipconnector.api.call.MediaPreferences;
import org.sipconnector.api.call.NoEstablishedCallException;
import org.sipconnector.api.call.ReplaceOptions;
import org.sipconnector.api.call.SourceFailedException;
import org.sipconnector.api.media.Direction;
import org.sipconnector.api.media.LocalStream;
import org.sipconnector.api.media.LocalTrack;
import org.sipconnector.api.media.MediaKind;
import org.sipconnector.api.media.SdpType;
import org.sipconnector.api.media.SendEncoding;
import org.sipconnector.api.sip.SipCause;
import org.sipconnector.api.sip.SipFailure;
import org.sipconnector.spi.media.MediaEvent;
import org.sipconnector.spi.media.PeerConnectionState;
import org.sipconnector.spi.media.TransceiverSettings;
import org.sipconnector.spi.sip.SipEvent;
import org.sipconnector.testkit.LaneHarness;
import org.sipconnector.testkit.RecordedMedia.AddTransceiver;
import org.sipconnector.testkit.RecordedMedia.CreateOffer;
import org.sipconnector.testkit.RecordedMedia.Reopen;
import org.sipconnector.testkit.RecordedMedia.ReplaceTrack;
import org.sipconnector.testkit.RecordedMedia.Rollback;
import org.sipconnector.testkit.RecordedMedia.SetDirection;
import org.sipconnector.testkit.RecordedMedia.SetEncodings;
import org.sipconnector.testkit.RecordedSip.Terminate;
import org.sipconnector.testkit.Scenario;

class StreamReplacementTest {

    private static final LocalTrack MIC = new LocalTrack("mic", MediaKind.AUDIO, "tone:440");
    private static final LocalTrack CAM = new LocalTrack("cam", MediaKind.VIDEO, "pattern:640x360@15");
    private static final LocalTrack CAM2 = new LocalTrack("cam2", MediaKind.VIDEO, "black");
    private static final LocalTrack MIC2 = new LocalTrack("mic2", MediaKind.AUDIO, "silence");
    private static final LocalTrack BAD = new LocalTrack("bad", MediaKind.VIDEO, "file:/missing.y4m");

    @Scenario
    void anotherTrackOfTheSameKindReplacesWithoutRenegotiation(LaneHarness stage) {
        inCall(stage, MIC, CAM);
        CompletionStage<Boolean> done = replace(stage, ReplaceOptions.STANDARD.withMedia(MediaPreferences.STANDARD
                .withEncodings(List.of(SendEncoding.STANDARD.withMaxBitrate(300_000)))), MIC, CAM2);

        assertThat(stage.pending(done)).isTrue();
        Scene.sent(stage);
        assertThat(stage.result(done)).isFalse();
        assertThat(stage.commands(ReplaceTrack.class)).hasSize(1);
        assertThat(stage.command(ReplaceTrack.class)).extracting(ReplaceTrack::transceiver, ReplaceTrack::track).containsExactly("video",
                Optional.of(CAM2));
        assertThat(stage.command(SetEncodings.class).transceiver()).isEqualTo("video");
        assertThat(stage.commands(CreateOffer.class)).isEmpty();
    }

    @Scenario
    void theSameTracksChangeNothing(LaneHarness stage) {
        inCall(stage, MIC, CAM);

        assertThat(stage.result(replace(stage, ReplaceOptions.STANDARD, MIC, CAM))).isFalse();
        assertThat(stage.commands()).isEmpty();
    }

    @Scenario
    void aMissingKindGetsALineAndARenegotiation(LaneHarness stage) {
        inCall(stage, MIC);
        CompletionStage<Boolean> done = replace(stage, ReplaceOptions.STANDARD, MIC, CAM);
        stage.settle();
        TransceiverSettings line = stage.command(AddTransceiver.class).transceiver();
        assertThat(line.track()).contains(CAM);
        assertThat(stage.commands(CreateOffer.class)).isEmpty();
        Scene.sent(stage);
        exchanged(stage);

        assertThat(stage.result(done)).isTrue();
        assertThat(stage.eventNames()).contains("call:transceiver-added");
    }

    @Scenario
    void withoutAddMissingItStaysUnsent(LaneHarness stage) {
        inCall(stage, MIC);
        CompletionStage<Boolean> done = replace(stage, new ReplaceOptions(true, false, false, Optional.empty(),
                Optional.empty(), MediaPreferences.STANDARD), MIC, CAM);

        assertThat(stage.result(done)).isFalse();
        assertThat(stage.commands()).isEmpty();
    }

    @Scenario
    void aTrackThatIsGoneIsTakenOffItsLineAndComesBackOnIt(LaneHarness stage) {
        inCall(stage, MIC, CAM);
        CompletionStage<Boolean> muted = replace(stage, ReplaceOptions.STANDARD, MIC);
        stage.settle();
        assertThat(stage.command(ReplaceTrack.class)).extracting(ReplaceTrack::transceiver, ReplaceTrack::track).containsExactly("video",
                Optional.empty());
        assertThat(stage.command(SetDirection.class)).extracting(SetDirection::transceiver, SetDirection::direction).containsExactly("video",
                Direction.RECVONLY);
        exchanged(stage);
        assertThat(stage.result(muted)).isTrue();

        stage.forget();
        CompletionStage<Boolean> back = replace(stage, ReplaceOptions.STANDARD, MIC, CAM);
        stage.settle();
        assertThat(stage.commands(AddTransceiver.class)).isEmpty();
        assertThat(stage.command(SetDirection.class)).extracting(SetDirection::transceiver, SetDirection::direction).containsExactly("video",
                Direction.SENDRECV);
        Scene.sent(stage);
        exchanged(stage);
        assertThat(stage.result(back)).isTrue();
        assertThat(Scene.call(stage).snapshot().media().senders()).extracting(CallSender::track)
                .containsExactly(Optional.of(MIC), Optional.of(CAM));
    }

    @Scenario
    void withoutDeleteExistingAFormerTrackGoesOn(LaneHarness stage) {
        inCall(stage, MIC, CAM);
        CompletionStage<Boolean> done = replace(stage, new ReplaceOptions(false, true, false, Optional.empty(),
                Optional.empty(), MediaPreferences.STANDARD), MIC);

        assertThat(stage.result(done)).isFalse();
        assertThat(stage.commands()).isEmpty();
    }

    @Scenario
    void aForcedRenegotiationIsMadeAnyway(LaneHarness stage) {
        inCall(stage, MIC, CAM);
        CompletionStage<Boolean> done = replace(stage, new ReplaceOptions(true, true, true, Optional.empty(),
                Optional.empty(), MediaPreferences.STANDARD), MIC, CAM);
        stage.settle();
        exchanged(stage);

        assertThat(stage.result(done)).isTrue();
    }

    @Scenario
    void anAddedLineHasTheDirectionOfItsKind(LaneHarness stage) {
        inCall(stage, CAM);
        replace(stage, new ReplaceOptions(true, true, false, Optional.of(Direction.SENDONLY), Optional.of(Direction.INACTIVE),
                MediaPreferences.STANDARD), MIC, CAM);
        stage.settle();

        assertThat(stage.command(AddTransceiver.class).transceiver().direction()).isEqualTo(Direction.SENDONLY);
    }

    @Scenario
    void aSourceThatFailsIsToldWithItsNameAndLeavesTheCallSendingWhatItSent(LaneHarness stage) {
        inCall(stage, MIC, CAM);
        CompletionStage<Boolean> done = replace(stage, ReplaceOptions.STANDARD, MIC, BAD);
        stage.settle();
        failed(stage, "replaceTrack", "video");

        assertThat(stage.failure(done)).isInstanceOf(SourceFailedException.class)
                .hasMessageContaining("file:/missing.y4m").hasMessageContaining("no such file");
        assertThat(sends(stage)).containsExactly(Optional.of(MIC), Optional.of(CAM));
        assertThat(stage.commands(Terminate.class)).isEmpty();

        stage.forget();
        CompletionStage<Boolean> next = replace(stage, ReplaceOptions.STANDARD, MIC, CAM2);
        Scene.sent(stage);
        assertThat(stage.result(next)).isFalse();
        assertThat(sends(stage)).containsExactly(Optional.of(MIC), Optional.of(CAM2));
    }

    @Scenario
    void aLineWhoseSourceFailedIsAddedAgainForTheNextSource(LaneHarness stage) {
        inCall(stage, MIC);
        CompletionStage<Boolean> wrong = replace(stage, ReplaceOptions.STANDARD, MIC, BAD);
        stage.settle();
        failed(stage, "addTransceiver", "video");
        assertThat(stage.failure(wrong)).isInstanceOf(SourceFailedException.class);
        assertThat(sends(stage)).containsExactly(Optional.of(MIC));
        assertThat(stage.commands(CreateOffer.class)).isEmpty();

        stage.forget();
        CompletionStage<Boolean> right = replace(stage, ReplaceOptions.STANDARD, MIC, CAM);
        stage.settle();
        assertThat(stage.commands(AddTransceiver.class)).hasSize(1);
        assertThat(stage.commands(ReplaceTrack.class)).isEmpty();
        Scene.sent(stage);
        exchanged(stage);
        assertThat(stage.result(right)).isTrue();
    }

    @Scenario
    void oneSourceThatFailsTakesTheOthersOfItsStreamBack(LaneHarness stage) {
        inCall(stage, MIC);
        CompletionStage<Boolean> done = replace(stage, ReplaceOptions.STANDARD, MIC2, BAD);
        stage.settle();
        stage.post(new MediaEvent.TrackReplaced(Scene.peer(stage), "audio", Optional.of(MIC2)));
        failed(stage, "addTransceiver", "video");

        assertThat(stage.failure(done)).isInstanceOf(SourceFailedException.class);
        assertThat(stage.command(ReplaceTrack.class)).extracting(ReplaceTrack::transceiver, ReplaceTrack::track).containsExactly("audio",
                Optional.of(MIC));
        assertThat(sends(stage)).containsExactly(Optional.of(MIC));
    }

    @Scenario
    void aRefusedLineFallsSilentAndIsUsedForTheNextSource(LaneHarness stage) {
        inCall(stage, MIC);
        CompletionStage<Boolean> done = replace(stage, ReplaceOptions.STANDARD, MIC2, CAM);
        Scene.sent(stage);
        refused(stage);

        assertThat(stage.failure(done)).isInstanceOf(CallFailedException.class).hasMessageContaining("488");
        assertThat(stage.commands(Rollback.class)).hasSize(1);
        assertThat(stage.command(SetDirection.class)).extracting(SetDirection::transceiver, SetDirection::direction).containsExactly("video",
                Direction.INACTIVE);
        assertThat(stage.commands(ReplaceTrack.class)).extracting(ReplaceTrack::track)
                .endsWith(Optional.of(MIC), Optional.empty());
        assertThat(sends(stage)).containsExactly(Optional.of(MIC), Optional.empty());
        assertThat(stage.commands(Terminate.class)).isEmpty();

        stage.forget();
        CompletionStage<Boolean> next = replace(stage, ReplaceOptions.STANDARD, MIC, CAM);
        stage.settle();
        assertThat(stage.commands(AddTransceiver.class)).isEmpty();
        assertThat(stage.command(SetDirection.class)).extracting(SetDirection::transceiver, SetDirection::direction).containsExactly("video",
                Direction.SENDRECV);
        Scene.sent(stage);
        exchanged(stage);
        assertThat(stage.result(next)).isTrue();
    }

    @Scenario
    void aRefusedSilenceIsBroken(LaneHarness stage) {
        inCall(stage, MIC, CAM);
        CompletionStage<Boolean> done = replace(stage, ReplaceOptions.STANDARD, MIC);
        stage.settle();
        refused(stage);

        assertThat(stage.failure(done)).isInstanceOf(CallFailedException.class);
        assertThat(stage.command(ReplaceTrack.class)).extracting(ReplaceTrack::transceiver, ReplaceTrack::track).containsExactly("video",
                Optional.of(CAM));
        assertThat(stage.command(SetDirection.class)).extracting(SetDirection::transceiver, SetDirection::direction).containsExactly("video",
                Direction.SENDRECV);
        assertThat(sends(stage)).containsExactly(Optional.of(MIC), Optional.of(CAM));
    }

    @Scenario
    void aSecondStreamWaitsUntilTheFirstIsSettled(LaneHarness stage) {
        inCall(stage, MIC);
        CompletionStage<Boolean> first = replace(stage, ReplaceOptions.STANDARD, MIC, CAM);
        CompletionStage<Boolean> second = replace(stage, ReplaceOptions.STANDARD, MIC, CAM2);
        Scene.sent(stage);
        refused(stage);
        assertThat(stage.failure(first)).isInstanceOf(CallFailedException.class);

        stage.post(new MediaEvent.TrackReplaced(Scene.peer(stage), "video", Optional.of(CAM2)));
        exchanged(stage);
        assertThat(stage.result(second)).isTrue();
        assertThat(sends(stage)).containsExactly(Optional.of(MIC), Optional.of(CAM2));
    }

    @Scenario
    void theEndOfTheCallIsTheEndOfEveryReplacement(LaneHarness stage) {
        inCall(stage, MIC);
        CompletionStage<Boolean> first = replace(stage, ReplaceOptions.STANDARD, MIC, CAM);
        CompletionStage<Boolean> second = replace(stage, ReplaceOptions.STANDARD, MIC, CAM2);
        stage.settle();
        stage.post(new SipEvent.DialogEnded(Scene.UA, Scene.dialog(stage), SipFailure.local(SipCause.TERMINATED)));

        assertThat(stage.failure(first)).isInstanceOf(CallFailedException.class);
        assertThat(stage.failure(second)).isInstanceOf(CallFailedException.class);
    }

    @Scenario
    void aTrackAskedOfALostEngineIsAskedOfTheNext(LaneHarness stage) {
        inCall(stage, MIC);
        CompletionStage<Boolean> done = replace(stage, ReplaceOptions.STANDARD, MIC, CAM);
        stage.settle();
        stage.forget().post(new MediaEvent.MediaEngineLost(Scene.peer(stage), "crashed",
                Optional.of(new PeerConnectionState(List.of(), ""))));
        assertThat(stage.commandTypes()).startsWith(Reopen.class).contains(AddTransceiver.class);
        Scene.sent(stage);
        exchanged(stage);
        exchanged(stage);

        assertThat(stage.result(done)).isTrue();
    }

    @Scenario
    void aLineThatCannotBeGivenBackWhatItSentIsNoFailureOfTheNextReplacement(LaneHarness stage) {
        inCall(stage, MIC, CAM);
        CompletionStage<Boolean> bad = replace(stage, ReplaceOptions.STANDARD, MIC2, BAD);
        CompletionStage<Boolean> next = replace(stage, ReplaceOptions.STANDARD, new LocalTrack("mic3", MediaKind.AUDIO, "tone:880"), CAM);
        stage.settle().post(new MediaEvent.TrackReplaced(Scene.peer(stage), "audio", Optional.of(MIC2)));
        failed(stage, "replaceTrack", "video");
        assertThat(stage.failure(bad)).isInstanceOf(SourceFailedException.class);
        failed(stage, "replaceTrack", "audio");
        assertThat(stage.pending(next)).as("after the failure of what was undone").isTrue();
        Scene.sent(stage);

        assertThat(stage.result(next)).isFalse();
        assertThat(sends(stage)).element(0).extracting(Optional::get).extracting(LocalTrack::id).isEqualTo("mic3");
    }

    @Scenario
    void needsAnEstablishedCall(LaneHarness stage) {
        Scene.connected(stage);

        assertThat(stage.failure(replace(stage, ReplaceOptions.STANDARD, MIC))).isInstanceOf(NoEstablishedCallException.class);
    }

    private static void inCall(LaneHarness stage, LocalTrack... tracks) {
        Scene.connected(stage);
        Scene.call(stage).startCall(CallParameters.to("1000").withReceiving(false, false)
                .withStream(new LocalStream("first", List.of(tracks))));
        Scene.invited(stage);
        Scene.answered(stage);
        Scene.confirmed(stage);
        stage.forget();
    }

    private static void failed(LaneHarness stage, String command, String line) {
        stage.post(new MediaEvent.PeerCommandFailed(Scene.peer(stage), line, "", command, "no such file"));
    }

    private static void refused(LaneHarness stage) {
        Scene.described(stage, SdpType.OFFER);
        stage.post(new SipEvent.ReinviteFailed(Scene.UA, Scene.dialog(stage), SipFailure.response(488, "No", List.of())));
    }

    private static List<Optional<LocalTrack>> sends(LaneHarness stage) {
        return Scene.call(stage).snapshot().media().senders().stream().map(CallSender::track).toList();
    }

    private static CompletionStage<Boolean> replace(LaneHarness stage, ReplaceOptions options, LocalTrack... tracks) {
        return Scene.call(stage).replaceMediaStream(new LocalStream("second", List.of(tracks)), options);
    }

    private static void exchanged(LaneHarness stage) {
        Scene.described(stage, SdpType.OFFER);
        stage.post(new SipEvent.ReinviteAnswered(Scene.UA, Scene.dialog(stage), Optional.of(Scene.SDP)));
        Scene.remoteSet(stage);
    }
}
