/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.autoconnector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sipconnector.testkit.Operations.CHECK_TELEPHONY;
import static org.sipconnector.testkit.Operations.PING;
import static org.sipconnector.testkit.Operations.QUEUE_DISCONNECT;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.sipconnector.api.InvalidConfigurationException;
import org.sipconnector.api.autoconnector.AutoConnectEvent.TelephonyCheckEscalated;
import org.sipconnector.api.autoconnector.AutoConnectEvent.TelephonyCheckFailure;
import org.sipconnector.api.autoconnector.AutoConnectorOptions;
import org.sipconnector.api.autoconnector.AutoConnectorParameters;
import org.sipconnector.api.autoconnector.AutoConnectorState;
import org.sipconnector.api.autoconnector.EscalationLevel;
import org.sipconnector.api.autoconnector.TelephonyFailPolicy;
import org.sipconnector.api.connection.ConnectionParameters;
import org.sipconnector.api.connection.ConnectionState;
import org.sipconnector.testkit.LaneHarness;
import org.sipconnector.testkit.Scenario;

/** Out of attempts: the server is looked for until it is there. */
class TelephonyTest {

    private static final Duration INTERVAL = AutoConnectorOptions.STANDARD.checkTelephonyInterval();
    private static final AutoConnectorOptions PATIENT = AutoConnectorOptions.STANDARD.withTelephonyFailPolicy(
            new TelephonyFailPolicy(Duration.ofHours(1), Duration.ofHours(9), 2, 3));

    @Scenario
    void aServerThatIsThereAgainIsConnectedToWithAllAttemptsAnew(LaneHarness stage) {
        AutoConnectorFixtures cast = AutoConnectorFixtures.on(stage, quick(PATIENT)).outOfAttempts();
        stage.forget();
        cast.isReachable();
        assertThat(cast.asked()).containsExactly(QUEUE_DISCONNECT);
        cast.disconnects();
        assertThat(cast.auto().snapshot().attempts()).isEqualTo(1);
        cast.connects();

        assertThat(cast.told()).containsExactly("before-attempt", "changed-attempt-status", "success");
        assertThat(cast.state()).isEqualTo(AutoConnectorState.CONNECTED_MONITORING);
    }

    @Scenario
    void aConnectionThatIsUpMeanwhileIsTakenAsItIsAndWatched(LaneHarness stage) {
        AutoConnectorFixtures cast = AutoConnectorFixtures.on(stage, quick(PATIENT)).outOfAttempts().isConnection(ConnectionState.ESTABLISHED);
        stage.forget();
        cast.isReachable();

        assertThat(cast.told()).containsExactly("changed-attempt-status", "success");
        assertThat(cast.state()).isEqualTo(AutoConnectorState.CONNECTED_MONITORING);
        assertThat(cast.asked()).containsExactly(PING);
        stage.advance(INTERVAL.multipliedBy(3));
        assertThat(cast.asked(CHECK_TELEPHONY)).isZero();
    }

    @Scenario
    void aConnectionThatIsBeingMadeMeanwhileIsWatchedOnceItIsUp(LaneHarness stage) {
        AutoConnectorFixtures cast = AutoConnectorFixtures.on(stage, quick(PATIENT)).outOfAttempts().isConnection(ConnectionState.CONNECTING);
        stage.forget();
        cast.isReachable();
        assertThat(cast.told()).isEmpty();
        cast.isConnection(ConnectionState.ESTABLISHED);

        assertThat(cast.state()).isEqualTo(AutoConnectorState.CONNECTED_MONITORING);
        assertThat(cast.asked()).containsExactly(PING);
    }

