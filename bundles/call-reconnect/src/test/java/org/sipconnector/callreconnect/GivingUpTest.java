/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.callreconnect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sipconnector.api.callreconnect.CallReconnectState.ARMED;
import static org.sipconnector.api.callreconnect.CallReconnectState.ATTEMPTING;
import static org.sipconnector.api.callreconnect.CallReconnectState.BACKOFF;
import static org.sipconnector.api.callreconnect.CallReconnectState.ERROR_TERMINAL;
import static org.sipconnector.api.callreconnect.CallReconnectState.IDLE;
import static org.sipconnector.api.callreconnect.CallReconnectState.LIMIT_REACHED;
import static org.sipconnector.api.callreconnect.CallReconnectState.WAITING_SIGNALING;
import static org.sipconnector.testkit.Operations.END_CALL;
import static org.sipconnector.testkit.Operations.START_CALL;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.sipconnector.api.call.CallEvent;
import org.sipconnector.api.call.CallParameters;
import org.sipconnector.api.call.MutedMedia;
import org.sipconnector.api.callreconnect.CallReconnectEvent;
import org.sipconnector.api.callreconnect.DisarmReason;
import org.sipconnector.api.callreconnect.RedialPolicy;
import org.sipconnector.api.callreconnect.SignalingTimeoutException;
import org.sipconnector.api.media.MediaKind;
import org.sipconnector.api.media.PeerId;
import org.sipconnector.testkit.LaneHarness;
import org.sipconnector.testkit.Scenario;

/** Disarming, cancelling and arming anew wherever it is; waiting for the connection. Nothing is left behind. */
class GivingUpTest {

    private static final CallEvent MUTED = new CallEvent.Muted(MutedMedia.here(MediaKind.AUDIO));

    @Scenario
    void aHangUpDuringThePauseStopsAllFurtherAttempts(LaneHarness stage) {
        CallReconnectFixtures cast = CallReconnectFixtures.armedOn(stage).failed(CallReconnectFixtures.NETWORK);
        cast.redial().disarm(DisarmReason.LOCAL_HANGUP);

        assertThat(cast.state()).isEqualTo(IDLE);
        assertThat(cast.told()).endsWith("disarmed", "cancelled");
        assertThat(cast.last(CallReconnectEvent.Cancelled.class).reason()).isEqualTo(DisarmReason.LOCAL_HANGUP);
        assertThat(cast.redial().snapshot().cancelledReason()).contains(DisarmReason.LOCAL_HANGUP);
        assertThat(stage.timers()).isZero();
        cast.passes(60_000);
        assertThat(cast.asked(START_CALL)).isZero();
    }

    @Scenario
    void whoEndsAnotherCallDoesNotDisarmIt(LaneHarness stage) {
        CallReconnectFixtures cast = CallReconnectFixtures.on(stage);
        PeerId first = new PeerId("first");
        PeerId second = new PeerId("second");
        cast.redial().arm(CallReconnectFixtures.PARAMETERS, RedialPolicy.STANDARD, first);
        cast.redial().arm(CallReconnectFixtures.PARAMETERS, RedialPolicy.STANDARD, second);
        cast.redial().disarm(DisarmReason.LOCAL_HANGUP, List.of(first));
        assertThat(cast.state()).isEqualTo(ARMED);
        assertThat(cast.redial().snapshot().watched()).hasValue(second);
        cast.redial().disarm(DisarmReason.LOCAL_HANGUP, List.of(first, second));

        assertThat(cast.state()).isEqualTo(IDLE);
        assertThat(cast.redial().snapshot().watched()).isEmpty();
        assertThat(cast.redial().snapshot().cancelledReason()).contains(DisarmReason.LOCAL_HANGUP);
    }

