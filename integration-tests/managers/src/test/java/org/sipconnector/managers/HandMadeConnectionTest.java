/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.managers;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.sipconnector.api.ConfigurationChanged;
import org.sipconnector.api.autoconnector.AutoConnectorManager;
import org.sipconnector.api.autoconnector.AutoConnectorState;
import org.sipconnector.api.call.CallParameters;
import org.sipconnector.api.connection.ConnectionConfiguration;
import org.sipconnector.api.connection.ConnectionManager;
import org.sipconnector.api.connection.RegistrationFailedException;
import org.sipconnector.api.connectionqueue.ConnectionQueueManager;
import org.sipconnector.kernel.TimerFired;
import org.sipconnector.spi.network.NetworkEvent;
import org.sipconnector.testkit.LaneHarness;
import org.sipconnector.testkit.RecordedSip.Stop;
import org.sipconnector.testkit.Scenario;

/** An auto connector that has made no connection does not end one that somebody else has made, and goes on when it is over. */
class HandMadeConnectionTest {

    private static final NetworkEvent ONLINE = new NetworkEvent.Online(Set.of("192.0.2.7"));
    private static final NetworkEvent OTHER_ADDRESSES = new NetworkEvent.AddressesChanged(Set.of("192.0.2.8"));
    private static final TimerFired RETRY_DUE = new TimerFired("retry");
    private static final Duration LONG = Duration.ofSeconds(30);

    @Scenario
    void whileItWaitsForTheNetworkACallOverItGoesOnWhenTheHostIsOnline(LaneHarness stage) {
        WholeConnector all = offline(stage);
        callsByHand(all);
        stage.post(ONLINE).advance(LONG);

        goesOn(all);
        watchesOver(all);
    }

    @Scenario
    void whileItWaitsForTheNetworkACallOverItGoesOnWhenAddressesChange(LaneHarness stage) {
        WholeConnector all = offline(stage);
        callsByHand(all);
        stage.post(OTHER_ADDRESSES).advance(LONG);

        goesOn(all);
    }

    @Scenario
    void whoDisconnectsStaysDisconnectedAfterTheHostWasOnline(LaneHarness stage) {
        WholeConnector all = offline(stage);
        callsByHand(all);
        stage.post(ONLINE).advance(LONG);
        CompletionStage<Void> disconnected = all.connector().disconnect();
        stage.advance(LONG);

        stage.result(disconnected);
        assertThat(all.leftovers()).isEmpty();
    }

    @Scenario
    void whileItWaitsForTheNetworkAConnectThatIsUnderWayGoesOnWhenTheHostIsOnline(LaneHarness stage) {
        WholeConnector all = offline(stage);
        CompletionStage<ConnectionConfiguration> connected = all.manager(ConnectionQueueManager.class).connect();
        stage.settle();
        stage.forget().post(ONLINE).advance(LONG);

        stage.result(connected);
        assertThat(all.stage.commands(Stop.class)).as("user agents that were stopped").isEmpty();
        watchesOver(all);
    }

    @Scenario
    void aConnectByHandThatComesToNothingIsFollowedByItsOwnAttempt(LaneHarness stage) {
        WholeConnector all = offline(stage);
        all.manners.registrations = 403;
        CompletionStage<ConnectionConfiguration> refused = all.manager(ConnectionQueueManager.class).connect();
        stage.settle();
        stage.post(ONLINE).settle();
        stage.advance(World.ROUND_TRIP.multipliedBy(3));
        all.manners.obliging();
        stage.advance(LONG);

        assertThat(refused.toCompletableFuture()).isDone();
        watchesOver(all);
    }

    @Scenario
    void afterItGaveUpACallOverItGoesOn(LaneHarness stage) {
        WholeConnector all = gaveUp(stage);
        callsByHand(all);
        stage.post(ONLINE).advance(LONG);
        stage.post(OTHER_ADDRESSES).advance(LONG);

        goesOn(all);
    }

    @Scenario
    void whileItWaitsBeforeItsNextAttemptItTakesTheConnectionOver(LaneHarness stage) {
        WholeConnector all = waiting(stage);
        callsByHand(all);
        stage.advance(Duration.ofMinutes(1));

        goesOn(all);
        watchesOver(all);
    }

