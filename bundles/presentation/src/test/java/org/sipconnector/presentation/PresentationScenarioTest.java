/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.presentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sipconnector.api.call.CallManager;
import org.sipconnector.api.call.CallParameters;
import org.sipconnector.api.call.CallState;
import org.sipconnector.api.call.ContentHint;
import org.sipconnector.api.call.MediaPreferences;
import org.sipconnector.api.call.NoEstablishedCallException;
import org.sipconnector.api.media.DegradationPreference;
import org.sipconnector.api.media.Direction;
import org.sipconnector.api.media.LocalTrack;
import org.sipconnector.api.media.MediaKind;
import org.sipconnector.api.media.RemoteTrack;
import org.sipconnector.api.media.SdpType;
import org.sipconnector.api.media.SendEncoding;
import org.sipconnector.api.media.Size;
import org.sipconnector.api.presentation.PresentationException;
import org.sipconnector.api.presentation.PresentationException.Reason;
import org.sipconnector.api.presentation.PresentationManager;
import org.sipconnector.api.presentation.PresentationOptions;
import org.sipconnector.api.presentation.PresentationSnapshot;
import org.sipconnector.api.presentation.PresentationState;
import org.sipconnector.api.sip.Header;
import org.sipconnector.api.sip.Originator;
import org.sipconnector.api.sip.SipCause;
import org.sipconnector.api.sip.SipFailure;
import org.sipconnector.spi.media.MediaEvent;
import org.sipconnector.spi.media.PeerConnectionState;
import org.sipconnector.spi.media.TransceiverSettings;
import org.sipconnector.spi.sip.SipEvent;
import org.sipconnector.testkit.LaneHarness;
import org.sipconnector.testkit.RecordedMedia.AddTransceiver;
import org.sipconnector.testkit.RecordedMedia.CreateAnswer;
import org.sipconnector.testkit.RecordedMedia.CreateOffer;
import org.sipconnector.testkit.RecordedMedia.ReplaceTrack;
import org.sipconnector.testkit.RecordedMedia.Rollback;
import org.sipconnector.testkit.RecordedMedia.SetDirection;
import org.sipconnector.testkit.RecordedMedia.SetEncodings;
import org.sipconnector.testkit.RecordedMedia.SetRemote;
import org.sipconnector.testkit.RecordedMedia.StopTransceiver;
import org.sipconnector.testkit.RecordedSip.RequestInDialog;
import org.sipconnector.testkit.RecordedSip.Terminate;
import org.sipconnector.testkit.Scenario;

class PresentationScenarioTest {

    /** What a presentation keeps unless its client wants it otherwise. */
    private static final Optional<DegradationPreference> DETAIL = Optional.of(DegradationPreference.MAINTAIN_RESOLUTION);

    private static final LocalTrack OTHER = new LocalTrack("screen-2", MediaKind.VIDEO, "pattern:640x360@5");

    @Scenario
    void asksSendsNegotiatesAndLimits(LaneHarness stage) {
        Scene scene = Scene.inCall(stage);
        CompletionStage<LocalTrack> started = scene.presentation().startPresentation(Scene.SCREEN);
        stage.settle();
        assertThat(scene.asked()).containsExactly(new Header("x-webrtc-share-state", "LETMESTARTPRESENTATION"));
        assertThat(scene.presentation().snapshot().inProcess()).isTrue();
        scene.permitted();
        TransceiverSettings line = stage.command(AddTransceiver.class).transceiver();
        assertThat(line.name()).isEqualTo("presentation");
        assertThat(line.streams()).isEmpty();
        assertThat(stage.pending(started)).isTrue();
        scene.renegotiated();

        assertThat(stage.result(started)).isEqualTo(Scene.SCREEN);
        assertThat(scene.events()).containsExactly("presentation:start", "presentation:started");
        assertThat(scene.presentation().snapshot().state()).isEqualTo(PresentationState.ACTIVE);
        assertThat(encodings(stage).get(0).maxBitrate()).hasValue(1_000_000);
    }

