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
import static org.sipconnector.testkit.Operations.START_CALL;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.sipconnector.api.media.PeerId;
import org.sipconnector.api.call.CallEvent;
import org.sipconnector.api.call.CallParameters;
import org.sipconnector.api.call.CallRole;
import org.sipconnector.api.call.CallState;
import org.sipconnector.api.call.MutedMedia;
import org.sipconnector.api.callreconnect.CallReconnectEvent;
import org.sipconnector.api.callreconnect.DisarmReason;
import org.sipconnector.api.callreconnect.RedialPolicy;
import org.sipconnector.api.media.MediaKind;
import org.sipconnector.api.sip.SipCause;
import org.sipconnector.api.sip.SipFailure;
import org.sipconnector.testkit.LaneHarness;
import org.sipconnector.testkit.Scenario;

/** What is redialled, how often, and what ends it. */
class RedialTest {

    private static final RuntimeException REFUSED = new IllegalStateException("refused");

    @Scenario
    void aNewOneIsIdleAndHearsNothing(LaneHarness stage) {
        CallReconnectFixtures cast = CallReconnectFixtures.on(stage).failed(CallReconnectFixtures.NETWORK);
        cast.redial().disarm();
        cast.redial().forceReconnect();
        cast.redial().cancelCurrentAttempt();

        assertThat(cast.state()).isEqualTo(IDLE);
        assertThat(cast.redial().isReconnecting()).isFalse();
        assertThat(cast.told()).containsExactly("termination-classified");
    }

    @Scenario
    void armingTellsSoAndIsNotYetReconnecting(LaneHarness stage) {
        CallReconnectFixtures cast = CallReconnectFixtures.on(stage);
        stage.result(cast.redial().arm(CallReconnectFixtures.PARAMETERS));

        assertThat(cast.state()).isEqualTo(ARMED);
        assertThat(cast.told()).containsExactly("armed");
        assertThat(cast.redial().isReconnecting()).isFalse();
    }

    @Scenario
    void aSpectatorsCallIsNotWatched(LaneHarness stage) {
        CallReconnectFixtures cast = CallReconnectFixtures.on(stage).isCall(CallState.IN_CALL, CallRole.spectator("1", false));
        cast.redial().arm(CallReconnectFixtures.PARAMETERS);

        assertThat(cast.state()).isEqualTo(IDLE);
        assertThat(stage.events(CallReconnectEvent.class))
                .containsExactly(new CallReconnectEvent.Cancelled(DisarmReason.SPECTATOR_ROLE));
    }

    @Scenario
    void aCallThatTheNetworkTookIsSetUpAgain(LaneHarness stage) {
        CallReconnectFixtures cast = CallReconnectFixtures.armedOn(stage).failed(CallReconnectFixtures.NETWORK);
        assertThat(cast.state()).isEqualTo(BACKOFF);
        assertThat(cast.redial().isReconnecting()).isTrue();
        assertThat(cast.redial().snapshot().lastFailureCause()).contains("Request Timeout");
        assertThat(cast.asked(START_CALL)).isZero();
        cast.passes(1_000).callSucceeds();

        assertThat(cast.asked(START_CALL)).isEqualTo(1);
        assertThat(stage.requests().get(0).arguments()).contains(CallReconnectFixtures.PARAMETERS);
        assertThat(cast.told()).containsExactly("failure-detected", "attempt-scheduled", "termination-classified",
                "attempt-started", "status-changed", "status-changed", "attempt-succeeded");
        assertThat(cast.last(CallReconnectEvent.AttemptScheduled.class))
                .isEqualTo(new CallReconnectEvent.AttemptScheduled(1, Duration.ofSeconds(1)));
        assertThat(cast.last(CallReconnectEvent.AttemptSucceeded.class).attempt()).isEqualTo(1);
        assertThat(stage.events(CallReconnectEvent.StatusChanged.class)).containsExactly(
                new CallReconnectEvent.StatusChanged(true), new CallReconnectEvent.StatusChanged(false));
        assertThat(cast.state()).isEqualTo(ARMED);
        assertThat(cast.redial().snapshot().attempts().attempt()).isZero();
    }

