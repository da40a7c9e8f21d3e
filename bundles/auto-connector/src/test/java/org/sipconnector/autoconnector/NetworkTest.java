/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.autoconnector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sipconnector.testkit.Operations.LOSE_CALL;
import static org.sipconnector.testkit.Operations.PING;
import static org.sipconnector.testkit.Operations.QUEUE_CONNECT;
import static org.sipconnector.testkit.Operations.QUEUE_DISCONNECT;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.sipconnector.api.autoconnector.AutoConnectResult;
import org.sipconnector.api.autoconnector.AutoConnectResult.Reason;
import org.sipconnector.api.autoconnector.AutoConnectorOptions;
import org.sipconnector.api.autoconnector.AutoConnectorState;
import org.sipconnector.api.autoconnector.NetworkPolicy;
import org.sipconnector.api.call.CallState;
import org.sipconnector.api.connection.ConnectionState;
import org.sipconnector.spi.network.NetworkEvent;
import org.sipconnector.testkit.LaneHarness;
import org.sipconnector.testkit.Scenario;

/** What the host's network makes an auto connector do. */
class NetworkTest {

    private static final NetworkEvent OFFLINE = new NetworkEvent.Offline();
    private static final NetworkEvent ONLINE = new NetworkEvent.Online(Set.of("192.0.2.1"));
    private static final NetworkEvent CHANGED = new NetworkEvent.AddressesChanged(Set.of("192.0.2.2"));
    private static final Duration GRACE = AutoConnectorOptions.STANDARD.offlineGrace();

    private static AutoConnectorOptions both(NetworkPolicy policy) {
        return AutoConnectorOptions.STANDARD.withNetworkPolicies(policy, policy);
    }

    @Scenario
    void reconnectMeansAtOnce(LaneHarness stage) {
        AutoConnectorFixtures cast = AutoConnectorFixtures.on(stage, both(NetworkPolicy.RECONNECT)).monitoring();
        for (NetworkEvent event : new NetworkEvent[] {ONLINE, CHANGED, new NetworkEvent.Resumed(Duration.ofHours(1))}) {
            stage.advance(Coalescer.WINDOW).post(event);
            assertThat(cast.asked()).startsWith(QUEUE_DISCONNECT);
            cast.disconnects().connects();
            stage.forget();
        }
        assertThat(cast.state()).isEqualTo(AutoConnectorState.CONNECTED_MONITORING);
    }

    @Scenario
    void ignoreMeansNothing(LaneHarness stage) {
        AutoConnectorFixtures cast = AutoConnectorFixtures.on(stage, both(NetworkPolicy.IGNORE)).monitoring();
        stage.post(ONLINE).post(CHANGED);

        assertThat(cast.asked()).isEmpty();
    }

    @Scenario
    void aProbeThatIsAnsweredChangesNothingAndOneThatIsNotConnectsAnew(LaneHarness stage) {
        AutoConnectorFixtures cast = AutoConnectorFixtures.on(stage).monitoring().answersPing();
        stage.post(CHANGED);
        assertThat(cast.asked(PING)).isEqualTo(1);
        cast.answersPing();
        assertThat(cast.state()).isEqualTo(AutoConnectorState.CONNECTED_MONITORING);
        stage.post(CHANGED);
        cast.ignoresPing();
        assertThat(cast.state()).isEqualTo(AutoConnectorState.DISCONNECTING);
        cast.disconnects().connects().answersPing();
        stage.post(ONLINE);
        cast.answersPing();

        assertThat(cast.asked(QUEUE_CONNECT)).isEqualTo(1);
        assertThat(cast.state()).isEqualTo(AutoConnectorState.CONNECTED_MONITORING);
    }

    @Scenario
    void changesDuringAProbeAreAnsweredByIt(LaneHarness stage) {
        AutoConnectorFixtures cast = AutoConnectorFixtures.on(stage).monitoring().answersPing();
        stage.post(CHANGED).post(CHANGED).post(ONLINE);

        assertThat(cast.asked(PING)).isEqualTo(1);
    }

