/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.autoconnector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sipconnector.testkit.Operations.CHECK_TELEPHONY;
import static org.sipconnector.testkit.Operations.QUEUE_CONNECT;
import static org.sipconnector.testkit.Operations.QUEUE_DISCONNECT;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.sipconnector.api.ConfigurationChanged;
import org.sipconnector.api.Secret;
import org.sipconnector.api.autoconnector.AutoConnectEvent;
import org.sipconnector.api.autoconnector.AutoConnectResult;
import org.sipconnector.api.autoconnector.AutoConnectResult.Reason;
import org.sipconnector.api.autoconnector.AutoConnectStop;
import org.sipconnector.api.autoconnector.AutoConnectorOptions;
import org.sipconnector.api.autoconnector.AutoConnectorParameters;
import org.sipconnector.api.autoconnector.AutoConnectorSnapshot;
import org.sipconnector.api.autoconnector.AutoConnectorState;
import org.sipconnector.api.autoconnector.ReconnectFailedException;
import org.sipconnector.api.connection.ConnectionParameters;
import org.sipconnector.api.connection.ConnectionState;
import org.sipconnector.api.connection.RegistrationFailedException;
import org.sipconnector.api.connectionqueue.ConnectPendingException;
import org.sipconnector.api.connectionqueue.SupersededException;
import org.sipconnector.api.sip.Header;
import org.sipconnector.api.sip.SipFailure;
import org.sipconnector.kernel.Handover;
import org.sipconnector.kernel.KeptId;
import org.sipconnector.kernel.Lane;
import org.sipconnector.kernel.Manager;
import org.sipconnector.kernel.ManagerFactory;
import org.sipconnector.testkit.LaneHarness;
import org.sipconnector.testkit.Scenario;

/** What follows a failed attempt. */
class RetryTest {

    private static final Duration PAUSE = AutoConnectorOptions.STANDARD.timeoutBetweenAttempts();

    @Scenario
    void aServerNotReachedIsTriedAgainAfterThePause(LaneHarness stage) {
        AutoConnectorFixtures cast = AutoConnectorFixtures.on(stage);
        CompletionStage<AutoConnectResult> start = cast.auto().start();
        cast.connectFails(AutoConnectorFixtures.UNREACHABLE);
        assertThat(cast.state()).isEqualTo(AutoConnectorState.WAITING_BEFORE_RETRY);
        assertThat(cast.auto().snapshot().lastError()).contains(AutoConnectorFixtures.UNREACHABLE.getMessage());
        stage.advance(PAUSE.minusMillis(1));
        assertThat(cast.asked(QUEUE_CONNECT)).isEqualTo(1);
        stage.advance(Duration.ofMillis(1));
        cast.connects();

        assertThat(stage.result(start).succeeded()).isTrue();
        assertThat(cast.asked(QUEUE_CONNECT)).isEqualTo(2);
        assertThat(cast.asked(QUEUE_DISCONNECT)).isZero();
        assertThat(cast.told()).containsExactly("before-attempt", "changed-attempt-status", "before-attempt", "success");
        assertThat(cast.auto().snapshot().attempts()).isEqualTo(2);
    }

    @Scenario
    void thePauseIsShortenedOrLengthenedByChance(LaneHarness stage) {
        AutoConnectorFixtures cast = AutoConnectorFixtures.on(stage.random(0));
        cast.auto().start();
        cast.connectFails(AutoConnectorFixtures.UNREACHABLE);
        stage.advance(PAUSE.dividedBy(2).minusMillis(1));
        assertThat(cast.asked(QUEUE_CONNECT)).isEqualTo(1);
        stage.random(0.99).advance(Duration.ofMillis(1));
        assertThat(cast.asked(QUEUE_CONNECT)).isEqualTo(2);
        cast.connectFails(AutoConnectorFixtures.UNREACHABLE);
        stage.advance(PAUSE.multipliedBy(149).dividedBy(100).minusMillis(1));
        assertThat(cast.asked(QUEUE_CONNECT)).isEqualTo(2);
        stage.advance(Duration.ofMillis(1));
        assertThat(cast.asked(QUEUE_CONNECT)).isEqualTo(3);
    }

