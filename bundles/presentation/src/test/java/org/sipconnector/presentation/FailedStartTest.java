/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.presentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.sipconnector.api.call.CallEvent;
import org.sipconnector.api.call.CallParameters;
import org.sipconnector.api.media.LocalTrack;
import org.sipconnector.api.presentation.PresentationException;
import org.sipconnector.api.presentation.PresentationOptions;
import org.sipconnector.api.presentation.PresentationState;
import org.sipconnector.api.sip.Header;
import org.sipconnector.spi.media.MediaEvent;
import org.sipconnector.spi.store.ProcessRestarted;
import org.sipconnector.testkit.LaneHarness;
import org.sipconnector.testkit.RecordedSip.RequestInDialog;
import org.sipconnector.testkit.Scenario;

/** Whoever has permitted a presentation that fails on this side hears that there is none. */
class FailedStartTest {

    private static final Duration PAUSE = Duration.ofMillis(300);

    @Scenario
    void theServerHearsThatATrackCouldNotBeAttached(LaneHarness stage) {
        Scene scene = Scene.inCall(stage);
        CompletionStage<LocalTrack> started = starts(stage, scene, PresentationOptions.STANDARD);
        scene.permitted();
        lacksTheSource(stage, scene);
        assertThat(told(stage)).as("before the last attempt is over").containsExactly("LETMESTARTPRESENTATION");
        stage.advance(PAUSE);

        assertThat(stage.failure(started)).isInstanceOf(PresentationException.class);
        assertThat(told(stage)).containsExactly("LETMESTARTPRESENTATION", "STOPPRESENTATION");
        scene.permitted();
        assertThat(scene.events()).containsExactly("presentation:start", "presentation:failed");
        assertThat(scene.presentation().snapshot().pending()).isFalse();
        assertThat(stage.result(scene.presentation().stopPresentation())).isEmpty();
        assertThat(told(stage)).as("told once").hasSize(2);
    }

    @Scenario
    void theServerHearsThatTheRenegotiationWasRefused(LaneHarness stage) {
        Scene scene = Scene.inCall(stage);
        CompletionStage<LocalTrack> started = starts(stage, scene, PresentationOptions.STANDARD);
        scene.permitted();
        scene.refused(488);
        stage.advance(PAUSE);

        assertThat(stage.failure(started)).isInstanceOf(PresentationException.class);
        assertThat(told(stage)).containsExactly("LETMESTARTPRESENTATION", "STOPPRESENTATION");
    }

    @Scenario
    void theOtherSideOfAPresentationCallHearsOfItToo(LaneHarness stage) {
        Scene scene = Scene.inCall(stage, CallParameters.to("1000").asPresentationCall(), Optional.empty());
        starts(stage, scene, PresentationOptions.STANDARD);
        scene.permitted();
        lacksTheSource(stage, scene);
        stage.advance(PAUSE);

        assertThat(told(stage)).containsExactly("YOUCANRECEIVECONTENT", "CONTENTEND");
    }

    @Scenario
    void aStartThatSucceedsAfterAFailedAttemptIsNotTakenBack(LaneHarness stage) {
        Scene scene = Scene.inCall(stage);
        CompletionStage<LocalTrack> started = starts(stage, scene, PresentationOptions.STANDARD.withAttempts(2));
        scene.permitted();
        lacksTheSource(stage, scene);
        stage.advance(PAUSE);
        scene.permitted();
        scene.renegotiated();

        assertThat(stage.result(started)).isEqualTo(Scene.SCREEN);
        assertThat(told(stage)).containsExactly("LETMESTARTPRESENTATION", "LETMESTARTPRESENTATION");
        assertThat(scene.presentation().snapshot().state()).isEqualTo(PresentationState.ACTIVE);
    }

    @Scenario
    void aStartThatIsRefusedAfterAFailedAttemptIsTakenBack(LaneHarness stage) {
        Scene scene = Scene.inCall(stage);
        CompletionStage<LocalTrack> started = starts(stage, scene, PresentationOptions.STANDARD.withAttempts(2));
        scene.permitted();
        lacksTheSource(stage, scene);
        stage.advance(PAUSE);
        scene.declined();
        stage.advance(PAUSE);

        assertThat(stage.failure(started)).isInstanceOf(PresentationException.class);
        assertThat(told(stage)).endsWith("LETMESTARTPRESENTATION", "STOPPRESENTATION");
    }

    @Scenario
    void aStopDuringAStartThatFailsTellsOnce(LaneHarness stage) {
        Scene scene = Scene.inCall(stage);
        CompletionStage<LocalTrack> started = starts(stage, scene, PresentationOptions.STANDARD.withAttempts(3));
        scene.permitted();
        CompletionStage<Optional<LocalTrack>> stopped = scene.presentation().stopPresentation();
        stage.settle();
        lacksTheSource(stage, scene);
        assertThat(stage.failure(started)).hasMessage("canceled");
        scene.permitted();

        assertThat(stage.result(stopped)).isEmpty();
        assertThat(told(stage)).containsExactly("LETMESTARTPRESENTATION", "STOPPRESENTATION");
    }

