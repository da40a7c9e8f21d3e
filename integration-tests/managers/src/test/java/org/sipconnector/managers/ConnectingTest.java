/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.managers;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.sipconnector.api.autoconnector.AutoConnectResult;
import org.sipconnector.api.autoconnector.AutoConnectorManager;
import org.sipconnector.api.autoconnector.AutoConnectorParameters;
import org.sipconnector.api.autoconnector.AutoConnectorState;
import org.sipconnector.api.call.CallParameters;
import org.sipconnector.api.connection.ConnectOptions;
import org.sipconnector.api.connection.ConnectionManager;
import org.sipconnector.api.connection.ConnectionParameters;
import org.sipconnector.api.connectionqueue.SupersededException;
import org.sipconnector.api.connector.ConnectToServerResult;
import org.sipconnector.api.connector.FailureDetails;
import org.sipconnector.api.connector.FailureKind;
import org.sipconnector.spi.network.NetworkEvent;
import org.sipconnector.testkit.LaneHarness;
import org.sipconnector.testkit.RecordedSip.Start;
import org.sipconnector.testkit.RecordedSip.Stop;
import org.sipconnector.testkit.Scenario;

class ConnectingTest {

    private static final Duration GRACE = Duration.ofSeconds(2);
    private static final NetworkEvent ONLINE = new NetworkEvent.Online(Set.of("192.0.2.7"));

    @Scenario
    void aConnectThatADisconnectGivesUpIsNeitherSuccessNorFailure(LaneHarness stage) {
        WholeConnector all = new WholeConnector(stage);
        CompletionStage<ConnectToServerResult> connecting = all.facade().connectToServer();
        stage.advance(Duration.ofMillis(5));
        CompletionStage<Boolean> disconnected = all.facade().disconnectFromServer();

        assertThat(all.soon(disconnected)).isTrue();
        assertThat(stage.result(connecting)).isEqualTo(ConnectToServerResult.NOT_CONNECTED);
        assertThat(all.leftovers()).isEmpty();
    }

    @Scenario
    void aDisconnectInTheSameMomentGivesTheConnectUpToo(LaneHarness stage) {
        WholeConnector all = new WholeConnector(stage);
        CompletionStage<ConnectToServerResult> connecting = all.facade().connectToServer();
        CompletionStage<Boolean> disconnected = all.facade().disconnectFromServer();

        assertThat(all.soon(disconnected)).isTrue();
        assertThat(stage.result(connecting)).isEqualTo(ConnectToServerResult.NOT_CONNECTED);
    }

    @Scenario
    void aConnectRightAfterADisconnectSaysConnectedOnlyIfItIs(LaneHarness stage) {
        WholeConnector all = new WholeConnector(stage).connected();
        leavesAndConnects(all);
    }

    @Scenario
    void aConnectRightAfterADisconnectThatEndsACallSaysConnectedOnlyIfItIs(LaneHarness stage) {
        WholeConnector all = new WholeConnector(stage);
        all.inCall();
        leavesAndConnects(all);
    }

    private static void leavesAndConnects(WholeConnector all) {
        CompletionStage<Boolean> disconnected = all.facade().disconnectFromServer();
        CompletionStage<ConnectToServerResult> connected = all.facade().connectToServer();
        all.stage.advance(Duration.ofSeconds(5));

        assertThat(all.stage.result(disconnected)).isTrue();
        assertThat(all.stage.result(connected).successful()).isEqualTo(!all.sip.connected().isEmpty());
        assertThat(all.soon(all.facade().connectToServer()).successful()).isTrue();
        assertThat(all.sip.connected()).hasSize(1);
    }

    @Scenario
    void aConnectAfterTheAccountWasUnregisteredRegistersIt(LaneHarness stage) {
        WholeConnector all = new WholeConnector(stage).connected();
        all.soon(all.manager(ConnectionManager.class).unregister());
        assertThat(all.manager(ConnectionManager.class).isRegistered()).isFalse();

        assertThat(all.soon(all.facade().connectToServer()).successful()).isTrue();
        assertThat(all.manager(ConnectionManager.class).isRegistered()).isTrue();
    }

    @Scenario
    void aConnectOvertakenByAnotherOneFailsAndTheLaterOneWins(LaneHarness stage) {
        WholeConnector all = new WholeConnector(stage);
        CompletionStage<ConnectToServerResult> first = all.facade().connectToServer();
        stage.advance(Duration.ofMillis(5));
        CompletionStage<ConnectToServerResult> second = all.facade().connectToServer();
        stage.advance(WholeConnector.MOMENT);

        assertThat(stage.failure(first)).isInstanceOf(SupersededException.class);
        assertThat(all.soon(second).successful()).isTrue();
    }

