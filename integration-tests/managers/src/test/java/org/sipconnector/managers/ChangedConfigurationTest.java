/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.managers;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.sipconnector.api.ConfigurationChanged;
import org.sipconnector.api.ConnectorConfiguration;
import org.sipconnector.api.Secret;
import org.sipconnector.api.autoconnector.AutoConnectorManager;
import org.sipconnector.api.autoconnector.AutoConnectorState;
import org.sipconnector.api.call.CallParameters;
import org.sipconnector.api.call.RingingInvite;
import org.sipconnector.api.connection.ConnectOptions;
import org.sipconnector.api.connection.ConnectionConfiguration;
import org.sipconnector.api.connection.ConnectionParameters;
import org.sipconnector.api.connectionqueue.ConnectionQueueManager;
import org.sipconnector.api.incomingcall.IncomingCallManager;
import org.sipconnector.api.media.PeerId;
import org.sipconnector.testkit.LaneHarness;
import org.sipconnector.testkit.RecordedSip.Start;
import org.sipconnector.testkit.Scenario;

/** A configuration that changes while something else goes on. */
class ChangedConfigurationTest {

    private static final ConnectorConfiguration BEFORE = LaneHarness.standardConfiguration().build();
    private static final ConfigurationChanged CHANGED =
            new ConfigurationChanged(BEFORE, LaneHarness.standardConfiguration().displayName("Other Name").build());
    private static final ConnectionParameters OWN =
            LaneHarness.standardConfiguration().account("own", Secret.of("own password")).build().parameters();
    private static final Duration LATER = Duration.ofSeconds(10);
    private static final CallParameters TO_600 = CallParameters.to("600");

    @Scenario
    void theConnectionIsMadeAnewWhenTheCallHasEnded(LaneHarness stage) {
        WholeConnector all = new WholeConnector(stage);
        all.inCall();
        stage.post(CHANGED).advance(WholeConnector.MOMENT);
        assertThat(stage.commands(Start.class)).hasSize(1);
        all.dialog().bye();
        stage.advance(LATER);

        assertThat(stage.commands(Start.class)).hasSize(2);
        assertThat(all.sip.connected()).hasSize(1);
    }

    @Scenario
    void anAutoConnectorThatIsStoppedInACallStaysStopped(LaneHarness stage) {
        WholeConnector all = new WholeConnector(stage);
        all.soon(all.manager(AutoConnectorManager.class).start());
        all.soon(all.connector().call(TO_600, false));
        stage.post(CHANGED).advance(WholeConnector.MOMENT);
        CompletionStage<Void> stopped = all.manager(AutoConnectorManager.class).stop();
        stage.advance(LATER);

        stage.result(stopped);
        assertThat(all.manager(AutoConnectorManager.class).snapshot().state()).isEqualTo(AutoConnectorState.IDLE);
        assertThat(all.leftovers()).isEmpty();
    }

    @Scenario
    void anAutoConnectorThatIsBeingStoppedStaysStopped(LaneHarness stage) {
        WholeConnector all = new WholeConnector(stage);
        all.soon(all.manager(AutoConnectorManager.class).start());
        all.manager(AutoConnectorManager.class).stop();
        stage.turn();
        stage.enqueue(CHANGED).advance(LATER);

        assertThat(all.manager(AutoConnectorManager.class).snapshot().state()).isEqualTo(AutoConnectorState.IDLE);
        assertThat(all.leftovers()).isEmpty();
    }

    @Scenario
    void aConnectionThatIsEndedInACallStaysEnded(LaneHarness stage) {
        WholeConnector all = new WholeConnector(stage);
        all.inCall();
        stage.post(CHANGED).advance(WholeConnector.MOMENT);
        CompletionStage<Void> disconnected = stage.manager(ConnectionQueueManager.class).disconnect();
        stage.advance(LATER);

        stage.result(disconnected);
        assertThat(all.leftovers()).isEmpty();
    }

    @Scenario
    void aConnectionThatIsEndedInTheMomentOfTheChangeStaysEnded(LaneHarness stage) {
        WholeConnector all = new WholeConnector(stage).connected();
        stage.manager(ConnectionQueueManager.class).disconnect();
        stage.enqueue(CHANGED).advance(LATER);

        assertThat(all.leftovers()).isEmpty();
    }

    @Scenario
    void aConnectorStaysDisconnectedWhereverItIsInDisconnecting(LaneHarness stage) {
        for (int turns = 0; turns < 12; turns++) {
            WholeConnector all = new WholeConnector(turns == 0 ? stage : new LaneHarness()).connected();
            CompletionStage<Void> disconnected = all.connector().disconnect();
            for (int turn = 0; turn < turns; turn++) {
                all.stage.turn();
            }
            all.stage.enqueue(CHANGED).advance(LATER);

            all.stage.result(disconnected);
            assertThat(all.leftovers()).as("what is left when the change comes after %s messages", turns).isEmpty();
        }
    }

    @Scenario
    void aLostConnectionThatIsGivenUpStaysEnded(LaneHarness stage) {
        WholeConnector all = new WholeConnector(stage).connected();
        Situations.transportIsLost(all);
        stage.advance(World.ROUND_TRIP);
        all.connector().disconnect();
        stage.enqueue(CHANGED).advance(LATER);

        assertThat(all.leftovers()).isEmpty();
    }