    @Scenario
    void whatIsArmedWithoutANameIsNamedByEachArming(LaneHarness stage) {
        CallReconnectFixtures cast = CallReconnectFixtures.armedOn(stage);
        Optional<PeerId> before = cast.redial().snapshot().watched();
        cast.redial().arm(CallReconnectFixtures.PARAMETERS);
        cast.redial().disarm(DisarmReason.LOCAL_HANGUP, List.of(before.orElseThrow()));

        assertThat(cast.state()).isEqualTo(ARMED);
        assertThat(cast.redial().snapshot().watched()).isNotEqualTo(before);
    }

    @Scenario
    void withoutAReasonItIsDisarmedAsAsked(LaneHarness stage) {
        CallReconnectFixtures cast = CallReconnectFixtures.armedOn(stage);
        cast.redial().disarm();
        stage.settle();

        assertThat(cast.last(CallReconnectEvent.Cancelled.class).reason()).isEqualTo(DisarmReason.DISARM);
        cast.failed(CallReconnectFixtures.NETWORK).passes(60_000);
        assertThat(cast.asked(START_CALL)).isZero();
    }

    @Scenario
    void disarmingDuringAnAttemptEndsItsCallAndItsLateSuccessIsHarmless(LaneHarness stage) {
        CallReconnectFixtures cast = CallReconnectFixtures.armedOn(stage).failed(CallReconnectFixtures.NETWORK).passes(1_000);
        cast.redial().disarm(DisarmReason.MANUAL);
        assertThat(cast.state()).isEqualTo(IDLE);
        assertThat(cast.asked(END_CALL)).isEqualTo(1);
        assertThat(cast.told()).endsWith("status-changed", "disarmed", "cancelled");
        cast.callSucceeds().callIsEnded();

        assertThat(cast.state()).isEqualTo(IDLE);
        assertThat(cast.told()).doesNotContain("attempt-succeeded");
    }

    @Scenario
    void disarmingBeforeTheParametersAreThereCallsNobody(LaneHarness stage) {
        CompletableFuture<CallParameters> parameters = new CompletableFuture<>();
        CallReconnectFixtures cast = CallReconnectFixtures.on(stage);
        cast.redial().arm(() -> parameters, RedialPolicy.STANDARD);
        cast.failed(CallReconnectFixtures.NETWORK).passes(1_000);
        assertThat(cast.state()).isEqualTo(ATTEMPTING);
        cast.redial().disarm();
        stage.settle();
        parameters.complete(CallReconnectFixtures.PARAMETERS);
        stage.settle();

        assertThat(cast.asked(START_CALL)).isZero();
        assertThat(cast.asked(END_CALL)).isZero();
    }

    @Scenario
    void cancellingGoesOnWatching(LaneHarness stage) {
        CallReconnectFixtures cast = CallReconnectFixtures.armedOn(stage).failed(CallReconnectFixtures.NETWORK);
        cast.redial().cancelCurrentAttempt();
        assertThat(cast.state()).isEqualTo(ARMED);
        assertThat(stage.timers()).isZero();

        cast.failed(CallReconnectFixtures.NETWORK).passes(1_000);
        cast.redial().cancelCurrentAttempt();
        cast.hangsUp().ended(CallReconnectFixtures.BYE).callIsEnded();
        assertThat(cast.state()).as("the end of its own call is not the client's").isEqualTo(ARMED);
        assertThat(cast.asked(END_CALL)).isEqualTo(1);

        cast.isDisconnected().failed(CallReconnectFixtures.NETWORK);
        assertThat(cast.state()).isEqualTo(WAITING_SIGNALING);
        cast.redial().cancelCurrentAttempt();
        assertThat(cast.state()).isEqualTo(ARMED);
        assertThat(stage.timers()).isZero();
    }

    @Scenario
    void armingAnewDuringAnAttemptBeginsAfresh(LaneHarness stage) {
        CallReconnectFixtures cast = CallReconnectFixtures.armedOn(stage).failed(CallReconnectFixtures.NETWORK).passes(1_000);
        cast.redial().arm(CallParameters.to("700"));
        stage.settle();

        assertThat(cast.state()).isEqualTo(ARMED);
        assertThat(cast.asked(END_CALL)).isEqualTo(1);
        assertThat(cast.redial().snapshot().attempts().attempt()).isZero();
        assertThat(cast.redial().snapshot().lastFailureCause()).isEmpty();
    }

