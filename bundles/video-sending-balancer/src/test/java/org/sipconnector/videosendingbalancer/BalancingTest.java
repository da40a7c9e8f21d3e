/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.videosendingbalancer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sipconnector.videosendingbalancer.Scene.advance;
import static org.sipconnector.videosendingbalancer.Scene.balancer;
import static org.sipconnector.videosendingbalancer.Scene.commanded;
import static org.sipconnector.videosendingbalancer.Scene.measured;
import static org.sipconnector.videosendingbalancer.Scene.told;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.sipconnector.api.call.CallEvent;
import org.sipconnector.api.call.CallRole;
import org.sipconnector.api.call.CallSnapshot;
import org.sipconnector.api.media.SdpType;
import org.sipconnector.api.media.SendEncoding;
import org.sipconnector.api.media.Size;
import org.sipconnector.api.serverapi.MainCamCommand;
import org.sipconnector.api.sip.Originator;
import org.sipconnector.api.sip.SipCause;
import org.sipconnector.api.sip.SipFailure;
import org.sipconnector.api.videosendingbalancer.BalanceResult;
import org.sipconnector.api.videosendingbalancer.BalancerEvent;
import org.sipconnector.api.videosendingbalancer.BalancerOptions;
import org.sipconnector.api.videosendingbalancer.BalancerSnapshot;
import org.sipconnector.api.videosendingbalancer.NoConnectionException;
import org.sipconnector.spi.media.MediaEvent.PeerCommandFailed;
import org.sipconnector.testkit.LaneHarness;
import org.sipconnector.testkit.RecordedMedia.CollectStatistics;
import org.sipconnector.testkit.RecordedMedia.SetEncodings;
import org.sipconnector.testkit.Scenario;

class BalancingTest {

    // ---- when

    @Scenario
    void isNeitherActiveNorScheduledAtFirst(LaneHarness stage) {
        Scene.inCall(stage);

        assertThat(balancer(stage).snapshot()).isEqualTo(BalancerSnapshot.IDLE);
    }

    @Scenario
    void beginsTenSecondsAfterTheConfirmation(LaneHarness stage) {
        Scene.inCall(stage);
        Scene.confirmed(stage);
        assertThat(balancer(stage).isBalancingScheduled()).isTrue();
        assertThat(stage.events(BalancerEvent.BalancingScheduled.class))
                .containsExactly(new BalancerEvent.BalancingScheduled(Duration.ofSeconds(10)));
        advance(stage, 9_999);
        assertThat(stage.commands(CollectStatistics.class)).isEmpty();
        advance(stage, 1);
        measured(stage, 1920, 1080);

        assertThat(balancer(stage).isBalancingActive()).isTrue();
        assertThat(balancer(stage).isBalancingScheduled()).isFalse();
        assertThat(told(stage).maxBitrate()).hasValue(2_000_000);
        assertThat(stage.eventNames()).containsSubsequence("video-balancer:balancing-scheduled",
                "video-balancer:parameters-updated", "video-balancer:balancing-started");
    }

    @Scenario
    void theDelayMayBeAnother(LaneHarness stage) {
        Scene.inCall(stage, new BalancerOptions(Duration.ofSeconds(2), Duration.ofSeconds(1), Optional.empty()), Optional.empty());
        Scene.confirmed(stage);
        advance(stage, 2_000);

        assertThat(stage.commands(CollectStatistics.class)).hasSize(1);
    }

    @Scenario
    void aSecondStartDoesNotBalanceAgain(LaneHarness stage) {
        Scene.balancing(Scene.inCall(stage));
        CompletionStage<Void> again = balancer(stage).startBalancing();

        assertThat(stage.result(again)).isNull();
        assertThat(stage.commands(CollectStatistics.class)).isEmpty();
    }

    @Scenario
    void aStopDuringTheFirstBalanceIsNotOvertaken(LaneHarness stage) {
        Scene.inCall(stage);
        CompletionStage<Void> starting = balancer(stage).startBalancing();
        stage.settle();
        stage.result(balancer(stage).stopBalancing());
        measured(stage, 1920, 1080);

        assertThat(stage.result(starting)).isNull();
        assertThat(balancer(stage).isBalancingActive()).isFalse();
        assertThat(stage.commands(SetEncodings.class)).isEmpty();
    }