    @Scenario
    void whileWaitingAServerThatIsThereIsTriedAtOnce(LaneHarness stage) {
        AutoConnectorFixtures cast = AutoConnectorFixtures.on(stage);
        CompletionStage<AutoConnectResult> start = cast.auto().start();
        cast.connectFails(AutoConnectorFixtures.UNREACHABLE);
        stage.post(ONLINE);
        cast.isUnreachable();
        assertThat(cast.state()).isEqualTo(AutoConnectorState.WAITING_BEFORE_RETRY);
        assertThat(cast.asked(QUEUE_CONNECT)).isEqualTo(1);
        stage.post(ONLINE);
        cast.isReachable().disconnects().connects();

        assertThat(stage.result(start).succeeded()).isTrue();
        assertThat(cast.asked(QUEUE_CONNECT)).isEqualTo(2);
    }

    @Scenario
    void aProbeOfAStateThatIsOverDoesNotCount(LaneHarness stage) {
        AutoConnectorFixtures cast = AutoConnectorFixtures.on(stage);
        cast.auto().start();
        cast.connectFails(AutoConnectorFixtures.UNREACHABLE);
        stage.post(ONLINE).advance(AutoConnectorOptions.STANDARD.timeoutBetweenAttempts());
        assertThat(cast.state()).isEqualTo(AutoConnectorState.ATTEMPTING_CONNECT);
        cast.isReachable();

        assertThat(cast.state()).isEqualTo(AutoConnectorState.ATTEMPTING_CONNECT);
        assertThat(cast.asked(QUEUE_DISCONNECT)).isZero();
    }

    @Scenario
    void aHostThatStaysOfflineDisconnectsAndIsConnectedWhenItIsBack(LaneHarness stage) {
        AutoConnectorFixtures cast = AutoConnectorFixtures.on(stage).monitoring();
        stage.post(OFFLINE).advance(GRACE.minusMillis(1));
        assertThat(cast.state()).isEqualTo(AutoConnectorState.CONNECTED_MONITORING);
        stage.advance(Duration.ofMillis(1));
        assertThat(cast.state()).isEqualTo(AutoConnectorState.DISCONNECTING);
        cast.disconnects();
        assertThat(cast.state()).isEqualTo(AutoConnectorState.IDLE);
        assertThat(cast.auto().snapshot().waitsForNetwork()).isTrue();
        assertThat(cast.auto().isActive()).isTrue();
        stage.post(ONLINE);
        cast.connects();

        assertThat(cast.state()).isEqualTo(AutoConnectorState.CONNECTED_MONITORING);
    }

    @Scenario
    void aStopWhileTheHostIsOfflineEndsTheWait(LaneHarness stage) {
        AutoConnectorFixtures cast = AutoConnectorFixtures.on(stage).monitoring();
        stage.post(OFFLINE).advance(GRACE);
        cast.disconnects();
        stage.result(cast.auto().stop());
        stage.post(ONLINE);

        assertThat(cast.auto().isActive()).isFalse();
        assertThat(cast.asked(QUEUE_CONNECT)).isZero();
    }

    @Scenario
    void aCallWhoseConnectionIsMadeAnewIsLostByTheNetworkAndNotHungUp(LaneHarness stage) {
        AutoConnectorFixtures cast = AutoConnectorFixtures.on(stage, both(NetworkPolicy.RECONNECT)).monitoring().isCall(CallState.IN_CALL);
        stage.post(CHANGED);

        assertThat(cast.asked()).startsWith(LOSE_CALL, QUEUE_DISCONNECT);
    }

    @Scenario
    void aCallOfAHostThatStaysOfflineIsLostByTheNetworkToo(LaneHarness stage) {
        AutoConnectorFixtures cast = AutoConnectorFixtures.on(stage).monitoring().isCall(CallState.IN_CALL);
        stage.post(OFFLINE).advance(GRACE);

        assertThat(cast.asked(LOSE_CALL)).isEqualTo(1);
    }

    @Scenario
    void aCallMadeByHandWhileItWaitsForTheNetworkIsNotItsToLose(LaneHarness stage) {
        AutoConnectorFixtures cast = AutoConnectorFixtures.on(stage).monitoring();
        stage.post(OFFLINE).advance(GRACE);
        cast.disconnects();
        assertThat(cast.state()).isEqualTo(AutoConnectorState.IDLE);
        leavesTheCall(cast);
    }

    @Scenario
    void aCallMadeByHandAfterItGaveUpIsNotItsToLose(LaneHarness stage) {
        AutoConnectorFixtures cast = AutoConnectorFixtures.on(stage);
        cast.auto().start();
        cast.connectFails(AutoConnectorFixtures.refused(403));
        assertThat(cast.state()).isEqualTo(AutoConnectorState.ERROR_TERMINAL);
        leavesTheCall(cast);
    }