    @Scenario
    void whileItWaitsBeforeItsNextAttemptANetworkThatIsBackDoesNotEndIt(LaneHarness stage) {
        WholeConnector all = waiting(stage);
        callsByHand(all);
        stage.post(ONLINE).advance(WholeConnector.MOMENT);

        goesOn(all);
    }

    @Scenario
    void afterItGaveUpACallWhoseTransportIsLostGoesOnWhenTheHostIsOnline(LaneHarness stage) {
        WholeConnector all = gaveUp(stage);
        callsByHand(all);
        losesItsTransport(all);
        stage.post(ONLINE).advance(LONG);

        goesOn(all);
    }

    @Scenario
    void afterItGaveUpACallWhoseTransportIsLostGoesOnWhenTheConfigurationChanges(LaneHarness stage) {
        WholeConnector all = gaveUp(stage);
        callsByHand(all);
        losesItsTransport(all);
        stage.post(new ConfigurationChanged(LaneHarness.standardConfiguration().build(),
                LaneHarness.standardConfiguration().displayName("Another Name").build())).advance(WholeConnector.MOMENT);

        goesOn(all);
    }

    @Scenario
    void whileItWaitsForTheNetworkACallWhoseTransportIsLostGoesOnWhenTheHostIsOnline(LaneHarness stage) {
        WholeConnector all = offline(stage);
        callsByHand(all);
        losesItsTransport(all);
        stage.post(ONLINE).advance(LONG);

        goesOn(all);
        watchesOver(all);
    }

    /** The attempt of an auto connector is given up for a client that connects meanwhile. */
    @Scenario
    void afterAClientConnectedInItsPlaceACallWhoseTransportIsLostGoesOnWhenAddressesChange(LaneHarness stage) {
        WholeConnector all = new WholeConnector(stage);
        all.manager(AutoConnectorManager.class).start();
        stage.settle();
        CompletionStage<ConnectionConfiguration> connected = all.manager(ConnectionQueueManager.class).connect();
        stage.advance(WholeConnector.MOMENT);
        stage.result(connected);
        all.soon(all.connector().call(CallParameters.to("600"), false));
        stage.forget();
        losesItsTransport(all);
        stage.post(OTHER_ADDRESSES).advance(LONG);

        goesOn(all);
    }

    @Scenario
    void whileItWaitsBeforeItsNextAttemptAConnectThatIsUnderWayGoesOn(LaneHarness stage) {
        WholeConnector all = waiting(stage);
        CompletionStage<ConnectionConfiguration> connected = all.manager(ConnectionQueueManager.class).connect();
        stage.settle();
        stage.forget().post(RETRY_DUE).advance(LONG);

        stage.result(connected);
        assertThat(stoppedApartFromChecks(all)).isEmpty();
        watchesOver(all);
    }

    @Scenario
    void whileItWaitsBeforeItsNextAttemptAConnectInTheSameMomentGoesOn(LaneHarness stage) {
        WholeConnector all = waiting(stage);
        CompletionStage<ConnectionConfiguration> connected = all.manager(ConnectionQueueManager.class).connect();
        stage.enqueue(RETRY_DUE);
        stage.advance(LONG);

        stage.result(connected);
        watchesOver(all);
    }

    @Scenario
    void whileItWaitsBeforeItsNextAttemptACallWhoseTransportIsLostGoesOn(LaneHarness stage) {
        WholeConnector all = waiting(stage);
        callsByHand(all);
        losesItsTransport(all);
        stage.post(RETRY_DUE).advance(LONG);

        goesOn(all);
        watchesOver(all);
    }

    @Scenario
    void aConnectByHandThatFailsIsFollowedByTheNextAttempt(LaneHarness stage) {
        WholeConnector all = waiting(stage);
        all.manners.registrations = 403;
        CompletionStage<ConnectionConfiguration> refused = all.manager(ConnectionQueueManager.class).connect();
        stage.settle();
        stage.post(RETRY_DUE).advance(World.ROUND_TRIP.multipliedBy(5));
        all.manners.obliging();
        stage.advance(LONG);

        assertThat(stage.failure(refused)).isInstanceOf(RegistrationFailedException.class);
        watchesOver(all);
    }