    @Scenario
    void stopsWithoutRenegotiationAndStartsAgainOnTheSameLine(LaneHarness stage) {
        Scene scene = Scene.inCall(stage);
        scene.presenting();
        CompletionStage<Optional<LocalTrack>> stopped = scene.presentation().stopPresentation();
        stage.settle();
        assertThat(scene.asked()).containsExactly(new Header("x-webrtc-share-state", "STOPPRESENTATION"));
        scene.permitted();
        assertThat(stage.result(stopped)).contains(Scene.SCREEN);
        assertThat(scene.events()).containsExactly("presentation:end", "presentation:ended");
        assertThat(stage.commands(CreateOffer.class)).isEmpty();
        assertThat(stage.command(ReplaceTrack.class).track()).isEqualTo(Optional.empty());
        assertThat(scene.presentation().snapshot()).isEqualTo(PresentationSnapshot.IDLE);

        stage.forget();
        scene.presentation().startPresentation(OTHER);
        stage.settle();
        scene.permitted();
        assertThat(stage.commands(AddTransceiver.class)).isEmpty();
        assertThat(stage.command(ReplaceTrack.class)).extracting(ReplaceTrack::transceiver, ReplaceTrack::track).containsExactly("presentation",
                Optional.of(OTHER.keeping(DETAIL)));
        scene.renegotiated();
        assertThat(scene.presentation().snapshot().state()).isEqualTo(PresentationState.ACTIVE);
    }

    @Scenario
    void keepsItsResolutionUnlessToldOtherwise(LaneHarness stage) {
        Scene scene = Scene.inCall(stage);
        scene.presenting();
        for (MediaPreferences media : List.of(MediaPreferences.STANDARD, MediaPreferences.STANDARD.withContentHint(ContentHint.TEXT),
                MediaPreferences.STANDARD.withContentHint(ContentHint.DETAIL)
                        .withDegradationPreference(DegradationPreference.BALANCED))) {
            scene.presentation().updatePresentation(OTHER, PresentationOptions.STANDARD.withMedia(media));
            stage.settle();
            scene.permitted();
            LocalTrack sent = OTHER.keeping(media.keeping());
            assertThat(stage.command(ReplaceTrack.class).track()).isEqualTo(Optional.of(sent));
            stage.post(new MediaEvent.TrackReplaced(scene.peer, "presentation", Optional.of(sent)));
            assertThat(scene.presentation().snapshot().track()).contains(OTHER);
            stage.forget();
        }
    }

    @Scenario
    void usesALineTheServerShowsPresentationsOn(LaneHarness stage) {
        Scene scene = Scene.inCall(stage);
        stage.post(new MediaEvent.TrackAdded(scene.peer,
                new RemoteTrack("dual-1", MediaKind.VIDEO, "2", "remote-2", List.of("content"))));
        scene.presentation().startPresentation(Scene.SCREEN);
        stage.settle();
        scene.permitted();

        assertThat(stage.commands(AddTransceiver.class)).isEmpty();
        assertThat(stage.command(ReplaceTrack.class)).extracting(ReplaceTrack::transceiver, ReplaceTrack::track).containsExactly("remote-2",
                Optional.of(Scene.SCREEN.keeping(DETAIL)));
        assertThat(stage.command(SetDirection.class).transceiver()).isEqualTo("remote-2");
    }

    @Scenario
    void aRefusedPermissionIsTheLimitErrorAfterThePause(LaneHarness stage) {
        Scene scene = Scene.inCall(stage);
        CompletionStage<LocalTrack> started = scene.presentation().startPresentation(Scene.SCREEN);
        stage.settle();
        scene.declined();
        stage.advance(Duration.ofMillis(299));
        assertThat(stage.pending(started)).isTrue();
        stage.advance(Duration.ofMillis(1));

        assertThat(stage.failure(started)).isInstanceOfSatisfying(PresentationException.class,
                error -> assertThat(error.reason()).isEqualTo(Reason.LIMIT_REACHED))
                .hasMessage("call limit (1) is reached: Error decline with 603");
        assertThat(scene.events()).isEmpty();
        assertThat(scene.presentation().snapshot().state()).isEqualTo(PresentationState.IDLE);
        assertThat(stage.manager(CallManager.class).snapshot().state()).isEqualTo(CallState.IN_CALL);
    }