    @Scenario
    void aServerThatCannotBeReachedIsToldAsThatWithItsCode(LaneHarness stage) {
        WholeConnector all = new WholeConnector(stage);
        all.manners.reachable = false;
        CompletionStage<ConnectToServerResult> connecting = all.facade().connectToServer();
        stage.advance(Duration.ofSeconds(30));
        Throwable error = stage.failure(connecting);

        assertThat(FailureKind.of(error)).isEqualTo(FailureKind.WS_CONNECTION_FAILED);
        assertThat(FailureDetails.of(error).code()).hasValue(1006);
        assertThat(all.leftovers()).isEmpty();
    }

    @Scenario
    void disconnectingEndsWhatWasConnectedByHandWhileTheAutoConnectorWaitsForTheNetwork(LaneHarness stage) {
        WholeConnector all = new WholeConnector(stage);
        all.soon(all.manager(AutoConnectorManager.class).start());
        stage.post(new NetworkEvent.Offline()).advance(GRACE.plus(WholeConnector.MOMENT));
        assertThat(all.sip.agents()).isEmpty();
        all.connected();

        all.soon(all.connector().disconnect());

        assertThat(all.leftovers()).isEmpty();
        stage.post(ONLINE).advance(Duration.ofMinutes(1));
        assertThat(all.sip.agents()).as("user agents of a connector that was disconnected").isEmpty();
    }

    @Scenario
    void aRegistrationWonBackDuringACallMakesNobodyConnectAnewAfterIt(LaneHarness stage) {
        WholeConnector all = new WholeConnector(stage);
        all.soon(all.manager(AutoConnectorManager.class).start());
        all.soon(all.connector().call(CallParameters.to("600"), false));
        all.manners.registrations = 503;
        all.refused(all.manager(ConnectionManager.class).register());
        all.manners.registrations = Manners.OBLIGING;
        all.soon(all.manager(ConnectionManager.class).register());
        stage.forget();

        all.soon(all.connector().hangUp());
        stage.advance(Duration.ofSeconds(5));

        assertThat(stage.commandTypes()).doesNotContain(Start.class, Stop.class);
        assertThat(stage.manager(AutoConnectorManager.class).snapshot().state())
                .isEqualTo(AutoConnectorState.CONNECTED_MONITORING);
    }

    @Scenario
    void aProbeThatWaitsForSlowParametersDoesNotSilenceLaterChangesOfTheNetwork(LaneHarness stage) {
        WholeConnector all = new WholeConnector(stage);
        all.manners.registrations = 503;
        ConnectionParameters parameters = LaneHarness.standardConfiguration().build().parameters();
        CompletableFuture<ConnectionParameters> slow = new CompletableFuture<>();
        boolean[] slowNow = new boolean[1];
        stage.manager(AutoConnectorManager.class).start(new AutoConnectorParameters(
                () -> slowNow[0] ? slow : CompletableFuture.completedFuture(parameters), ConnectOptions.STANDARD));
        stage.advance(WholeConnector.MOMENT);
        slowNow[0] = true;
        stage.post(new NetworkEvent.AddressesChanged(Set.of("192.0.2.8")));
        slowNow[0] = false;
        stage.advance(Duration.ofSeconds(5).minus(Duration.ofMillis(1_997)));
        slow.complete(parameters);
        stage.settle();
        stage.advance(WholeConnector.MOMENT).forget();

        stage.post(new NetworkEvent.AddressesChanged(Set.of("192.0.2.9"))).advance(World.LOOP);

        assertThat(stage.commands(Start.class)).as("user agents started to probe the server").isNotEmpty();
    }

    @Scenario
    void whatConnectsByItselfSaysThatTheHostIsOffline(LaneHarness stage) {
        WholeConnector all = new WholeConnector(stage);
        all.manners.reachable = false;
        CompletionStage<AutoConnectResult> started = all.manager(AutoConnectorManager.class).start();
        stage.post(new NetworkEvent.Offline()).advance(GRACE.plus(WholeConnector.MOMENT));
        assertThat(stage.result(started).reason()).isEqualTo(AutoConnectResult.Reason.OFFLINE);

        all.manners.reachable = true;
        stage.post(ONLINE).advance(WholeConnector.MOMENT);

        assertThat(stage.manager(ConnectionManager.class).isRegistered()).isTrue();
    }
}