    @Scenario
    void aConnectorThatIsConnectedAgainWhileItDisconnectsIsConnected(LaneHarness stage) {
        WholeConnector all = new WholeConnector(stage).connected();
        all.connector().disconnect();
        stage.settle();
        all.manager(ConnectionQueueManager.class).connect();
        stage.enqueue(CHANGED).advance(LATER);

        assertThat(all.sip.connected()).hasSize(1);
    }

    @Scenario
    void aCallThatRingsIsNotDroppedAndMayBeAnswered(LaneHarness stage) {
        WholeConnector all = new WholeConnector(stage).connected();
        all.rings();
        stage.post(CHANGED).advance(LATER);
        assertThat(stage.commands(Start.class)).hasSize(1);
        all.soon(all.connector().answerToIncomingCall(CallParameters.answering()));
        all.dialog().bye();

        stage.advance(LATER);
        assertThat(stage.commands(Start.class)).hasSize(2);
    }

    @Scenario
    void theConnectionIsMadeAnewWhenNobodyRingsAnyMore(LaneHarness stage) {
        WholeConnector all = new WholeConnector(stage).connected();
        all.rings();
        stage.post(CHANGED).advance(WholeConnector.MOMENT);
        all.soon(all.manager(IncomingCallManager.class).decline());

        stage.advance(LATER);
        assertThat(stage.commands(Start.class)).hasSize(2);
        assertThat(all.sip.connected()).hasSize(1);
    }

    @Scenario
    void aCallThatSomebodyHasTakenIsNotDroppedBeforeItIsAnswered(LaneHarness stage) {
        WholeConnector all = new WholeConnector(stage).connected();
        all.rings();
        RingingInvite taken = all.soon(all.manager(IncomingCallManager.class).claim());
        stage.post(CHANGED).advance(WholeConnector.MOMENT);
        all.soon(all.call().answer(taken, CallParameters.answering()));

        assertThat(stage.commands(Start.class)).hasSize(1);
        assertThat(all.call().isCallActive()).isTrue();
    }

    @Scenario
    void aClientsOwnConnectIsNotReplacedWhileItsParametersAreAskedFor(LaneHarness stage) {
        WholeConnector all = new WholeConnector(stage);
        CompletableFuture<ConnectionParameters> parameters = new CompletableFuture<>();
        CompletionStage<ConnectionConfiguration> connected =
                all.manager(ConnectionQueueManager.class).connect(() -> parameters, ConnectOptions.STANDARD);
        stage.settle().post(CHANGED).advance(WholeConnector.MOMENT);
        parameters.complete(OWN);

        assertThat(all.soon(connected).user()).hasValue("own");
        stage.advance(LATER);
        assertThat(stage.commands(Start.class)).hasSize(1);
    }

    @Scenario
    void noMoreIsItWhileTheConfiguredConnectionStands(LaneHarness stage) {
        WholeConnector all = new WholeConnector(stage).connected();
        CompletableFuture<ConnectionParameters> parameters = new CompletableFuture<>();
        CompletionStage<ConnectionConfiguration> connected =
                all.manager(ConnectionQueueManager.class).connect(() -> parameters, ConnectOptions.STANDARD);
        stage.settle().post(CHANGED).advance(WholeConnector.MOMENT);
        parameters.complete(OWN);
        stage.advance(LATER);

        assertThat(stage.result(connected).user()).hasValue("own");
        assertThat(stage.commands(Start.class)).hasSize(2);
    }

    @Scenario
    void aClientsOwnConnectIsNotReplacedWhileTheConfiguredConnectionIsClearedAway(LaneHarness stage) {
        WholeConnector all = new WholeConnector(stage).connected();
        CompletionStage<ConnectionConfiguration> connected = all.manager(ConnectionQueueManager.class).connect(OWN, ConnectOptions.STANDARD);
        stage.settle();
        stage.enqueue(CHANGED).advance(LATER);

        assertThat(stage.result(connected).user()).hasValue("own");
        assertThat(stage.commands(Start.class)).hasSize(2);
    }

    @Scenario
    void aConfiguredConnectThatIsUnderWayIsMadeAnew(LaneHarness stage) {
        WholeConnector all = new WholeConnector(stage);
        all.soon(all.manager(ConnectionQueueManager.class).connect(OWN, ConnectOptions.STANDARD));
        all.manager(ConnectionQueueManager.class).connect();
        stage.settle();
        stage.enqueue(CHANGED).advance(LATER);

        assertThat(stage.commands(Start.class)).hasSize(3);
        assertThat(all.sip.connected()).hasSize(1);
    }

    @Scenario
    void aCallAskedForInTheMomentOfTheChangeIsNotDropped(LaneHarness stage) {
        WholeConnector all = new WholeConnector(stage).connected();
        CompletionStage<PeerId> called = all.connector().call(TO_600, false);
        stage.enqueue(CHANGED).advance(LATER);

        stage.result(called);
        assertThat(all.call().snapshot().number()).isEqualTo(Optional.of("600"));
        assertThat(stage.commands(Start.class)).hasSize(1);
        all.dialog().bye();
        stage.advance(LATER);
        assertThat(stage.commands(Start.class)).hasSize(2);
    }
}