    @Scenario
    void everyAttemptAsksAgain(LaneHarness stage) {
        Scene scene = Scene.inCall(stage);
        CompletionStage<LocalTrack> started =
                scene.presentation().startPresentation(Scene.SCREEN, PresentationOptions.STANDARD.withAttempts(3));
        stage.settle();
        scene.declined();
        stage.advance(Duration.ofMillis(300));
        scene.declined();
        stage.advance(Duration.ofMillis(300));
        scene.permitted();
        scene.renegotiated();

        assertThat(stage.result(started)).isEqualTo(Scene.SCREEN);
        assertThat(stage.commands(RequestInDialog.class)).hasSize(3);
    }

    @Scenario
    void cancellingDuringThePauseSettlesAtOnce(LaneHarness stage) {
        Scene scene = Scene.inCall(stage);
        CompletionStage<LocalTrack> started =
                scene.presentation().startPresentation(Scene.SCREEN, PresentationOptions.STANDARD.withAttempts(3));
        stage.settle();
        scene.declined();
        stage.result(scene.presentation().cancelAttempts());

        assertThat(stage.failure(started)).hasMessage("canceled");
        assertThat(stage.timers()).isZero();
        assertThat(scene.presentation().snapshot().pending()).isFalse();
    }

    @Scenario
    void aStopDuringTheStartWaitsForItAndUndoesIt(LaneHarness stage) {
        Scene scene = Scene.inCall(stage);
        CompletionStage<LocalTrack> started = scene.presentation().startPresentation(Scene.SCREEN);
        CompletionStage<Optional<LocalTrack>> stopped = scene.presentation().stopPresentation();
        stage.settle();
        scene.permitted();
        scene.renegotiated();
        assertThat(scene.asked()).containsExactly(new Header("x-webrtc-share-state", "STOPPRESENTATION"));
        scene.permitted();

        assertThat(stage.failure(started)).hasMessage("canceled");
        assertThat(stage.result(stopped)).contains(Scene.SCREEN);
        assertThat(scene.events()).containsExactly("presentation:start", "presentation:started", "presentation:end",
                "presentation:ended");
        assertThat(scene.presentation().snapshot()).isEqualTo(PresentationSnapshot.IDLE);
    }

    @Scenario
    void aStopDuringARefusedStartHasNothingToStop(LaneHarness stage) {
        Scene scene = Scene.inCall(stage);
        CompletionStage<LocalTrack> started = scene.presentation().startPresentation(Scene.SCREEN);
        CompletionStage<Optional<LocalTrack>> stopped = scene.presentation().stopPresentation();
        stage.settle();
        scene.declined();

        assertThat(stage.failure(started)).hasMessage("canceled");
        assertThat(stage.result(stopped)).isEmpty();
        assertThat(scene.events()).isEmpty();
    }

    @Scenario
    void aStopTheServerDoesNotAcceptFailsAndCanBeTriedAgain(LaneHarness stage) {
        Scene scene = Scene.inCall(stage);
        scene.presenting();
        CompletionStage<Optional<LocalTrack>> refused = scene.presentation().stopPresentation();
        stage.settle();
        scene.declined();
        assertThat(stage.failure(refused)).hasMessage("Error decline with 603");
        assertThat(scene.events()).containsExactly("presentation:failed");
        assertThat(scene.presentation().snapshot().state()).isEqualTo(PresentationState.FAILED);
        assertThat(stage.commands(ReplaceTrack.class)).isEmpty();

        CompletionStage<Optional<LocalTrack>> again = scene.presentation().stopPresentation();
        stage.settle();
        scene.permitted();
        assertThat(stage.result(again)).contains(Scene.SCREEN);
        assertThat(stage.command(ReplaceTrack.class).track()).isEqualTo(Optional.empty());
    }