    @Scenario
    void whatWasMutedStaysMutedInTheCallThatFollows(LaneHarness stage) {
        CallReconnectFixtures cast = CallReconnectFixtures.armedOn(stage);
        stage.post(new CallEvent.Muted(new MutedMedia(List.of(MediaKind.AUDIO), List.of(), List.of(MediaKind.VIDEO)))).settle();
        cast.failed(CallReconnectFixtures.NETWORK).passes(1_000);

        assertThat(stage.requests().get(0).arguments()).as("an order counts as a request in another call")
                .contains(
                        CallReconnectFixtures.PARAMETERS.withMuted(new MutedMedia(List.of(MediaKind.AUDIO), List.of(MediaKind.VIDEO), List.of())));
    }

    @Scenario
    void whatWasUnmutedIsNotMutedAgain(LaneHarness stage) {
        CallReconnectFixtures cast = CallReconnectFixtures.on(stage);
        stage.result(cast.redial().arm(CallReconnectFixtures.PARAMETERS.withMuted(MutedMedia.here(MediaKind.AUDIO))));
        stage.post(new CallEvent.Unmuted(MutedMedia.NONE)).settle();
        cast.failed(CallReconnectFixtures.NETWORK).passes(1_000);

        assertThat(stage.requests()).last()
                .satisfies(asked -> assertThat(asked.arguments()).contains(CallReconnectFixtures.PARAMETERS));
    }

    @Scenario
    void aCallEndedByARtpTimeoutIsRedialledAndClassifiedSo(LaneHarness stage) {
        SipFailure end = SipFailure.system(SipCause.RTP_TIMEOUT, "no media");
        CallReconnectFixtures cast = CallReconnectFixtures.armedOn(stage).ended(end).passes(1_000);

        assertThat(cast.asked(START_CALL)).isEqualTo(1);
        assertThat(cast.last(CallReconnectEvent.TerminationClassified.class))
                .isEqualTo(new CallReconnectEvent.TerminationClassified(true, end));
    }

    @Scenario
    void anAttemptWhoseCallWasLostAgainIsNoSuccessBecauseAnotherCallIsUp(LaneHarness stage) {
        CallReconnectFixtures cast = CallReconnectFixtures.armedOn(stage).failed(CallReconnectFixtures.NETWORK).passes(1_000);
        cast.isCall(CallState.IN_CALL, CallRole.PARTICIPANT);
        stage.post(START_CALL.answered(new PeerId("lost-again")));

        assertThat(cast.state()).as("as another call has taken the lost one's place").isEqualTo(IDLE);
        assertThat(cast.told()).doesNotContain("attempt-succeeded");
    }

    @Scenario
    void aHangUpByThisSideDisarms(LaneHarness stage) {
        CallReconnectFixtures cast = CallReconnectFixtures.armedOn(stage).hangsUp();

        assertThat(cast.state()).isEqualTo(IDLE);
        assertThat(cast.told()).containsExactly("disarmed", "cancelled");
        assertThat(cast.last(CallReconnectEvent.Cancelled.class).reason()).isEqualTo(DisarmReason.DISARM);
    }

    @Scenario
    void aHangUpByTheOtherSideFinishes(LaneHarness stage) {
        CallReconnectFixtures cast = CallReconnectFixtures.armedOn(stage).ended(CallReconnectFixtures.BYE).passes(60_000);

        assertThat(cast.state()).isEqualTo(IDLE);
        assertThat(cast.asked(START_CALL)).isZero();
        assertThat(cast.last(CallReconnectEvent.TerminationClassified.class))
                .isEqualTo(new CallReconnectEvent.TerminationClassified(false, CallReconnectFixtures.BYE));
    }

    @Scenario
    void aRefusalIsNotRedialled(LaneHarness stage) {
        CallReconnectFixtures cast = CallReconnectFixtures.armedOn(stage).failed(CallReconnectFixtures.BUSY).passes(60_000);

        assertThat(cast.state()).isEqualTo(IDLE);
        assertThat(cast.told()).containsExactly("disarmed", "cancelled", "termination-classified");
        assertThat(cast.asked(START_CALL)).isZero();
    }