    @Scenario
    void endsWithTheCallAndWhileASpectatorReceives(LaneHarness stage) {
        for (CallEvent end : List.of(new CallEvent.Ended(SipFailure.local(SipCause.CANCELED)),
                new CallEvent.Failed(SipFailure.local(SipCause.CANCELED)), new CallEvent.RecvSessionStarted(Scene.PEER),
                new CallEvent.RecvQualityChanged(null, null, null))) {
            LaneHarness one = Scene.balancing(Scene.inCall(new LaneHarness()));
            Scene.shows(one, CallSnapshot.IDLE);
            one.post(end);
            assertThat(balancer(one).isBalancingActive()).isFalse();
            assertThat(one.events(BalancerEvent.BalancingStopped.class)).hasSize(1);
            assertThat(one.timers()).isZero();
        }
        Scene.inCall(stage);
        stage.post(new CallEvent.RecvSessionEnded(Scene.PEER));
        assertThat(balancer(stage).isBalancingScheduled()).isTrue();
    }

    @Scenario
    void needsAConnection(LaneHarness stage) {
        Scene.inCall(stage, new BalancerOptions(Duration.ZERO, Duration.ofSeconds(1), Optional.empty()), Optional.empty());
        Scene.shows(stage, CallSnapshot.IDLE);

        assertThat(stage.failure(balancer(stage).balance())).isInstanceOf(NoConnectionException.class)
                .hasMessage("connection is not exist");
        assertThat(stage.failure(balancer(stage).startBalancing())).isInstanceOf(NoConnectionException.class);
        Scene.confirmed(stage);
        advance(stage, 1);
        assertThat(balancer(stage).isBalancingActive()).isFalse();
        assertThat(balancer(stage).isBalancingScheduled()).isFalse();
    }

    // ---- the server's commands

    @Scenario
    void followsTheServersCommands(LaneHarness stage) {
        Scene.balancing(Scene.inCall(stage));
        commanded(stage, MainCamCommand.PAUSEMAINCAM, null);
        measured(stage, 1920, 1080);
        assertThat(told(stage)).isEqualTo(SendEncoding.STANDARD.withMaxBitrate(60_000).withScaleResolutionDownBy(200));
        commanded(stage, MainCamCommand.MAXMAINCAMRESOLUTION, "1280x720");
        measured(stage, 1920, 1080);
        assertThat(told(stage)).isEqualTo(SendEncoding.STANDARD.withMaxBitrate(1_000_000).withScaleResolutionDownBy(1.5));
        commanded(stage, MainCamCommand.RESUMEMAINCAM, null);
        measured(stage, 1920, 1080);

        assertThat(told(stage)).isEqualTo(SendEncoding.STANDARD.withMaxBitrate(2_000_000).withScaleResolutionDownBy(1));
        assertThat(balancer(stage).snapshot().command()).contains(MainCamCommand.RESUMEMAINCAM);
        assertThat(stage.events(BalancerEvent.ParametersUpdated.class)).hasSize(3);
    }

    @Scenario
    void theLastOfManyCommandsIsInForceAndOnlyThatIsTold(LaneHarness stage) {
        Scene.balancing(Scene.inCall(stage));
        commanded(stage, MainCamCommand.PAUSEMAINCAM, null);
        commanded(stage, MainCamCommand.RESUMEMAINCAM, null);
        commanded(stage, MainCamCommand.MAXMAINCAMRESOLUTION, "640x360");
        measured(stage, 1920, 1080);

        assertThat(stage.commands(SetEncodings.class)).hasSize(1);
        assertThat(told(stage).scaleResolutionDownBy()).hasValue(3);
        assertThat(balancer(stage).snapshot().resolution()).contains("640x360");
    }

    @Scenario
    void commandsBeforeTheBeginningAreNotHeard(LaneHarness stage) {
        Scene.inCall(stage);
        commanded(stage, MainCamCommand.PAUSEMAINCAM, null);
        Scene.balancing(stage);

        assertThat(balancer(stage).snapshot().command()).isEmpty();
        assertThat(balancer(stage).snapshot().parameters().orElseThrow().scaleResolutionDownBy()).isEmpty();
    }