    @Scenario
    void withoutAPresentationThereIsNothingToStopOrUpdate(LaneHarness stage) {
        Scene scene = Scene.inCall(stage);

        assertThat(stage.result(scene.presentation().stopPresentation())).isEmpty();
        assertThat(stage.failure(scene.presentation().updatePresentation(OTHER, PresentationOptions.STANDARD)))
                .hasMessage("Presentation has not started yet");
        assertThat(stage.commands()).isEmpty();
        assertThat(scene.events()).isEmpty();
    }

    @Scenario
    void withoutACallNothingStarts(LaneHarness stage) {
        Scene.installed(stage, Optional.empty());
        PresentationManager presentation = stage.manager(PresentationManager.class);

        assertThat(stage.failure(presentation.startPresentation(Scene.SCREEN))).isInstanceOf(NoEstablishedCallException.class);
        assertThat(stage.failure(presentation.updatePresentation(Scene.SCREEN, PresentationOptions.STANDARD)))
                .isInstanceOf(NoEstablishedCallException.class);
    }

    @Scenario
    void thereIsOnePresentationAtATime(LaneHarness stage) {
        Scene scene = Scene.inCall(stage);
        scene.presenting();

        assertThat(stage.failure(scene.presentation().startPresentation(OTHER))).hasMessage("Presentation is already started");
    }

    @Scenario
    void anUpdateAsksAgainAndReplacesTheTrackOnly(LaneHarness stage) {
        Scene scene = Scene.inCall(stage);
        scene.presenting();
        CompletionStage<LocalTrack> updated = scene.presentation().updatePresentation(OTHER, PresentationOptions.STANDARD);
        stage.settle();
        assertThat(scene.asked()).containsExactly(new Header("x-webrtc-share-state", "LETMESTARTPRESENTATION"));
        scene.permitted();
        assertThat(stage.pending(updated)).isTrue();
        scene.attached();

        assertThat(stage.result(updated)).isEqualTo(OTHER);
        assertThat(scene.events()).containsExactly("presentation:updating", "presentation:updated");
        assertThat(scene.presentation().snapshot().track()).contains(OTHER);
        assertThat(stage.commands(CreateOffer.class)).isEmpty();
    }

    @Scenario
    void anUpdateDuringTheStartWaitsForIt(LaneHarness stage) {
        Scene scene = Scene.inCall(stage);
        scene.presentation().startPresentation(Scene.SCREEN);
        CompletionStage<LocalTrack> updated = scene.presentation().updatePresentation(OTHER, PresentationOptions.STANDARD);
        stage.settle();
        scene.permitted();
        scene.renegotiated();
        scene.permitted();
        scene.attached();

        assertThat(stage.result(updated)).isEqualTo(OTHER);
        assertThat(scene.events()).containsExactly("presentation:start", "presentation:started", "presentation:updating",
                "presentation:updated");
    }

    @Scenario
    void aTrackThatCannotBeAttachedFailsTheStart(LaneHarness stage) {
        Scene scene = Scene.inCall(stage);
        CompletionStage<LocalTrack> started = scene.presentation().startPresentation(Scene.SCREEN);
        stage.settle();
        scene.permitted();
        stage.post(new MediaEvent.PeerCommandFailed(scene.peer, "presentation", "", "addTransceiver", "no such source"));
        stage.advance(Duration.ofMillis(300));

        assertThat(stage.failure(started)).cause().isInstanceOfSatisfying(PresentationException.class,
                error -> assertThat(error.reason()).isEqualTo(Reason.ATTACH_FAILED));
        assertThat(scene.events()).containsExactly("presentation:start", "presentation:failed");
        assertThat(scene.presentation().snapshot().track()).isEmpty();
    }