    @Scenario
    void aServerThatNamesAPauseGetsItAndOursOnTop(LaneHarness stage) {
        AutoConnectorFixtures cast = AutoConnectorFixtures.on(stage);
        cast.auto().start();
        cast.connectFails(new RegistrationFailedException(
                SipFailure.response(503, "Service Unavailable", List.of(new Header("Retry-After", "20")))));
        stage.advance(PAUSE.plusSeconds(20).minusMillis(1));
        assertThat(cast.asked(QUEUE_CONNECT)).isEqualTo(1);
        stage.advance(Duration.ofMillis(1));

        assertThat(cast.asked(QUEUE_CONNECT)).isEqualTo(2);
    }

    @Scenario
    void aWrongPasswordIsNotTriedAgain(LaneHarness stage) {
        AutoConnectorFixtures cast = AutoConnectorFixtures.on(stage);
        CompletionStage<AutoConnectResult> start = cast.auto().start();
        cast.connectFails(AutoConnectorFixtures.refused(401));
        stage.advance(Duration.ofHours(1));

        assertThat(stage.result(start).reason()).isEqualTo(Reason.STOP_ATTEMPTS_BY_ERROR);
        assertThat(stage.result(start).error()).contains(AutoConnectorFixtures.refused(401));
        assertThat(cast.asked()).containsExactly(QUEUE_CONNECT);
        assertThat(cast.told()).containsExactly("before-attempt", "changed-attempt-status", "changed-attempt-status",
                "stop-attempts-by-error");
        assertThat(cast.state()).isEqualTo(AutoConnectorState.ERROR_TERMINAL);
        assertThat(cast.auto().snapshot().cycle().stopReason()).contains(AutoConnectStop.HALTED);
    }

    @Scenario
    void aPasswordThatIsPutRightInTheConfigurationIsTriedAtOnce(LaneHarness stage) {
        AutoConnectorFixtures cast = AutoConnectorFixtures.on(stage);
        cast.auto().start();
        cast.connectFails(AutoConnectorFixtures.refused(403));
        stage.post(new ConfigurationChanged(LaneHarness.standardConfiguration().build(),
                LaneHarness.standardConfiguration().displayName("Test User").registerExpires(300).build()));
        assertThat(cast.state()).isEqualTo(AutoConnectorState.ERROR_TERMINAL);
        stage.advance(Coalescer.WINDOW).post(new ConfigurationChanged(LaneHarness.standardConfiguration().build(),
                LaneHarness.standardConfiguration().account("1001", Secret.of("right")).build()));
        cast.disconnects().connects();

        assertThat(cast.state()).isEqualTo(AutoConnectorState.CONNECTED_MONITORING);
    }

    @Scenario
    void theClientMayForbidAnotherAttempt(LaneHarness stage) {
        AutoConnectorFixtures cast = AutoConnectorFixtures.on(stage);
        IllegalStateException error = new IllegalStateException("no parameters");
        cast.auto().configure(AutoConnectorOptions.STANDARD.retryingWhen(problem -> problem != error));
        cast.auto().start();
        cast.connectFails(error);
        stage.advance(Duration.ofHours(1));

        assertThat(cast.asked()).containsExactly(QUEUE_CONNECT);
        assertThat(stage.events(AutoConnectEvent.StopAttemptsByError.class)).extracting("error").containsExactly(error);
    }

    @Scenario
    void aClientThatCannotSayWhetherToGoOnEndsIt(LaneHarness stage) {
        AutoConnectorFixtures cast = AutoConnectorFixtures.on(stage);
        IllegalStateException error = new IllegalStateException("cannot say");
        cast.auto().configure(AutoConnectorOptions.STANDARD.retryingWhen(problem -> {
            throw error;
        }));
        CompletionStage<AutoConnectResult> start = cast.auto().start();
        cast.connectFails(AutoConnectorFixtures.UNREACHABLE);

        assertThat(stage.result(start)).isEqualTo(new AutoConnectResult(Reason.FAILED_ALL_ATTEMPTS, Optional.of(error)));
        assertThat(stage.events(AutoConnectEvent.FailedAllAttempts.class)).extracting("error").containsExactly(error);
        assertThat(cast.auto().snapshot().cycle().stopReason()).contains(AutoConnectStop.FAILED);
    }