    @Scenario
    void stoppingForgetsTheCommandAndUndoesThePause(LaneHarness stage) {
        Scene.inCall(stage, BalancerOptions.STANDARD, Optional.of(new Size(960, 540)));
        Scene.balancing(stage);
        commanded(stage, MainCamCommand.PAUSEMAINCAM, null);
        measured(stage, 1920, 1080);
        assertThat(told(stage).scaleResolutionDownBy()).hasValue(200);
        stage.result(balancer(stage).stopBalancing());
        measured(stage, 1920, 1080);

        assertThat(told(stage)).isEqualTo(SendEncoding.STANDARD.withMaxBitrate(1_000_000).withScaleResolutionDownBy(2));
        assertThat(balancer(stage).snapshot().command()).isEmpty();
        assertThat(stage.timers()).isZero();
        stage.result(balancer(stage).stopBalancing());
    }

    @Scenario
    void anotherCodecCostsOtherwise(LaneHarness stage) {
        Scene.inCall(stage);
        balancer(stage).startBalancing();
        stage.settle();
        measured(stage, 1024, 720, "video/AV1", "cam");
        assertThat(told(stage).maxBitrate()).hasValue(600_000);
        commanded(stage, MainCamCommand.MAXMAINCAMRESOLUTION, "288x162");
        measured(stage, 1024, 720, "video/AV1", "cam");
        assertThat(told(stage).maxBitrate()).hasValue(192_000);
        commanded(stage, MainCamCommand.PAUSEMAINCAM, null);
        measured(stage, 1024, 720, "video/AV1", "cam");
        assertThat(told(stage).maxBitrate()).hasValue(36_000);
        commanded(stage, MainCamCommand.RESUMEMAINCAM, null);
        measured(stage, 1024, 720, "video/AV1", "cam");

        assertThat(told(stage)).isEqualTo(SendEncoding.STANDARD.withMaxBitrate(600_000).withScaleResolutionDownBy(1));
    }

    @Scenario
    void aCodecThatChangesDuringTheCallIsNoticedAtTheNextCommand(LaneHarness stage) {
        Scene.balancing(Scene.inCall(stage));
        commanded(stage, MainCamCommand.RESUMEMAINCAM, null);
        measured(stage, 1920, 1080, "video/AV1", "cam");

        assertThat(told(stage).maxBitrate()).hasValue(1_200_000);
    }

    // ---- what is told

    @Scenario
    void keepsToTheConnectionsLargestResolution(LaneHarness stage) {
        Scene.inCall(stage, BalancerOptions.STANDARD, Optional.of(new Size(960, 540)));
        CompletionStage<BalanceResult> balanced = balancer(stage).balance();
        stage.settle();
        measured(stage, 1920, 1080);

        BalanceResult result = stage.result(balanced);
        assertThat(result.changed()).isTrue();
        assertThat(result.parameters().orElseThrow().scaleResolutionDownBy()).hasValue(2);
        assertThat(told(stage)).isEqualTo(result.parameters().orElseThrow());
    }

    @Scenario
    void tellsNothingTwice(LaneHarness stage) {
        Scene.balancing(Scene.inCall(stage));
        CompletionStage<BalanceResult> balanced = balancer(stage).balance();
        stage.settle();
        measured(stage, 1920, 1080);

        assertThat(stage.result(balanced).changed()).isFalse();
        assertThat(stage.commands(SetEncodings.class)).isEmpty();
        assertThat(stage.events(BalancerEvent.ParametersUpdated.class)).isEmpty();
    }

    @Scenario
    void leavesAnIgnoredCodecAlone(LaneHarness stage) {
        Scene.inCall(stage, new BalancerOptions(Duration.ZERO, Duration.ofSeconds(1), Optional.of("h264")), Optional.empty());
        CompletionStage<BalanceResult> balanced = balancer(stage).balance();
        stage.settle();
        measured(stage, 1920, 1080);

        assertThat(stage.result(balanced)).isEqualTo(BalanceResult.LEFT_ALONE);
        assertThat(stage.commands(SetEncodings.class)).isEmpty();
    }