    @Scenario
    void anUpdateWhoseTrackCannotBeAttachedFails(LaneHarness stage) {
        Scene scene = Scene.inCall(stage);
        scene.presenting();
        CompletionStage<LocalTrack> updated = scene.presentation().updatePresentation(OTHER, PresentationOptions.STANDARD);
        stage.settle();
        scene.permitted();
        stage.post(new MediaEvent.PeerCommandFailed(scene.peer, "video", "", "replaceTrack", "of the camera"));
        assertThat(stage.pending(updated)).isTrue();
        stage.post(new MediaEvent.PeerCommandFailed(scene.peer, "presentation", "", "replaceTrack", "no such source"));

        assertThat(stage.failure(updated)).isInstanceOfSatisfying(PresentationException.class,
                error -> assertThat(error.reason()).isEqualTo(Reason.ATTACH_FAILED));
        assertThat(scene.events()).containsExactly("presentation:updating");
        assertThat(scene.presentation().snapshot().state()).isEqualTo(PresentationState.ACTIVE);
        assertThat(scene.presentation().snapshot().track()).contains(Scene.SCREEN);
        assertThat(stage.commands(SetEncodings.class)).as("limits of a track that is not sent").isEmpty();
        assertThat(stage.commands(ReplaceTrack.class)).as("what is sent").hasSize(1);

        CompletionStage<Optional<LocalTrack>> stopped = scene.presentation().stopPresentation();
        stage.settle();
        assertThat(scene.asked()).containsExactly(new Header("x-webrtc-share-state", "STOPPRESENTATION"));
        scene.permitted();
        assertThat(stage.result(stopped)).contains(Scene.SCREEN);
    }

    @Scenario
    void anUpdateGoesOnWhenTheMediaEngineIsLostMeanwhile(LaneHarness stage) {
        Scene scene = Scene.inCall(stage);
        scene.presenting();
        CompletionStage<LocalTrack> updated = scene.presentation().updatePresentation(OTHER, PresentationOptions.STANDARD);
        stage.settle();
        scene.permitted();
        stage.post(new MediaEvent.MediaEngineLost(scene.peer, "aborted",
                Optional.of(new PeerConnectionState(List.of(), ""))));
        assertThat(stage.commands(ReplaceTrack.class)).hasSize(2);
        scene.attached();

        assertThat(stage.result(updated)).isEqualTo(OTHER);
    }