    @Scenario
    void whileItWaitsBeforeItsNextAttemptACallOutlivesThatTheHostIsOffline(LaneHarness stage) {
        WholeConnector all = waiting(stage);
        stage.post(new NetworkEvent.Offline());
        stage.advance(Duration.ofMillis(1_700));
        callsByHand(all);
        stage.advance(LONG);

        goesOn(all);
        stage.post(ONLINE).advance(LONG);
        goesOn(all);
        watchesOver(all);
    }

    /** The configuration has just begun to want a connection, and the client's own one is under way. */
    @Scenario
    void whoDisconnectsWhatIsUnderWayStaysDisconnected(LaneHarness stage) {
        WholeConnector all = new WholeConnector(stage);
        all.manager(ConnectionQueueManager.class).connect();
        stage.settle();
        stage.post(new ConfigurationChanged(LaneHarness.standardConfiguration().build(),
                LaneHarness.standardConfiguration().connectOnStart(true).build()));
        CompletionStage<Void> disconnected = all.connector().disconnect();
        stage.advance(LONG);

        stage.result(disconnected);
        assertThat(all.leftovers()).isEmpty();
    }

    /** The configuration says from now on that the connector connects by itself. */
    @Scenario
    void aConfigurationThatBeginsToConnectByItselfDropsNoCall(LaneHarness stage) {
        WholeConnector all = new WholeConnector(stage).connected();
        all.soon(all.connector().call(CallParameters.to("600"), false));
        stage.post(new ConfigurationChanged(LaneHarness.standardConfiguration().build(),
                LaneHarness.standardConfiguration().connectOnStart(true).build())).advance(LONG);

        goesOn(all);
        watchesOver(all);
        CompletionStage<Void> disconnected = all.connector().disconnect();
        stage.advance(LONG);
        stage.result(disconnected);
        assertThat(all.leftovers()).isEmpty();
    }

    private static WholeConnector gaveUp(LaneHarness stage) {
        WholeConnector all = new WholeConnector(stage);
        all.manners.registrations = 403;
        all.manager(AutoConnectorManager.class).start();
        stage.advance(LONG);
        assertThat(all.manager(AutoConnectorManager.class).snapshot().state()).isEqualTo(AutoConnectorState.ERROR_TERMINAL);
        all.manners.obliging();
        return all;
    }

    /** Its first attempt has failed, and the next one would succeed. */
    private static WholeConnector waiting(LaneHarness stage) {
        WholeConnector all = new WholeConnector(stage);
        all.manners.reachable = false;
        all.manager(AutoConnectorManager.class).start();
        while (all.manager(AutoConnectorManager.class).snapshot().state() != AutoConnectorState.WAITING_BEFORE_RETRY) {
            stage.advance(Duration.ofMillis(10));
        }
        all.manners.obliging();
        return all;
    }

    /** The SIP foundation opens it again, and the server still knows the call. */
    private static void losesItsTransport(WholeConnector all) {
        all.sip.connected().get(0).lose("reset");
        all.stage.settle();
        assertThat(all.manager(ConnectionManager.class).snapshot().disconnected()).isTrue();
    }

    private static List<String> stoppedApartFromChecks(WholeConnector all) {
        return all.stage.commands(Stop.class).stream().map(command -> String.valueOf(command.userAgent()))
                .filter(userAgent -> !userAgent.startsWith("check")).toList();
    }

    private static WholeConnector offline(LaneHarness stage) {
        WholeConnector all = new WholeConnector(stage);
        all.soon(all.manager(AutoConnectorManager.class).start());
        stage.post(new NetworkEvent.Offline()).advance(LONG);
        assertThat(all.manager(AutoConnectorManager.class).snapshot().waitsForNetwork()).isTrue();
        return all;
    }

    private static void callsByHand(WholeConnector all) {
        CompletionStage<ConnectionConfiguration> connected = all.manager(ConnectionQueueManager.class).connect();
        all.soon(connected);
        all.soon(all.connector().call(CallParameters.to("600"), false));
        all.stage.forget();
    }

    private static void watchesOver(WholeConnector all) {
        assertThat(all.manager(AutoConnectorManager.class).snapshot().state()).isEqualTo(AutoConnectorState.CONNECTED_MONITORING);
    }

    private static void goesOn(WholeConnector all) {
        assertThat(all.call().isCallActive()).as("whether the call goes on").isTrue();
        assertThat(stoppedApartFromChecks(all)).as("user agents that were stopped, apart from those of a look for the server").isEmpty();
    }
}