    @Scenario
    void itCanBeDisarmedAndArmedAnewWhereverItIs(LaneHarness stage) {
        CallReconnectFixtures cast = CallReconnectFixtures.armedOn(stage, CallReconnectFixtures.EXACT.withMaxAttempts(1))
                .failed(CallReconnectFixtures.NETWORK).passes(1_000);
        cast.callFails(new IllegalStateException("no"));
        assertThat(cast.state()).isEqualTo(LIMIT_REACHED);
        cast.redial().arm(CallReconnectFixtures.PARAMETERS);
        assertThat(cast.state()).isEqualTo(ARMED);
        cast.redial().arm(CallReconnectFixtures.PARAMETERS);
        cast.failed(CallReconnectFixtures.NETWORK);
        cast.redial().arm(CallReconnectFixtures.PARAMETERS);
        assertThat(cast.state()).isEqualTo(ARMED);
        cast.failed(CallReconnectFixtures.NETWORK).passes(1_000).callFails(new IllegalStateException("no"));
        cast.redial().disarm();
        assertThat(cast.state()).isEqualTo(IDLE);

        cast.redial().arm(CallReconnectFixtures.PARAMETERS);
        cast.isDisconnected().failed(CallReconnectFixtures.NETWORK);
        cast.redial().arm(CallReconnectFixtures.PARAMETERS);
        assertThat(cast.state()).isEqualTo(ARMED);
        cast.failed(CallReconnectFixtures.NETWORK);
        cast.redial().disarm();
        assertThat(cast.state()).isEqualTo(IDLE);
        cast.redial().arm(CallReconnectFixtures.PARAMETERS);
        cast.failed(CallReconnectFixtures.NETWORK).passes(20_000);
        assertThat(cast.state()).isEqualTo(ERROR_TERMINAL);
        cast.redial().arm(CallReconnectFixtures.PARAMETERS);
        cast.failed(CallReconnectFixtures.NETWORK).passes(20_000);
        cast.redial().disarm();
        assertThat(cast.state()).isEqualTo(IDLE);
        assertThat(stage.timers()).isZero();
    }

    @Scenario
    void whatIsMutedInAnotherCallAfterItReachedItsLimitIsNotTheLostCalls(LaneHarness stage) {
        CallReconnectFixtures cast = CallReconnectFixtures.armedOn(stage, CallReconnectFixtures.EXACT.withMaxAttempts(1));
        stage.post(MUTED).settle();
        cast.failed(CallReconnectFixtures.NETWORK).passes(1_000).callFails(new IllegalStateException("no"));
        assertThat(cast.state()).isEqualTo(LIMIT_REACHED);
        comesBackAsItWas(cast);
    }

    @Scenario
    void whatIsMutedInAnotherCallAfterItWaitedInVainIsNotTheLostCalls(LaneHarness stage) {
        CallReconnectFixtures cast = CallReconnectFixtures.armedOn(stage);
        stage.post(MUTED).settle();
        cast.isDisconnected().failed(CallReconnectFixtures.NETWORK).passes(20_000);
        assertThat(cast.state()).isEqualTo(ERROR_TERMINAL);
        cast.isRegistered();
        comesBackAsItWas(cast);
    }

    @Scenario
    void whatIsUnmutedBeforeAnAttemptIsSuccessfulStaysSoInTheNext(LaneHarness stage) {
        CallReconnectFixtures cast = CallReconnectFixtures.armedOn(stage);
        stage.post(MUTED).settle();
        cast.failed(CallReconnectFixtures.NETWORK).passes(1_000);
        assertThat(cast.state()).isEqualTo(ATTEMPTING);
        stage.post(new CallEvent.Unmuted(MutedMedia.NONE)).settle();
        cast.callFails(new IllegalStateException("no")).passes(2_000);

        assertThat(stage.requests()).last()
                .satisfies(asked -> assertThat(asked.arguments()).contains(CallReconnectFixtures.PARAMETERS));
    }