    /** The other side knows the session no more. */
    @Scenario
    void aReinviteInASessionThatIsGoneEndsThePresentationWithTheCall(LaneHarness stage) {
        Scene scene = Scene.inCall(stage);
        CompletionStage<LocalTrack> started = scene.presentation().startPresentation(Scene.SCREEN);
        stage.settle();
        scene.permitted();
        scene.refused(481);
        assertThat(scene.events()).containsExactly("presentation:start", "presentation:failed");
        stage.post(new SipEvent.DialogEnded(Scene.UA, scene.dialog, SipFailure.local(SipCause.WEBRTC_ERROR)));

        assertThat(stage.failure(started)).isInstanceOf(PresentationException.class);
        assertThat(scene.presentation().snapshot()).isEqualTo(PresentationSnapshot.IDLE);
        assertThat(stage.timers()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {403, 488, 500, 503, 606})
    void aRefusedReinviteFailsThePresentationAndSilencesItsLineForTheNext(int status) {
        LaneHarness stage = new LaneHarness();
        Scene scene = Scene.inCall(stage);
        CompletionStage<LocalTrack> started = scene.presentation().startPresentation(Scene.SCREEN);
        stage.settle();
        scene.permitted();
        scene.refused(status);
        stage.advance(Duration.ofMillis(300));

        assertThat(stage.failure(started)).cause().isInstanceOfSatisfying(PresentationException.class,
                error -> assertThat(error.reason()).isEqualTo(Reason.RENEGOTIATION_FAILED));
        assertThat(stage.commands(Rollback.class)).hasSize(1);
        assertThat(stage.command(ReplaceTrack.class)).extracting(ReplaceTrack::transceiver, ReplaceTrack::track).containsExactly("presentation",
                Optional.empty());
        assertThat(stage.command(SetDirection.class)).extracting(SetDirection::transceiver, SetDirection::direction).containsExactly("presentation",
                Direction.INACTIVE);
        assertThat(stage.commands(Terminate.class)).isEmpty();
        scene.permitted();

        stage.forget();
        CompletionStage<LocalTrack> again = scene.presentation().startPresentation(OTHER);
        stage.settle();
        scene.permitted();
        assertThat(stage.commands(AddTransceiver.class)).isEmpty();
        assertThat(stage.command(SetDirection.class)).extracting(SetDirection::transceiver, SetDirection::direction).containsExactly("presentation",
                Direction.SENDRECV);
        scene.renegotiated();
        assertThat(stage.result(again)).isEqualTo(OTHER);
    }

    @Scenario
    void aBadSourceIsToldByNameAndDoesNotBlockThePresentationsAfterIt(LaneHarness stage) {
        Scene scene = Scene.inCall(stage);
        LocalTrack missing = new LocalTrack("missing", MediaKind.VIDEO, "file:/missing.y4m");
        CompletionStage<LocalTrack> failed = scene.presentation().startPresentation(missing);
        stage.settle();
        scene.permitted();
        stage.post(new MediaEvent.PeerCommandFailed(scene.peer, "presentation", "", "addTransceiver", "no such file"));
        stage.advance(Duration.ofMillis(300));
        assertThat(stage.failure(failed)).rootCause().hasMessage("source file:/missing.y4m failed: no such file");
        assertThat(stage.commands(CreateOffer.class)).isEmpty();
        assertThat(stage.commands(StopTransceiver.class)).isEmpty();
        scene.permitted();

        for (LocalTrack track : List.of(Scene.SCREEN, OTHER)) {
            stage.forget();
            CompletionStage<LocalTrack> started = scene.presentation().startPresentation(track);
            stage.settle();
            scene.permitted();
            scene.renegotiated();
            assertThat(stage.result(started)).isEqualTo(track);
            scene.presentation().stopPresentation();
            stage.settle();
            scene.permitted();
        }
    }

    @Scenario
    void aLineOfTheServersGoesBackToItWhenThePresentationIsRefused(LaneHarness stage) {
        Scene scene = Scene.inCall(stage);
        stage.post(new MediaEvent.TrackAdded(scene.peer, new RemoteTrack("r", MediaKind.VIDEO, "2", "remote-2", List.of("content"))));
        CompletionStage<LocalTrack> started = scene.presentation().startPresentation(Scene.SCREEN);
        stage.settle();
        scene.permitted();
        assertThat(stage.commands(AddTransceiver.class)).isEmpty();
        scene.refused(488);
        stage.advance(Duration.ofMillis(300));

        assertThat(stage.failure(started)).isInstanceOf(PresentationException.class);
        assertThat(stage.command(ReplaceTrack.class)).extracting(ReplaceTrack::transceiver, ReplaceTrack::track).containsExactly("remote-2",
                Optional.empty());
        assertThat(stage.command(SetDirection.class)).extracting(SetDirection::transceiver, SetDirection::direction).containsExactly("remote-2",
                Direction.RECVONLY);
        assertThat(stage.commands(StopTransceiver.class)).isEmpty();
    }

    @Scenario
    void aLineAddedToALostEngineIsAddedToTheNext(LaneHarness stage) {
        Scene scene = Scene.inCall(stage);
        CompletionStage<LocalTrack> started = scene.presentation().startPresentation(Scene.SCREEN);
        stage.settle();
        scene.permitted();
        stage.post(new MediaEvent.MediaEngineLost(scene.peer, "aborted", Optional.of(new PeerConnectionState(List.of(), ""))));
        assertThat(stage.commands(AddTransceiver.class)).hasSize(2);
        scene.attached();
        scene.offered();
        stage.post(new SipEvent.ReinviteAnswered(Scene.UA, scene.dialog, Optional.of(Scene.SDP)));
        scene.remoteSet();
        scene.offered();
        stage.post(new SipEvent.ReinviteAnswered(Scene.UA, scene.dialog, Optional.of(Scene.SDP)));
        scene.remoteSet();

        assertThat(stage.result(started)).isEqualTo(Scene.SCREEN);
    }

    @Scenario
    void withoutRenegotiationNoReinviteIsSent(LaneHarness stage) {
        Scene scene = Scene.inCall(stage);
        CompletionStage<LocalTrack> started =
                scene.presentation().startPresentation(Scene.SCREEN, PresentationOptions.STANDARD.withoutRenegotiation());
        stage.settle();
        scene.permitted();
        stage.post(new MediaEvent.TrackReplaced(scene.peer, "presentation", Optional.of(Scene.SCREEN)));

        assertThat(stage.result(started)).isEqualTo(Scene.SCREEN);
        assertThat(stage.commands(CreateOffer.class)).isEmpty();
    }

    @Scenario
    void theReinviteWaitsForOneOfTheServer(LaneHarness stage) {
        Scene scene = Scene.inCall(stage);
        CompletionStage<LocalTrack> started = scene.presentation().startPresentation(Scene.SCREEN);
        stage.settle();
        stage.post(new SipEvent.ReinviteReceived(Scene.UA, scene.dialog, Optional.of(Scene.SDP), List.of()));
        scene.permitted();
        assertThat(stage.commands(CreateOffer.class)).isEmpty();
        stage.post(new MediaEvent.RemoteDescriptionSet(scene.peer, stage.command(SetRemote.class).request(), SdpType.OFFER));
        stage.post(new MediaEvent.LocalDescription(scene.peer, stage.command(CreateAnswer.class).request(),
                SdpType.ANSWER, Scene.SDP));
        scene.renegotiated();

        assertThat(stage.result(started)).isEqualTo(Scene.SCREEN);
    }

    @Scenario
    void theEndOfTheCallEndsThePresentation(LaneHarness stage) {
        Scene scene = Scene.inCall(stage);
        scene.presenting();
        CompletionStage<Optional<LocalTrack>> stopped = scene.presentation().stopPresentation();
        stage.settle();
        stage.post(new SipEvent.DialogEnded(Scene.UA, scene.dialog,
                new SipFailure(Originator.REMOTE, SipCause.TERMINATED, 0, "BYE", List.of())));

        assertThat(stage.result(stopped)).isEmpty();
        assertThat(scene.presentation().snapshot()).isEqualTo(PresentationSnapshot.IDLE);
    }

    @Scenario
    void theEndOfTheCallCancelsAStart(LaneHarness stage) {
        Scene scene = Scene.inCall(stage);
        CompletionStage<LocalTrack> started = scene.presentation().startPresentation(Scene.SCREEN);
        stage.settle();
        stage.post(new SipEvent.DialogEnded(Scene.UA, scene.dialog, SipFailure.system(SipCause.CONNECTION_ERROR, "lost")));

        assertThat(stage.failure(started)).isInstanceOfSatisfying(PresentationException.class,
                error -> assertThat(error.reason()).isEqualTo(Reason.CANCELED));
        assertThat(scene.presentation().snapshot()).isEqualTo(PresentationSnapshot.IDLE);
        assertThat(scene.events()).isEmpty();
    }

    @Scenario
    void isPendingWhileItStartsOrStopsAndInProcessUntilItHasStopped(LaneHarness stage) {
        Scene scene = Scene.inCall(stage);
        assertThat(flags(scene)).containsExactly(false, false);
        scene.presentation().startPresentation(Scene.SCREEN);
        stage.settle();
        assertThat(flags(scene)).as("asking").containsExactly(true, true);
        scene.permitted();
        assertThat(flags(scene)).as("negotiating").containsExactly(true, true);
        scene.renegotiated();
        assertThat(flags(scene)).as("active").containsExactly(false, true);
        stage.forget();
        scene.presentation().stopPresentation();
        stage.settle();
        assertThat(flags(scene)).as("stopping").containsExactly(true, true);
        scene.permitted();
        assertThat(flags(scene)).as("stopped").containsExactly(false, false);
    }

    private static List<Boolean> flags(Scene scene) {
        PresentationSnapshot snapshot = scene.presentation().snapshot();
        return List.of(snapshot.pending(), snapshot.inProcess());
    }

    @Scenario
    void theServerStopsAPresentation(LaneHarness stage) {
        Scene scene = Scene.inCall(stage);
        scene.presenting();
        scene.info("sharedesktop", new Header("x-webrtc-share-state", "YOUMUSTSTOPSENDCONTENT"));
        assertThat(scene.asked()).containsExactly(new Header("x-webrtc-share-state", "STOPPRESENTATION"));
        scene.permitted();

        assertThat(scene.events()).containsExactly("stopped-presentation-by-server-command", "presentation:end",
                "presentation:ended");
    }

    @Scenario
    void becomingASpectatorStopsAPresentation(LaneHarness stage) {
        Scene scene = Scene.inCall(stage);
        scene.presenting();
        scene.info("partstate", new Header("x-webrtc-partstate", "SPECTATOR"));
        scene.permitted();

        assertThat(scene.events()).startsWith("stopped-presentation-by-server-command").endsWith("presentation:ended");
    }

    @Scenario
    void theServerStopsNothingWhereNothingIs(LaneHarness stage) {
        Scene scene = Scene.inCall(stage);
        scene.info("sharedesktop", new Header("x-webrtc-share-state", "YOUMUSTSTOPSENDCONTENT"));
        scene.info("partstate", new Header("x-webrtc-partstate", "SPECTATOR"));

        assertThat(scene.events()).isEmpty();
        assertThat(stage.commands(RequestInDialog.class)).isEmpty();
    }

    @Scenario
    void inADirectRoomTheOtherSideIsTold(LaneHarness stage) {
        Scene scene = Scene.inCall(stage);
        scene.info("roomname", new Header("x-webrtc-enter-room", "p2patob"), new Header("x-webrtc-participant-name", "b"),
                new Header("x-webrtc-is-direct-p2p", "true"));
        tellsTheOtherSide(stage, scene);
    }

    @Scenario
    void inAPresentationCallTheOtherSideIsTold(LaneHarness stage) {
        tellsTheOtherSide(stage, Scene.inCall(stage, CallParameters.to("1000").asPresentationCall(), Optional.empty()));
    }

    private static void tellsTheOtherSide(LaneHarness stage, Scene scene) {
        scene.presentation().startPresentation(Scene.SCREEN);
        stage.settle();
        assertThat(scene.asked()).containsExactly(new Header("x-webrtc-share-state", "YOUCANRECEIVECONTENT"));
        scene.permitted();
        scene.renegotiated();
        scene.presentation().stopPresentation();
        stage.settle();
        assertThat(scene.asked()).containsExactly(new Header("x-webrtc-share-state", "CONTENTEND"));
    }

    @Scenario
    void aLargeScreenIsScaledToTheLimitOfTheConnection(LaneHarness stage) {
        Scene scene = Scene.inCall(stage, CallParameters.to("1000"), Optional.of(new Size(640, 360)));
        scene.presenting();
        scene.presentation().updatePresentation(OTHER, PresentationOptions.STANDARD);
        stage.settle();
        scene.permitted();
        scene.attached();

        assertThat(encodings(stage).get(0).scaleResolutionDownBy()).hasValue(1);
        scene.presentation().updatePresentation(Scene.SCREEN, PresentationOptions.STANDARD);
        stage.settle();
        scene.permitted();
        scene.attached();
        assertThat(encodings(stage).get(0).scaleResolutionDownBy()).hasValue(2);
        assertThat(encodings(stage).get(0).maxBitrate()).hasValue(1_000_000);
    }

    private static List<SendEncoding> encodings(LaneHarness stage) {
        return stage.command(SetEncodings.class).encodings();
    }
}