    @Scenario
    void failedChecksRepeatAfterThePauseEscalateAndOnlyTheFirstReconnects(LaneHarness stage) {
        AutoConnectorFixtures cast = AutoConnectorFixtures.on(stage, quick(PATIENT)).outOfAttempts().isUnreachable();
        assertThat(cast.state()).isEqualTo(AutoConnectorState.DISCONNECTING);
        cast.disconnects();
        cast.failAllAttempts();
        stage.forget();
        cast.isUnreachable();
        stage.advance(INTERVAL.minusMillis(1));
        assertThat(cast.asked(CHECK_TELEPHONY)).isZero();
        stage.advance(Duration.ofMillis(1));
        cast.isUnreachable();

        assertThat(stage.events(TelephonyCheckFailure.class)).extracting("failCount").containsExactly(2, 3);
        assertThat(stage.events(TelephonyCheckFailure.class)).extracting("reconnectRequested").containsExactly(false, false);
        assertThat(stage.events(TelephonyCheckEscalated.class)).extracting("level")
                .containsExactly(EscalationLevel.WARNING, EscalationLevel.CRITICAL);
        assertThat(cast.asked()).containsExactly(CHECK_TELEPHONY);
        assertThat(cast.auto().snapshot().checks().telephonyFailures()).isEqualTo(3);
        assertThat(cast.auto().snapshot().checks().escalation()).isEqualTo(EscalationLevel.CRITICAL);
        stage.advance(INTERVAL);
        cast.isReachable();
        assertThat(cast.auto().snapshot().checks().telephonyFailures()).isZero();
    }

    /** A client's parameters, which always say the same of themselves. */
    private record Told(ConnectionParameters parameters, RuntimeException thrown) implements Supplier<CompletionStage<ConnectionParameters>> {

        @Override
        public CompletionStage<ConnectionParameters> get() {
            if (thrown != null) {
                throw thrown;
            }
            return CompletableFuture.completedFuture(parameters);
        }
    }

    @Scenario
    void theClientsParametersAreReadForEveryCheck(LaneHarness stage) {
        AutoConnectorFixtures cast = AutoConnectorFixtures.on(stage, quick(PATIENT));
        ConnectionParameters parameters = ConnectionParameters.builder("other.example.org").domain("other").build();
        cast.auto().start(AutoConnectorParameters.of(new Told(parameters, null)));
        cast.failAllAttempts();

        assertThat(stage.requests()).last()
                .satisfies(check -> assertThat(check.arguments()).containsExactly(parameters));
    }

    @Scenario
    void parametersThatCannotBeReadAreAFailedCheck(LaneHarness stage) {
        AutoConnectorFixtures cast = AutoConnectorFixtures.on(stage, quick(PATIENT));
        IllegalStateException error = new IllegalStateException("no token");
        cast.auto().start(AutoConnectorParameters.of(new Told(null, error)));
        cast.failAllAttempts();

        assertThat(stage.events(TelephonyCheckFailure.class)).extracting("error").containsExactly(error);
        assertThat(cast.asked(CHECK_TELEPHONY)).isZero();
    }

    @Scenario
    void noParametersAtAllAreAFailedCheckToo(LaneHarness stage) {
        AutoConnectorFixtures cast = AutoConnectorFixtures.on(stage, quick(PATIENT));
        cast.auto().start(AutoConnectorParameters.of(new Told(null, null)));
        cast.failAllAttempts();

        assertThat(stage.events(TelephonyCheckFailure.class)).extracting("error")
                .singleElement().isInstanceOf(InvalidConfigurationException.class);
    }

    @Scenario
    void aStopEndsTheSearch(LaneHarness stage) {
        AutoConnectorFixtures cast = AutoConnectorFixtures.on(stage, quick(PATIENT)).outOfAttempts();
        cast.auto().stop();
        cast.disconnects().isUnreachable();

        assertThat(cast.told("telephony-check-failure")).isZero();
        assertThat(stage.timers()).isZero();
        assertThat(cast.state()).isEqualTo(AutoConnectorState.IDLE);
    }

    /** Without pauses between attempts, and so with nothing but checks to wait for. */
    private static AutoConnectorOptions quick(AutoConnectorOptions options) {
        return options.withTimeoutBetweenAttempts(Duration.ZERO);
    }
}
