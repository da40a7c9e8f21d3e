package org.sipconnector.callreconnect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sipconnector.api.callreconnect.CallReconnectState.ARMED;
import static org.sipconnector.api.callreconnect.CallReconnectState.ATTEMPTING;
import static org.sipconnector.api.callreconnect.CallReconnectState.BACKOFF;
import static org.sipconnector.api.callreconnect.CallReconnectState.ERROR_TERMINAL;
import static org.sipconnector.api.callreconnect.CallReconnectState.IDLE;
import static org.sipconnector.api.callreconnect.CallReconnectState.LIMIT_REACHED;
import static org.sipconnector.api.callreconnect.CallReconnectState.WAITING_SIGNALING;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.sipconnector.api.call.CallParameters;
import org.sipconnector.api.callreconnect.CallReconnectEvent;
import org.sipconnector.api.callreconnect.DisarmReason;
import org.sipconnector.api.callreconnect.RedialPolicy;
import org.sipconnector.api.callreconnect.SignalingTimeoutException;
import org.sipconnector.testkit.Scenario;
import org.sipconnector.testkit.Stage;

/** Disarming, cancelling and arming anew wherever it is; waiting for the connection. Nothing is left behind. */
class GivingUpTest {

    @Scenario
    void aHangUpDuringThePauseStopsAllFurtherAttempts(Stage stage) {
        Cast cast = Cast.armedOn(stage).failed(Cast.NETWORK);
        cast.redial().disarm(DisarmReason.LOCAL_HANGUP);

        assertThat(cast.state()).isEqualTo(IDLE);
        assertThat(cast.told()).endsWith("disarmed", "cancelled");
        assertThat(cast.last(CallReconnectEvent.Cancelled.class).reason()).isEqualTo(DisarmReason.LOCAL_HANGUP);
        assertThat(cast.redial().snapshot().cancelledReason()).contains(DisarmReason.LOCAL_HANGUP);
        assertThat(stage.timers()).isZero();
        cast.passes(60_000);
        assertThat(cast.asked("startCall")).isZero();
    }

    @Scenario
    void withoutAReasonItIsDisarmedAsAsked(Stage stage) {
        Cast cast = Cast.armedOn(stage);
        cast.redial().disarm();
        stage.settle();

        assertThat(cast.last(CallReconnectEvent.Cancelled.class).reason()).isEqualTo(DisarmReason.DISARM);
        cast.failed(Cast.NETWORK).passes(60_000);
        assertThat(cast.asked("startCall")).isZero();
    }

    @Scenario
    void disarmingDuringAnAttemptEndsItsCallAndItsLateSuccessIsHarmless(Stage stage) {
        Cast cast = Cast.armedOn(stage).failed(Cast.NETWORK).passes(1_000);
        cast.redial().disarm(DisarmReason.MANUAL);
        assertThat(cast.state()).isEqualTo(IDLE);
        assertThat(cast.asked("endCall")).isEqualTo(1);
        assertThat(cast.told()).endsWith("status-changed", "disarmed", "cancelled");
        cast.callSucceeds().callIsEnded();

        assertThat(cast.state()).isEqualTo(IDLE);
        assertThat(cast.told()).doesNotContain("attempt-succeeded");
    }

    @Scenario
    void disarmingBeforeTheParametersAreThereCallsNobody(Stage stage) {
        CompletableFuture<CallParameters> parameters = new CompletableFuture<>();
        Cast cast = Cast.on(stage);
        cast.redial().arm(() -> parameters, RedialPolicy.STANDARD);
        cast.failed(Cast.NETWORK).passes(1_000);
        assertThat(cast.state()).isEqualTo(ATTEMPTING);
        cast.redial().disarm();
        stage.settle();
        parameters.complete(Cast.PARAMETERS);
        stage.settle();

        assertThat(cast.asked("startCall")).isZero();
        assertThat(cast.asked("endCall")).isZero();
    }

    @Scenario
    void cancellingGoesOnWatching(Stage stage) {
        Cast cast = Cast.armedOn(stage).failed(Cast.NETWORK);
        cast.redial().cancelCurrentAttempt();
        assertThat(cast.state()).isEqualTo(ARMED);
        assertThat(stage.timers()).isZero();

        cast.failed(Cast.NETWORK).passes(1_000);
        cast.redial().cancelCurrentAttempt();
        cast.hangsUp().ended(Cast.BYE).callIsEnded();
        assertThat(cast.state()).as("the end of its own call is not the client's").isEqualTo(ARMED);
        assertThat(cast.asked("endCall")).isEqualTo(1);

        cast.isDisconnected().failed(Cast.NETWORK);
        assertThat(cast.state()).isEqualTo(WAITING_SIGNALING);
        cast.redial().cancelCurrentAttempt();
        assertThat(cast.state()).isEqualTo(ARMED);
        assertThat(stage.timers()).isZero();
    }