    @Scenario
    void attemptsThatFailAreFollowedByOthersAfterLongerPauses(LaneHarness stage) {
        CallReconnectFixtures cast = CallReconnectFixtures.armedOn(stage).failed(CallReconnectFixtures.NETWORK).passes(1_000);
        cast.failed(CallReconnectFixtures.BUSY).callFails(REFUSED);
        assertThat(cast.state()).isEqualTo(BACKOFF);
        assertThat(cast.last(CallReconnectEvent.AttemptFailed.class))
                .isEqualTo(new CallReconnectEvent.AttemptFailed(1, REFUSED));
        cast.passes(1_999);
        assertThat(cast.asked(START_CALL)).isEqualTo(1);
        cast.passes(1).callSucceeds();

        assertThat(cast.asked(START_CALL)).isEqualTo(2);
        assertThat(cast.last(CallReconnectEvent.AttemptSucceeded.class).attempt()).isEqualTo(2);
        assertThat(stage.events(CallReconnectEvent.TerminationClassified.class))
                .as("the failed call of an attempt is not the end").hasSize(1);
    }

    @Scenario
    void atTheLimitItGivesUpUntilForced(LaneHarness stage) {
        CallReconnectFixtures cast =
                CallReconnectFixtures.armedOn(stage, CallReconnectFixtures.EXACT.withMaxAttempts(2)).failed(CallReconnectFixtures.NETWORK);
        cast.passes(1_000).callFails(REFUSED).passes(2_000).callFails(REFUSED);

        assertThat(cast.state()).isEqualTo(LIMIT_REACHED);
        assertThat(cast.asked(START_CALL)).isEqualTo(2);
        assertThat(cast.told()).endsWith("attempt-failed", "limit-reached", "terminal");
        assertThat(cast.last(CallReconnectEvent.LimitReached.class).attempts()).isEqualTo(2);
        assertThat(cast.last(CallReconnectEvent.Terminal.class))
                .isEqualTo(new CallReconnectEvent.Terminal("limit-reached", 2, Optional.empty()));
        assertThat(stage.timers()).isZero();

        cast.redial().forceReconnect();
        assertThat(cast.state()).isEqualTo(BACKOFF);
        cast.passes(1_000).callSucceeds();
        assertThat(cast.state()).isEqualTo(ARMED);
        assertThat(cast.last(CallReconnectEvent.AttemptSucceeded.class).attempt()).isEqualTo(1);
    }

    @Scenario
    void withoutALimitItNeverGivesUp(LaneHarness stage) {
        CallReconnectFixtures cast =
                CallReconnectFixtures.armedOn(stage, CallReconnectFixtures.EXACT.withMaxAttempts(0)).failed(CallReconnectFixtures.NETWORK);
        for (int attempt = 1; attempt <= 7; attempt++) {
            cast.passes(30_000).callFails(REFUSED);
        }

        assertThat(cast.asked(START_CALL)).isEqualTo(7);
        assertThat(cast.state()).isEqualTo(BACKOFF);
        assertThat(cast.redial().snapshot().attempts().nextDelay()).isEqualTo(Duration.ofSeconds(30));
    }

    @Scenario
    void anErrorThatForbidsAnotherAttemptEndsIt(LaneHarness stage) {
        CallReconnectFixtures cast = CallReconnectFixtures.on(stage);
        cast.redial().arm(CallReconnectFixtures.PARAMETERS, new RedialPolicy() {
            @Override
            public boolean canRetry(Throwable error) {
                return false;
            }
        });
        cast.failed(CallReconnectFixtures.NETWORK).passes(1_000).callFails(REFUSED);

        assertThat(cast.state()).isEqualTo(ERROR_TERMINAL);
        assertThat(cast.told()).endsWith("attempt-failed", "terminal");
        assertThat(cast.last(CallReconnectEvent.Terminal.class).error()).containsSame(REFUSED);
        cast.failed(CallReconnectFixtures.NETWORK);
        assertThat(cast.last(CallReconnectEvent.TerminationClassified.class).redial()).isFalse();
        cast.redial().forceReconnect();
        assertThat(cast.state()).isEqualTo(BACKOFF);
    }

