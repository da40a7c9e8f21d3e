/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.managers;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.sipconnector.api.ConfigurationChanged;
import org.sipconnector.api.autoconnector.AutoConnectorState;
import org.sipconnector.api.call.CallParameters;
import org.sipconnector.api.connection.ConnectionConfiguration;
import org.sipconnector.api.network.NetworkEvent;
import org.sipconnector.testkit.LaneHarness;
import org.sipconnector.testkit.Scenario;

/** An auto connector that has made no connection does not end one that somebody else has made, and goes on when it is over. */
class HandMadeConnectionTest {

    private static final NetworkEvent ONLINE = new NetworkEvent.Online(Set.of("192.0.2.7"));
    private static final NetworkEvent OTHER_ADDRESSES = new NetworkEvent.AddressesChanged(Set.of("192.0.2.8"));
    private static final Duration LONG = Duration.ofSeconds(30);

    @Scenario
    void whileItWaitsForTheNetworkACallOverItGoesOnWhenTheHostIsOnline(LaneHarness stage) {
        WholeConnector all = offline(stage);
        callsByHand(all);
        stage.post(ONLINE).advance(LONG);

        goesOn(all);
        assertThat(all.connector().autoConnector().snapshot().state()).isEqualTo(AutoConnectorState.CONNECTED_MONITORING);
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
        CompletionStage<ConnectionConfiguration> connected = all.connector().connect();
        stage.settle();
        stage.forget().post(ONLINE).advance(LONG);

        stage.result(connected);
        assertThat(all.stage.commands("stop")).as("user agents that were stopped").isEmpty();
        assertThat(all.connector().autoConnector().snapshot().state()).isEqualTo(AutoConnectorState.CONNECTED_MONITORING);
    }

    @Scenario
    void aConnectByHandThatComesToNothingIsFollowedByItsOwnAttempt(LaneHarness stage) {
        WholeConnector all = offline(stage);
        all.manners.registrations = 403;
        CompletionStage<ConnectionConfiguration> refused = all.connector().connect();
        stage.settle();
        stage.post(ONLINE).settle();
        stage.advance(World.ROUND_TRIP.multipliedBy(3));
        all.manners.obliging();
        stage.advance(LONG);

        assertThat(refused.toCompletableFuture()).isDone();
        assertThat(all.connector().autoConnector().snapshot().state()).isEqualTo(AutoConnectorState.CONNECTED_MONITORING);
    }

    @Scenario
    void afterItGaveUpACallOverItGoesOn(LaneHarness stage) {
        WholeConnector all = new WholeConnector(stage);
        all.manners.registrations = 403;
        all.connector().startAutoConnect();
        stage.advance(LONG);
        assertThat(all.connector().autoConnector().snapshot().state()).isEqualTo(AutoConnectorState.ERROR_TERMINAL);
        all.manners.obliging();
        callsByHand(all);
        stage.post(ONLINE).advance(LONG);
        stage.post(OTHER_ADDRESSES).advance(LONG);

        goesOn(all);
    }

    @Scenario
    void whileItWaitsBeforeItsNextAttemptItTakesTheConnectionOver(LaneHarness stage) {
        WholeConnector all = new WholeConnector(stage);
        all.manners.reachable = false;
        all.connector().startAutoConnect();
        while (all.connector().autoConnector().snapshot().state() != AutoConnectorState.WAITING_BEFORE_RETRY) {
            stage.advance(WholeConnector.MOMENT);
        }
        all.manners.obliging();
        callsByHand(all);
        stage.advance(Duration.ofMinutes(1));

        goesOn(all);
        assertThat(all.connector().autoConnector().snapshot().state()).isEqualTo(AutoConnectorState.CONNECTED_MONITORING);
    }

    @Scenario
    void whileItWaitsBeforeItsNextAttemptANetworkThatIsBackDoesNotEndIt(LaneHarness stage) {
        WholeConnector all = new WholeConnector(stage);
        all.manners.reachable = false;
        all.connector().startAutoConnect();
        while (all.connector().autoConnector().snapshot().state() != AutoConnectorState.WAITING_BEFORE_RETRY) {
            stage.advance(WholeConnector.MOMENT);
        }
        all.manners.obliging();
        callsByHand(all);
        stage.post(ONLINE).advance(WholeConnector.MOMENT);

        goesOn(all);
    }

    /** The configuration says from now on that the connector connects by itself. */
    @Scenario
    void aConfigurationThatBeginsToConnectByItselfDropsNoCall(LaneHarness stage) {
        WholeConnector all = new WholeConnector(stage).connected();
        all.soon(all.connector().call(CallParameters.to("600"), false));
        stage.post(new ConfigurationChanged(LaneHarness.standardConfiguration().build(),
                LaneHarness.standardConfiguration().connectOnStart(true).build())).advance(LONG);

        goesOn(all);
        assertThat(all.connector().autoConnector().snapshot().state()).isEqualTo(AutoConnectorState.CONNECTED_MONITORING);
        CompletionStage<Void> disconnected = all.connector().disconnect();
        stage.advance(LONG);
        stage.result(disconnected);
        assertThat(all.leftovers()).isEmpty();
    }

    private static WholeConnector offline(LaneHarness stage) {
        WholeConnector all = new WholeConnector(stage);
        all.soon(all.connector().startAutoConnect());
        stage.post(new NetworkEvent.Offline()).advance(LONG);
        assertThat(all.connector().autoConnector().snapshot().waitsForNetwork()).isTrue();
        return all;
    }

    private static void callsByHand(WholeConnector all) {
        CompletionStage<ConnectionConfiguration> connected = all.connector().connect();
        all.soon(connected);
        all.soon(all.connector().call(CallParameters.to("600"), false));
        all.stage.forget();
    }

    private static void goesOn(WholeConnector all) {
        assertThat(all.call().isCallActive()).as("whether the call goes on").isTrue();
        assertThat(all.stage.commands("stop").stream().map(command -> String.valueOf(command.argument(0)))
                .filter(userAgent -> !userAgent.startsWith("check"))).as("user agents that were stopped, apart from those of a look for the server")
                .isEmpty();
    }
}