    @Scenario
    void anAttemptThatSomebodyElseOvertookEndsIt(LaneHarness stage) {
        AutoConnectorFixtures cast = AutoConnectorFixtures.on(stage);
        CompletionStage<AutoConnectResult> start = cast.auto().start();
        cast.connectFails(SupersededException.byDisconnect());

        assertThat(stage.result(start).reason()).isEqualTo(Reason.CANCELLED);
        assertThat(cast.told()).containsExactly("before-attempt", "changed-attempt-status", "changed-attempt-status",
                "cancelled-attempts");
        assertThat(stage.events(AutoConnectEvent.CancelledAttempts.class)).extracting("error")
                .containsExactly(SupersededException.byDisconnect());
        assertThat(stage.timers()).isZero();
    }

    @Scenario
    void anAttemptThatYieldsToAClientsConnectWaitsForWhatComesOfThat(LaneHarness stage) {
        AutoConnectorFixtures cast = AutoConnectorFixtures.on(stage);
        CompletionStage<AutoConnectResult> start = cast.auto().start();
        cast.connectFails(new ConnectPendingException());
        assertThat(cast.state()).isEqualTo(AutoConnectorState.WAITING_BEFORE_RETRY);
        assertThat(stage.pending(start)).isTrue();
        cast.isConnection(ConnectionState.CONNECTING);
        stage.advance(PAUSE);
        assertThat(cast.asked(QUEUE_CONNECT)).isEqualTo(1);
        cast.isConnection(ConnectionState.ESTABLISHED);
        stage.advance(PAUSE);

        assertThat(cast.state()).isEqualTo(AutoConnectorState.CONNECTED_MONITORING);
        assertThat(stage.result(start).reason()).isEqualTo(Reason.STARTED);
        assertThat(cast.asked(QUEUE_CONNECT)).isEqualTo(1);
    }

    @Scenario
    void anAttemptThatGivesWayIsNoFailedOne(LaneHarness stage) {
        AutoConnectorFixtures cast = AutoConnectorFixtures.on(stage);
        cast.auto().start();
        cast.connectFails(new ConnectPendingException());
        assertThat(cast.auto().snapshot().attempts()).isZero();
        assertThat(cast.auto().snapshot().lastError()).isEmpty();
        assertThat(cast.auto().snapshot().cycle().attemptInProgress()).isTrue();
        stage.advance(PAUSE);
        assertThat(cast.auto().snapshot().attempts()).as("attempts when the other connect came to nothing").isEqualTo(1);
        cast.connectFails(AutoConnectorFixtures.UNREACHABLE);
        stage.advance(PAUSE);
        cast.connectFails(new ConnectPendingException());

        assertThat(cast.auto().snapshot().attempts()).isEqualTo(1);
        assertThat(cast.auto().snapshot().lastError()).contains(AutoConnectorFixtures.UNREACHABLE.getMessage());
    }

    /** However often somebody else connects in between, all its attempts are still to come. */
    @Test
    void attemptsThatGiveWayUseNoneUp() {
        LaneHarness stage = new LaneHarness();
        AutoConnectorFixtures cast = AutoConnectorFixtures.on(stage);
        cast.auto().start();
        for (int attempt = 0; attempt < AutoConnectorSnapshot.ATTEMPT_LIMIT; attempt++) {
            cast.connectFails(new ConnectPendingException());
            stage.advance(PAUSE);
        }

        assertThat(cast.state()).isEqualTo(AutoConnectorState.ATTEMPTING_CONNECT);
        assertThat(stage.events(AutoConnectEvent.LimitReachedAttempts.class)).isEmpty();
    }

    @Scenario
    void aWaitThatIsCancelledEndsIt(LaneHarness stage) {
        AutoConnectorFixtures cast = AutoConnectorFixtures.on(stage);
        CompletionStage<AutoConnectResult> start = cast.auto().start();
        cast.connectFails(new IllegalStateException());
        stage.result(cast.auto().cancelPendingRetry());

        assertThat(stage.result(start).reason()).isEqualTo(Reason.CANCELLED);
        assertThat(stage.events(AutoConnectEvent.CancelledAttempts.class)).extracting("error")
                .containsExactly(new ReconnectFailedException());
        assertThat(stage.timers()).isZero();
        stage.result(cast.auto().cancelPendingRetry());
        assertThat(cast.told("cancelled-attempts")).isEqualTo(1);
    }