    @Scenario
    void anIgnoredCodecIsLeftAloneAtTheEndToo(LaneHarness stage) {
        Scene.inCall(stage, new BalancerOptions(Duration.ZERO, Duration.ofSeconds(1), Optional.of("h264")), Optional.empty());
        Scene.balancing(stage);
        commanded(stage, MainCamCommand.PAUSEMAINCAM, null);
        measured(stage, 1920, 1080);
        stage.result(balancer(stage).stopBalancing());

        assertThat(stage.commands(SetEncodings.class)).isEmpty();
    }

    @Scenario
    void ofSeveralVideoSendersOnlyTheCameraIsTold(LaneHarness stage) {
        Scene.inCall(stage);
        Scene.shows(stage, Scene.withSecondVideo(Scene.CAMERA, Scene.OTHER));
        Scene.balancing(stage);
        commanded(stage, MainCamCommand.PAUSEMAINCAM, null);
        measured(stage, 1920, 1080);

        assertThat(stage.commands(SetEncodings.class)).isNotEmpty()
                .allSatisfy(command -> assertThat(command.transceiver()).isEqualTo("video"));
    }

    @Scenario
    void theFirstVideoThatIsSentIsTheCamera(LaneHarness stage) {
        Scene.inCall(stage);
        Scene.shows(stage, Scene.withSecondVideo(null, Scene.OTHER));
        stage.settle();
        balancer(stage).startBalancing();
        stage.settle();
        Scene.measuredSecond(stage, 640, 480);

        assertThat(stage.commands(SetEncodings.class)).singleElement()
                .satisfies(command -> assertThat(command.transceiver()).isEqualTo("video-2"));
        assertThat(told(stage).maxBitrate()).hasValue(500_000);
    }

    @Scenario
    void whatWaitsWhenItStopsIsNeverToldAndWhatComesLaterIs(LaneHarness stage) {
        Scene.inCall(stage);
        CompletionStage<BalanceResult> first = balancer(stage).balance();
        CompletionStage<BalanceResult> second = balancer(stage).balance();
        stage.result(balancer(stage).stopBalancing());
        stage.result(balancer(stage).stopBalancing());
        assertThat(stage.result(first)).isEqualTo(BalanceResult.LEFT_ALONE);
        assertThat(stage.result(second)).isEqualTo(BalanceResult.LEFT_ALONE);
        CompletionStage<BalanceResult> third = balancer(stage).balance();
        stage.settle();
        measured(stage, 1920, 1080);

        assertThat(stage.result(third).changed()).isTrue();
        assertThat(stage.commands(SetEncodings.class)).hasSize(1);
    }

    @Scenario
    void aConnectionMadeAgainIsToldAllOnceMore(LaneHarness stage) {
        Scene.balancing(Scene.inCall(stage));
        commanded(stage, MainCamCommand.MAXMAINCAMRESOLUTION, "960x540");
        measured(stage, 1920, 1080);
        stage.forget();
        stage.post(new CallEvent.MediaRestored(Scene.PEER));
        stage.settle();
        measured(stage, 1920, 1080);

        assertThat(told(stage)).isEqualTo(SendEncoding.STANDARD.withMaxBitrate(1_000_000).withScaleResolutionDownBy(2));
        assertThat(balancer(stage).snapshot().command()).contains(MainCamCommand.MAXMAINCAMRESOLUTION);
    }

    @Scenario
    void withoutACameraThereIsNothingToTell(LaneHarness stage) {
        Scene.inCall(stage);
        Scene.shows(stage, Scene.call(CallRole.PARTICIPANT, Optional.empty()));

        assertThat(stage.result(balancer(stage).balance())).isEqualTo(BalanceResult.LEFT_ALONE);
        assertThat(stage.result(balancer(stage).startBalancing())).isNull();
        assertThat(balancer(stage).isBalancingActive()).isTrue();
        assertThat(stage.timers()).isZero();
    }

    @Scenario
    void aSpectatorsSendersAreLeftToTheCallAndToldAgainAfterwards(LaneHarness stage) {
        Scene.balancing(Scene.inCall(stage));
        Scene.shows(stage, Scene.call(CallRole.syntheticSpectator(true), Optional.of(Scene.CAMERA)));
        stage.post(new CallEvent.RoleChanged(CallRole.PARTICIPANT, CallRole.syntheticSpectator(true)));
        commanded(stage, MainCamCommand.PAUSEMAINCAM, null);
        commanded(stage, MainCamCommand.RESUMEMAINCAM, null);
        assertThat(stage.commands(SetEncodings.class)).isEmpty();
        Scene.shows(stage, Scene.call(CallRole.PARTICIPANT, Optional.of(Scene.CAMERA)));
        stage.post(new CallEvent.RoleChanged(CallRole.syntheticSpectator(true), CallRole.PARTICIPANT));
        measured(stage, 1920, 1080);

        assertThat(told(stage)).isEqualTo(SendEncoding.STANDARD.withMaxBitrate(2_000_000).withScaleResolutionDownBy(1));
    }