    @Scenario
    void aCallMadeByHandWhileItLooksForTheServerIsNotItsToLose(LaneHarness stage) {
        AutoConnectorFixtures cast = AutoConnectorFixtures.on(stage,
                AutoConnectorOptions.STANDARD.withTimeoutBetweenAttempts(Duration.ZERO)).outOfAttempts();
        assertThat(cast.state()).isEqualTo(AutoConnectorState.TELEPHONY_CHECKING);
        leavesTheCall(cast);
        assertThat(cast.auto().snapshot().attempts()).isZero();
        assertThat(stage.timers()).isZero();
    }

    private static void leavesTheCall(AutoConnectorFixtures cast) {
        LaneHarness stage = cast.stage();
        cast.isConnection(ConnectionState.ESTABLISHED).isCall(CallState.IN_CALL);
        stage.forget();
        stage.post(OFFLINE).advance(GRACE);

        assertThat(cast.asked()).isEmpty();
        assertThat(cast.auto().snapshot().waitsForNetwork()).isTrue();
    }

    @Scenario
    void whoStopsItEndsTheCallHimself(LaneHarness stage) {
        AutoConnectorFixtures cast = AutoConnectorFixtures.on(stage).monitoring().isCall(CallState.IN_CALL);
        cast.auto().stop();

        assertThat(cast.asked(LOSE_CALL)).isZero();
    }

    @Scenario
    void aStartOfAHostThatGoesOfflineSaysSoAndIsNotCalledCancelled(LaneHarness stage) {
        AutoConnectorFixtures cast = AutoConnectorFixtures.on(stage);
        CompletionStage<AutoConnectResult> start = cast.auto().start();
        stage.post(OFFLINE).advance(GRACE);

        assertThat(stage.result(start).reason()).isEqualTo(Reason.OFFLINE);
    }

    @Scenario
    void beingOnlineInTimeKeepsTheConnectionWhateverThePolicy(LaneHarness stage) {
        AutoConnectorFixtures cast = AutoConnectorFixtures.on(stage, both(NetworkPolicy.IGNORE)).monitoring();
        stage.post(OFFLINE).advance(GRACE.minusMillis(1)).post(ONLINE).advance(GRACE.multipliedBy(2));

        assertThat(cast.state()).isEqualTo(AutoConnectorState.CONNECTED_MONITORING);
    }

    @Scenario
    void beingOfflineAgainBeginsTheGraceAnewAndAChangeOfAddressesDoesNotEndIt(LaneHarness stage) {
        AutoConnectorFixtures cast = AutoConnectorFixtures.on(stage, both(NetworkPolicy.IGNORE)).monitoring();
        stage.post(OFFLINE).advance(GRACE.minusMillis(1)).post(OFFLINE).post(CHANGED).advance(GRACE.minusMillis(1));
        assertThat(cast.state()).isEqualTo(AutoConnectorState.CONNECTED_MONITORING);
        stage.advance(Duration.ofMillis(1));

        assertThat(cast.state()).isEqualTo(AutoConnectorState.DISCONNECTING);
    }

    @Scenario
    void afterAStopTheNetworkIsNobodysBusiness(LaneHarness stage) {
        AutoConnectorFixtures cast = AutoConnectorFixtures.on(stage, both(NetworkPolicy.RECONNECT)).monitoring();
        stage.post(OFFLINE);
        cast.auto().stop();
        cast.disconnects();
        stage.post(ONLINE).post(CHANGED).post(OFFLINE).advance(GRACE.multipliedBy(2));

        assertThat(cast.state()).isEqualTo(AutoConnectorState.IDLE);
        assertThat(cast.asked(QUEUE_CONNECT)).isZero();
        assertThat(stage.timers()).isZero();
    }

    @Scenario
    void oneThatWasNeverStartedDoesNotListen(LaneHarness stage) {
        AutoConnectorFixtures cast = AutoConnectorFixtures.on(stage, both(NetworkPolicy.RECONNECT));
        stage.post(ONLINE).post(CHANGED).post(OFFLINE).advance(GRACE.multipliedBy(2));

        assertThat(cast.asked()).isEmpty();
    }
}