    @Scenario
    void armingAnewDuringAnAttemptBeginsAfresh(Stage stage) {
        Cast cast = Cast.armedOn(stage).failed(Cast.NETWORK).passes(1_000);
        cast.redial().arm(CallParameters.to("700"));
        stage.settle();

        assertThat(cast.state()).isEqualTo(ARMED);
        assertThat(cast.asked("endCall")).isEqualTo(1);
        assertThat(cast.redial().snapshot().attempt()).isZero();
        assertThat(cast.redial().snapshot().lastFailureCause()).isEmpty();
    }

    @Scenario
    void itCanBeDisarmedAndArmedAnewWhereverItIs(Stage stage) {
        Cast cast = Cast.armedOn(stage, Cast.EXACT.withMaxAttempts(1)).failed(Cast.NETWORK).passes(1_000);
        cast.callFails(new IllegalStateException("no"));
        assertThat(cast.state()).isEqualTo(LIMIT_REACHED);
        cast.redial().arm(Cast.PARAMETERS);
        assertThat(cast.state()).isEqualTo(ARMED);
        cast.redial().arm(Cast.PARAMETERS);
        cast.failed(Cast.NETWORK);
        cast.redial().arm(Cast.PARAMETERS);
        assertThat(cast.state()).isEqualTo(ARMED);
        cast.failed(Cast.NETWORK).passes(1_000).callFails(new IllegalStateException("no"));
        cast.redial().disarm();
        assertThat(cast.state()).isEqualTo(IDLE);

        cast.redial().arm(Cast.PARAMETERS);
        cast.isDisconnected().failed(Cast.NETWORK);
        cast.redial().arm(Cast.PARAMETERS);
        assertThat(cast.state()).isEqualTo(ARMED);
        cast.failed(Cast.NETWORK);
        cast.redial().disarm();
        assertThat(cast.state()).isEqualTo(IDLE);
        cast.redial().arm(Cast.PARAMETERS);
        cast.failed(Cast.NETWORK).passes(20_000);
        assertThat(cast.state()).isEqualTo(ERROR_TERMINAL);
        cast.redial().arm(Cast.PARAMETERS);
        cast.failed(Cast.NETWORK).passes(20_000);
        cast.redial().disarm();
        assertThat(cast.state()).isEqualTo(IDLE);
        assertThat(stage.timers()).isZero();
    }

    @Scenario
    void withoutAConnectionItWaitsForTheRegistration(Stage stage) {
        Cast cast = Cast.armedOn(stage).isDisconnected().failed(Cast.NETWORK);
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
    void aGuestIsReadyWhenConnected(Stage stage) {
        Cast cast = Cast.armedOn(stage).isGuest().failed(Cast.NETWORK);

        assertThat(cast.state()).isEqualTo(BACKOFF);
    }

    @Scenario
    void aConnectionLostDuringThePauseIsWaitedFor(Stage stage) {
        Cast cast = Cast.armedOn(stage).failed(Cast.NETWORK).isDisconnected();
        assertThat(cast.state()).isEqualTo(WAITING_SIGNALING);
        cast.passes(5_000).isRegistered().passes(1_000).callSucceeds();

        assertThat(cast.state()).isEqualTo(ARMED);
        assertThat(cast.asked("startCall")).isEqualTo(1);
    }

    @Scenario
    void aConnectionThatDoesNotComeBackInTimeEndsIt(Stage stage) {
        Cast cast = Cast.armedOn(stage).isDisconnected().failed(Cast.NETWORK).passes(20_000);

        assertThat(cast.state()).isEqualTo(ERROR_TERMINAL);
        assertThat(cast.told()).endsWith("waiting-signaling", "termination-classified", "terminal")
                .doesNotContain("attempt-failed");
        assertThat(cast.last(CallReconnectEvent.Terminal.class).error().orElseThrow())
                .isInstanceOf(SignalingTimeoutException.class).hasMessage("Wait signaling ready timeout after 20000ms");
        assertThat(stage.timers()).isZero();
    }

    @Scenario
    void otherOptionsHoldFromTheNextPauseOn(Stage stage) {
        Cast cast = Cast.armedOn(stage);
        stage.result(cast.redial().setOptions(Cast.EXACT.withMaxAttempts(1)));
        cast.failed(Cast.NETWORK).passes(1_000).callFails(new IllegalStateException("no"));

        assertThat(cast.redial().snapshot().options().maxAttempts()).isEqualTo(1);
        assertThat(cast.state()).isEqualTo(LIMIT_REACHED);
    }
}