    @Scenario
    void aReadingThatFailsFailsTheBalanceAndLaterOnesWork(LaneHarness stage) {
        Scene.inCall(stage);
        CompletionStage<BalanceResult> balanced = balancer(stage).balance();
        stage.settle();
        stage.post(new PeerCommandFailed(Scene.PEER, stage.command(CollectStatistics.class).request(),
                "collectStatistics", "closed"));
        assertThat(stage.failure(balanced)).hasMessageContaining("closed");
        CompletionStage<BalanceResult> next = balancer(stage).balance();
        stage.settle();
        measured(stage, 1920, 1080);

        assertThat(stage.result(next).changed()).isTrue();
    }

    @Scenario
    void whatTheEngineDidNotTakeIsToldAgain(LaneHarness stage) {
        Scene.balancing(Scene.inCall(stage));
        stage.post(new PeerCommandFailed(Scene.PEER, "video", "", "setEncodings", "not now"));
        CompletionStage<BalanceResult> next = balancer(stage).balance();
        stage.settle();
        measured(stage, 1920, 1080);

        assertThat(stage.result(next).changed()).isTrue();
        assertThat(stage.commands(SetEncodings.class)).hasSize(1);
    }

    // ---- the picture

    @Scenario
    void looksLessAndLessOftenWhileThePictureStays(LaneHarness stage) {
        Scene.balancing(Scene.inCall(stage));
        for (long pause : new long[] {1_000, 2_000, 4_000, 8_000, 16_000, 16_000}) {
            stage.forget();
            advance(stage, pause - 1);
            assertThat(stage.commands(CollectStatistics.class)).isEmpty();
            advance(stage, 1);
            measured(stage, 1920, 1080);
        }
        assertThat(stage.commands(SetEncodings.class)).isEmpty();
    }

    @Scenario
    void aPictureOfAnotherSizeIsBalancedAndLookedAtOftenAgain(LaneHarness stage) {
        Scene.balancing(Scene.inCall(stage));
        advance(stage, 1_000);
        measured(stage, 1920, 1080);
        advance(stage, 2_000);
        measured(stage, 640, 480);
        assertThat(told(stage).maxBitrate()).hasValue(500_000);
        stage.forget();
        advance(stage, 1_000);

        assertThat(stage.commands(CollectStatistics.class)).hasSize(1);
    }

    @Scenario
    void aCodecThatIsKnownOnlyLaterIsBalancedByFromThen(LaneHarness stage) {
        Scene.inCall(stage);
        balancer(stage).startBalancing();
        stage.settle();
        measured(stage, 1280, 720, "", "cam");
        assertThat(told(stage).maxBitrate()).hasValue(1_000_000);
        advance(stage, 1_000);
        measured(stage, 1280, 720, "video/AV1", "cam");

        assertThat(told(stage).maxBitrate()).hasValue(600_000);
    }

    @Scenario
    void anotherTrackIsBalancedAtOnceAndWatchedFromThen(LaneHarness stage) {
        Scene.balancing(Scene.inCall(stage));
        Scene.shows(stage, Scene.call(CallRole.PARTICIPANT, Optional.of(Scene.OTHER)));
        measured(stage, 640, 480, "video/VP8", "other");
        assertThat(told(stage).maxBitrate()).hasValue(500_000);
        advance(stage, 1_000);
        measured(stage, 320, 240, "video/VP8", "other");

        assertThat(told(stage).maxBitrate()).hasValue(320_000);
    }