    @Scenario
    void aPolicyOfTheClientReplacesTheStandardOne(LaneHarness stage) {
        CallReconnectFixtures cast = CallReconnectFixtures.on(stage);
        cast.redial().arm(CallReconnectFixtures.PARAMETERS, new RedialPolicy() {
            @Override
            public boolean networkFailure(SipFailure end) {
                return end.cause() == SipCause.BUSY;
            }
        });
        cast.failed(CallReconnectFixtures.BUSY).passes(1_000);

        assertThat(cast.asked(START_CALL)).isEqualTo(1);
    }

    @Scenario
    void aPolicyThatFailsRedialsNothing(LaneHarness stage) {
        CallReconnectFixtures cast = CallReconnectFixtures.on(stage);
        cast.redial().arm(CallReconnectFixtures.PARAMETERS, new RedialPolicy() {
            @Override
            public boolean networkFailure(SipFailure end) {
                throw REFUSED;
            }
        });

        assertThat(cast.failed(CallReconnectFixtures.NETWORK).state()).isEqualTo(IDLE);
    }

    @Scenario
    void theParametersAreAskedForBeforeEveryAttempt(LaneHarness stage) {
        int[] asked = new int[1];
        Supplier<CompletionStage<CallParameters>> parameters =
                () -> CompletableFuture.completedStage(CallParameters.to("60" + asked[0]++));
        CallReconnectFixtures cast = CallReconnectFixtures.on(stage);
        cast.redial().arm(parameters, RedialPolicy.STANDARD);
        cast.failed(CallReconnectFixtures.NETWORK).passes(1_000).callFails(REFUSED).passes(2_000).callSucceeds();

        assertThat(stage.requests()).extracting(ask -> ask.arguments().get(0))
                .containsExactly(CallParameters.to("600"), CallParameters.to("601"));
    }

    @Scenario
    void aSupplierThatThrowsOrGivesNothingIsAFailedAttempt(LaneHarness stage) {
        CallReconnectFixtures cast = CallReconnectFixtures.on(stage, CallReconnectFixtures.EXACT.withMaxAttempts(1));
        cast.redial().arm(() -> {
            throw REFUSED;
        }, RedialPolicy.STANDARD);
        cast.failed(CallReconnectFixtures.NETWORK).passes(1_000);
        assertThat(cast.last(CallReconnectEvent.AttemptFailed.class).error()).isSameAs(REFUSED);
        cast.redial().arm(() -> CompletableFuture.completedStage(null), RedialPolicy.STANDARD);
        cast.failed(CallReconnectFixtures.NETWORK).passes(1_000);

        assertThat(cast.last(CallReconnectEvent.AttemptFailed.class).error()).hasMessageContaining("parameters");
        assertThat(cast.state()).isEqualTo(LIMIT_REACHED);
        assertThat(cast.asked(START_CALL)).isZero();
    }

    @Scenario
    void aStormOfFailuresNeverOverlapsAttempts(LaneHarness stage) {
        CallReconnectFixtures cast = CallReconnectFixtures.armedOn(stage);
        for (int i = 0; i < 5; i++) {
            cast.failed(CallReconnectFixtures.NETWORK).ended(CallReconnectFixtures.NETWORK);
        }
        cast.passes(1_000).failed(CallReconnectFixtures.NETWORK).ended(CallReconnectFixtures.NETWORK).passes(60_000);

        assertThat(cast.asked(START_CALL)).isEqualTo(1);
        assertThat(cast.state()).isEqualTo(ATTEMPTING);
        assertThat(stage.events(CallReconnectEvent.FailureDetected.class)).hasSize(1);
    }

    @Scenario
    void aCallLostAgainBeforeItsSuccessIsHeardOfIsNoSuccess(LaneHarness stage) {
        CallReconnectFixtures cast = CallReconnectFixtures.armedOn(stage).failed(CallReconnectFixtures.NETWORK).passes(1_000);
        stage.post(START_CALL.done());

        assertThat(cast.state()).isEqualTo(BACKOFF);
        assertThat(cast.told()).contains("attempt-failed").doesNotContain("attempt-succeeded");
    }
}