    @Scenario
    void aStopInThePauseAfterAFailedAttemptTellsOnce(LaneHarness stage) {
        Scene scene = Scene.inCall(stage);
        CompletionStage<LocalTrack> started = starts(stage, scene, PresentationOptions.STANDARD.withAttempts(3));
        scene.permitted();
        lacksTheSource(stage, scene);
        CompletionStage<Optional<LocalTrack>> stopped = scene.presentation().stopPresentation();
        stage.settle();
        assertThat(stage.failure(started)).hasMessage("canceled");
        scene.permitted();

        assertThat(stage.result(stopped)).isEmpty();
        assertThat(told(stage)).containsExactly("LETMESTARTPRESENTATION", "STOPPRESENTATION");
    }

    @Scenario
    void whatTheServerDidNotWantToHearIsToldAgainByAStop(LaneHarness stage) {
        Scene scene = Scene.inCall(stage);
        starts(stage, scene, PresentationOptions.STANDARD);
        scene.permitted();
        lacksTheSource(stage, scene);
        stage.advance(PAUSE);
        scene.declined();
        assertThat(scene.events()).containsExactly("presentation:start", "presentation:failed");
        CompletionStage<Optional<LocalTrack>> stopped = scene.presentation().stopPresentation();
        stage.settle();
        scene.permitted();

        assertThat(stage.result(stopped)).isEmpty();
        assertThat(told(stage)).containsExactly("LETMESTARTPRESENTATION", "STOPPRESENTATION", "STOPPRESENTATION");
    }

    @Scenario
    void aStartAtOnceAfterOneThatFailedAsksWhenTheEndWasTold(LaneHarness stage) {
        Scene scene = Scene.inCall(stage);
        starts(stage, scene, PresentationOptions.STANDARD);
        scene.permitted();
        lacksTheSource(stage, scene);
        stage.advance(PAUSE);
        CompletionStage<LocalTrack> again = starts(stage, scene, PresentationOptions.STANDARD);
        scene.permitted();
        assertThat(told(stage)).endsWith("STOPPRESENTATION", "LETMESTARTPRESENTATION");
        scene.permitted();
        scene.renegotiated();

        assertThat(stage.result(again)).isEqualTo(Scene.SCREEN);
    }

    @Scenario
    void whatTheFormerProcessMayHaveAskedForIsGivenBackOnceMediaIsThere(LaneHarness stage) {
        Scene scene = Scene.inCall(stage, CallParameters.to("1000").asPresentationCall(), Optional.empty());
        stage.post(new ProcessRestarted(stage.now().minus(Duration.ofSeconds(5)), false));
        assertThat(stage.commands(RequestInDialog.class)).as("there is no connection yet").isEmpty();
        stage.post(new CallEvent.MediaRestored(scene.peer));
        assertThat(scene.asked()).extracting(Header::value).contains("CONTENTEND");
        scene.permitted();

        stage.post(new CallEvent.MediaRestored(scene.peer));
        assertThat(stage.commands(RequestInDialog.class)).as("told once").hasSize(1);
    }

    @Scenario
    void whatGoesOnAfterARestartIsAskedForAgainAndStopsWhenThatIsRefused(LaneHarness stage) {
        Scene scene = Scene.inCall(stage, CallParameters.to("1000").asPresentationCall(), Optional.empty());
        starts(stage, scene, PresentationOptions.STANDARD);
        scene.permitted();
        scene.renegotiated();
        stage.post(new ProcessRestarted(stage.now().minus(Duration.ofSeconds(5)), false));
        stage.post(new CallEvent.MediaRestored(scene.peer));
        scene.permitted();
        assertThat(told(stage)).containsExactly("YOUCANRECEIVECONTENT", "YOUCANRECEIVECONTENT");
        assertThat(scene.presentation().snapshot().state()).isEqualTo(PresentationState.ACTIVE);

        stage.post(new ProcessRestarted(stage.now().minus(Duration.ofSeconds(5)), false));
        stage.post(new CallEvent.MediaRestored(scene.peer));
        scene.declined();
        scene.permitted();
        assertThat(told(stage)).endsWith("YOUCANRECEIVECONTENT", "CONTENTEND");
        assertThat(scene.presentation().snapshot().state()).isEqualTo(PresentationState.IDLE);
    }

    @Scenario
    void aTelephoneIsToldNothingOfPresentationsAfterARestart(LaneHarness stage) {
        Scene scene = Scene.inCall(stage);
        stage.post(new ProcessRestarted(stage.now().minus(Duration.ofSeconds(5)), false));
        stage.post(new CallEvent.MediaRestored(scene.peer));
        assertThat(stage.commands(RequestInDialog.class)).isEmpty();
    }

    private static CompletionStage<LocalTrack> starts(LaneHarness stage, Scene scene, PresentationOptions options) {
        CompletionStage<LocalTrack> started = scene.presentation().startPresentation(Scene.SCREEN, options);
        stage.settle();
        return started;
    }

    private static void lacksTheSource(LaneHarness stage, Scene scene) {
        stage.post(new MediaEvent.PeerCommandFailed(scene.peer, "presentation", "", "addTransceiver", "no such source"));
    }

    /** What the other side was told of presentations. */
    private static List<String> told(LaneHarness stage) {
        return stage.commands(RequestInDialog.class).stream().map(RequestInDialog::request)
                .flatMap(request -> request.headers().stream()).filter(header -> header.name().equals("x-webrtc-share-state"))
                .map(Header::value).toList();
    }
}