    @Scenario
    void aCameraThatIsTakenAwayIsNotLookedAtUntilItIsBack(LaneHarness stage) {
        Scene.balancing(Scene.inCall(stage));
        Scene.shows(stage, Scene.call(CallRole.PARTICIPANT, Optional.empty()));
        advance(stage, 60_000);
        assertThat(stage.commands(CollectStatistics.class)).isEmpty();
        Scene.shows(stage, Scene.call(CallRole.PARTICIPANT, Optional.of(Scene.OTHER)));

        assertThat(stage.commands(CollectStatistics.class)).hasSize(1);
    }

    @Scenario
    void aLookThatFailsIsNotTheLast(LaneHarness stage) {
        Scene.balancing(Scene.inCall(stage));
        advance(stage, 1_000);
        stage.post(new PeerCommandFailed(Scene.PEER, stage.command(CollectStatistics.class).request(),
                "collectStatistics", "busy"));
        stage.forget();
        advance(stage, 2_000);

        assertThat(stage.commands(CollectStatistics.class)).hasSize(1);
    }

    /** What the call was asked to send undoes what the server wants. */
    @Scenario
    void aPauseIsToldAgainWhenTheCallHasToldItsSenderOtherwise(LaneHarness stage) {
        Scene.inCall(stage);
        Scene.balancing(stage);
        Scene.commanded(stage, MainCamCommand.PAUSEMAINCAM, null);
        Scene.measured(stage, 1920, 1080);
        stage.forget();
        Scene.shows(stage, Scene.wanting(SendEncoding.STANDARD.withMaxBitrate(900_000)));
        Scene.measured(stage, 1920, 1080);
        assertThat(Scene.told(stage).scaleResolutionDownBy()).hasValue(200);

        stage.forget();
        stage.post(new CallEvent.Sdp(Originator.LOCAL, SdpType.OFFER, "v=0"));
        Scene.measured(stage, 1920, 1080);
        assertThat(Scene.told(stage).scaleResolutionDownBy()).hasValue(200);
    }

    @Scenario
    void theNextCallIsToldEverythingThoughItsCameraIsTheSame(LaneHarness stage) {
        Scene.inCall(stage);
        Scene.balancing(stage);
        balancer(stage).stopBalancing();
        stage.settle();
        measured(stage, 1920, 1080);
        stage.post(new CallEvent.Ended(null)).forget();
        balancer(stage).startBalancing();
        stage.settle();
        measured(stage, 1920, 1080);

        assertThat(stage.commands(SetEncodings.class)).hasSize(1);
    }

    @Scenario
    void aLookLostWithItsEngineIsMadeOnceMore(LaneHarness stage) {
        Scene.inCall(stage);
        Scene.balancing(stage);
        Scene.advance(stage, 1000);
        assertThat(stage.commands(CollectStatistics.class)).hasSize(1);
        stage.post(new CallEvent.MediaRestored(Scene.PEER));
        Scene.measured(stage, 1920, 1080);
        stage.forget();
        Scene.advance(stage, 1000);
        assertThat(stage.commands(CollectStatistics.class)).hasSize(1);
        Scene.measured(stage, 640, 360);
        assertThat(stage.commands(SetEncodings.class)).isNotEmpty();
    }

    @Scenario
    void aBeginningLostWithItsEngineIsMadeOnceMore(LaneHarness stage) {
        Scene.inCall(stage);
        CompletionStage<Void> started = Scene.balancer(stage).startBalancing();
        stage.settle();
        stage.post(new CallEvent.MediaRestored(Scene.PEER));
        assertThat(stage.commands(CollectStatistics.class)).hasSize(2);
        Scene.measured(stage, 1920, 1080);

        stage.result(started);
    }

    @Scenario
    void anUndoingLostWithItsEngineIsMadeOnceMoreAndNothingIsWatchedAfterIt(LaneHarness stage) {
        Scene.inCall(stage);
        Scene.balancing(stage);
        CompletionStage<Void> stopped = Scene.balancer(stage).stopBalancing();
        stage.settle();
        assertThat(stage.commands(CollectStatistics.class)).hasSize(1);
        stage.post(new CallEvent.MediaRestored(Scene.PEER));
        assertThat(stage.commands(CollectStatistics.class)).hasSize(2);
        Scene.measured(stage, 1920, 1080);
        stage.result(stopped);
        stage.forget();

        Scene.advance(stage, 300_000);
        assertThat(stage.commands(CollectStatistics.class)).isEmpty();
    }
}