    /** Another call was muted and unmuted before the lost one is to be set up all the same. */
    private static void comesBackAsItWas(CallReconnectFixtures cast) {
        LaneHarness stage = cast.stage();
        stage.post(new CallEvent.StartCall("700", true, List.of())).post(MUTED).post(new CallEvent.Unmuted(MutedMedia.NONE)).settle();
        cast.ended(CallReconnectFixtures.BYE);
        stage.result(cast.redial().forceReconnect());
        cast.passes(1_000);

        assertThat(stage.requests()).last().satisfies(asked -> assertThat(asked.arguments())
                .contains(CallReconnectFixtures.PARAMETERS.withMuted(MutedMedia.here(MediaKind.AUDIO))));
    }

    @Scenario
    void withoutAConnectionItWaitsForTheRegistration(LaneHarness stage) {
        CallReconnectFixtures cast = CallReconnectFixtures.armedOn(stage).isDisconnected().failed(CallReconnectFixtures.NETWORK);
        assertThat(cast.state()).isEqualTo(WAITING_SIGNALING);
        assertThat(cast.last(CallReconnectEvent.WaitingSignaling.class).timeout()).isEqualTo(Duration.ofSeconds(20));
        cast.isOpenOnly();
        assertThat(cast.state()).as("not registered yet").isEqualTo(WAITING_SIGNALING);
        cast.isRegistered();
        assertThat(cast.state()).isEqualTo(BACKOFF);
        cast.passes(1_000).callSucceeds();

        assertThat(cast.told()).endsWith("attempt-succeeded");
    }

    @Scenario
    void aGuestIsReadyWhenConnected(LaneHarness stage) {
        CallReconnectFixtures cast = CallReconnectFixtures.armedOn(stage).isGuest().failed(CallReconnectFixtures.NETWORK);

        assertThat(cast.state()).isEqualTo(BACKOFF);
    }

    @Scenario
    void aConnectionLostDuringThePauseIsWaitedFor(LaneHarness stage) {
        CallReconnectFixtures cast = CallReconnectFixtures.armedOn(stage).failed(CallReconnectFixtures.NETWORK).isDisconnected();
        assertThat(cast.state()).isEqualTo(WAITING_SIGNALING);
        cast.passes(5_000).isRegistered().passes(1_000).callSucceeds();

        assertThat(cast.state()).isEqualTo(ARMED);
        assertThat(cast.asked(START_CALL)).isEqualTo(1);
    }

    @Scenario
    void aConnectionThatDoesNotComeBackInTimeEndsIt(LaneHarness stage) {
        CallReconnectFixtures cast = CallReconnectFixtures.armedOn(stage).isDisconnected().failed(CallReconnectFixtures.NETWORK).passes(20_000);

        assertThat(cast.state()).isEqualTo(ERROR_TERMINAL);
        assertThat(cast.told()).endsWith("waiting-signaling", "termination-classified", "terminal")
                .doesNotContain("attempt-failed");
        assertThat(cast.last(CallReconnectEvent.Terminal.class).error().orElseThrow())
                .isInstanceOf(SignalingTimeoutException.class).hasMessage("Wait signaling ready timeout after 20000ms");
        assertThat(stage.timers()).isZero();
    }

    @Scenario
    void otherOptionsHoldFromTheNextPauseOn(LaneHarness stage) {
        CallReconnectFixtures cast = CallReconnectFixtures.armedOn(stage);
        stage.result(cast.redial().setOptions(CallReconnectFixtures.EXACT.withMaxAttempts(1)));
        cast.failed(CallReconnectFixtures.NETWORK).passes(1_000).callFails(new IllegalStateException("no"));

        assertThat(cast.redial().snapshot().options().maxAttempts()).isEqualTo(1);
        assertThat(cast.state()).isEqualTo(LIMIT_REACHED);
    }
}