    @Scenario
    void afterThirtyAttemptsTheStartIsOverAndTheServerIsLookedFor(LaneHarness stage) {
        AutoConnectorFixtures cast = AutoConnectorFixtures.on(stage);
        CompletionStage<AutoConnectResult> start = cast.auto().start();
        for (int attempt = 1; attempt <= 30; attempt++) {
            assertThat(stage.settle().pending(start)).isTrue();
            assertThat(cast.auto().snapshot().attempts()).isEqualTo(attempt);
            cast.connectFails(AutoConnectorFixtures.UNREACHABLE);
            stage.advance(PAUSE);
        }

        assertThat(stage.result(start).reason()).isEqualTo(Reason.LIMIT_REACHED_ATTEMPTS);
        assertThat(cast.asked(QUEUE_CONNECT)).isEqualTo(30);
        assertThat(cast.told("before-attempt")).isEqualTo(31);
        assertThat(cast.told()).endsWith("before-attempt", "changed-attempt-status", "limit-reached-attempts");
        assertThat(cast.state()).isEqualTo(AutoConnectorState.TELEPHONY_CHECKING);
        assertThat(cast.asked()).endsWith(CHECK_TELEPHONY);
    }

    @Scenario
    void theClientsParametersAreAskedForByEveryAttempt(LaneHarness stage) {
        AutoConnectorFixtures cast = AutoConnectorFixtures.on(stage);
        Supplier<CompletionStage<ConnectionParameters>> parameters = CompletableFuture::new;
        cast.auto().start(AutoConnectorParameters.of(parameters));
        cast.connectFails(AutoConnectorFixtures.UNREACHABLE);
        stage.advance(PAUSE);

        assertThat(stage.requests(QUEUE_CONNECT)).extracting(asked -> asked.arguments().get(0))
                .containsExactly(parameters, parameters);
    }

    @Scenario
    void withoutParametersOfAClientThoseOfTheConfigurationAreUsed(LaneHarness stage) {
        AutoConnectorFixtures cast = AutoConnectorFixtures.on(stage);
        cast.auto().start();
        stage.settle();

        assertThat(stage.requests(QUEUE_CONNECT)).extracting(asked -> asked.arguments().get(0))
                .containsExactly(LaneHarness.standardConfiguration().build().parameters());
    }

    /** An auto connector as it is found after a restart of the framework, to which clients' objects are lost. */
    private record Restarted(AutoConnectorManagerFactory code) implements ManagerFactory {

        @Override
        public Class<?> api() {
            return code.api();
        }

        @Override
        public Object initialSnapshot() {
            return code.initialSnapshot();
        }

        @Override
        public Manager create(Lane lane) {
            AutoConnector.State fresh = AutoConnector.State.NEW;
            return code.adopt(lane, Handover.of(AutoConnector.State.VERSION, new AutoConnector.State(
                    new AutoConnectorContext.State(true, Optional.of(new KeptId<>("lost")), Optional.of(new KeptId<>("lost too"))), fresh.cycle(),
                    fresh.coalescer(),
                    fresh.pings(), fresh.registration(), fresh.polling(), fresh.network(), fresh.held())));
        }

        @Override
        public Manager adopt(Lane lane, Handover previous) {
            return code.adopt(lane, previous);
        }
    }

    @Scenario
    void parametersLostWithTheProcessGiveWayToTheConfiguration(LaneHarness stage) {
        AutoConnectorFixtures cast = AutoConnectorFixtures.with(stage, new Restarted(new AutoConnectorManagerFactory(AutoConnectorOptions.STANDARD)));
        cast.auto().restart();
        stage.settle();
        cast.connects();

        assertThat(stage.events(AutoConnectEvent.FailedAllAttempts.class)).isEmpty();
        assertThat(stage.events(AutoConnectEvent.Success.class)).hasSize(1);
    }
}
