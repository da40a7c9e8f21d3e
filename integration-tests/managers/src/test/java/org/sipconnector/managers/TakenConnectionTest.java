/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.managers;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.sipconnector.api.autoconnector.AutoConnectorManager;
import org.sipconnector.api.autoconnector.AutoConnectorParameters;
import org.sipconnector.api.call.CallParameters;
import org.sipconnector.api.callreconnect.CallReconnectManager;
import org.sipconnector.api.callreconnect.CallReconnectState;
import org.sipconnector.api.connection.ConnectOptions;
import org.sipconnector.api.connection.ConnectionConfiguration;
import org.sipconnector.api.connection.ConnectionManager;
import org.sipconnector.api.connection.ConnectionParameters;
import org.sipconnector.api.connectionqueue.ConnectionQueueManager;
import org.sipconnector.api.connectionqueue.SupersededException;
import org.sipconnector.api.connector.CloseReason;
import org.sipconnector.api.connector.ConnectAndCallParameters;
import org.sipconnector.api.connector.ConnectAndCallPhase;
import org.sipconnector.api.connector.ConnectAndCallResult;
import org.sipconnector.api.connector.ConnectAndCallResult.NotInCall;
import org.sipconnector.api.media.PeerId;
import org.sipconnector.spi.network.NetworkEvent;
import org.sipconnector.testkit.LaneHarness;
import org.sipconnector.testkit.RecordedSip.Invite;
import org.sipconnector.testkit.Scenario;

/** A connect-and-call session over whose account another client connects another one ends, and leaves that connection alone. */
class TakenConnectionTest {

    private static final Duration LONG = Duration.ofSeconds(30);
    private static final NetworkEvent ONLINE = new NetworkEvent.Online(Set.of("192.0.2.7"));
    private static final ConnectAndCallParameters WITH_ITS_OWN =
            new ConnectAndCallParameters(Optional.of(AutoConnectorParameters.of(Situations.PARAMETERS)), Situations.TO_600);

    @Scenario
    void whileItsCallIsLost(LaneHarness stage) {
        WholeConnector all = callLost(stage, Situations.SESSION);
        anotherConnects(all);

        closed(all);
        goesOn(all);
        assertThat(all.manager(CallReconnectManager.class).snapshot().state()).isEqualTo(CallReconnectState.IDLE);
    }

    @Scenario
    void whileItsCallIsLostThatGaveItsOwnParameters(LaneHarness stage) {
        WholeConnector all = callLost(stage, WITH_ITS_OWN);
        anotherConnects(all);

        closed(all);
        goesOn(all);
    }

    @Scenario
    void whileItTriesToConnect(LaneHarness stage) {
        givesWayWhileItConnects(stage, Situations.SESSION);
    }

    @Scenario
    void whileItTriesToConnectWithItsOwnParameters(LaneHarness stage) {
        givesWayWhileItConnects(stage, WITH_ITS_OWN);
    }

    private static void givesWayWhileItConnects(LaneHarness stage, ConnectAndCallParameters parameters) {
        WholeConnector all = new WholeConnector(stage);
        all.manners.reachable = false;
        CompletionStage<ConnectAndCallResult> session = all.connector().connectAndCallToServer(parameters);
        stage.advance(WholeConnector.MOMENT);
        all.manners.obliging();
        anotherConnects(all);

        isToldOfTheOther(stage.result(session));
        closed(all);
        goesOn(all);
    }

    @Scenario
    void whileItWaitsForTheNetwork(LaneHarness stage) {
        WholeConnector all = new WholeConnector(stage);
        all.manners.reachable = false;
        CompletionStage<ConnectAndCallResult> session = all.connector().connectAndCallToServer(Situations.SESSION);
        stage.post(new NetworkEvent.Offline()).advance(LONG);
        all.manners.obliging();
        anotherConnects(all);
        stage.post(ONLINE).advance(LONG);

        isToldOfTheOther(stage.result(session));
        closed(all);
        goesOn(all);
    }

    /** The call of the one who has connected is none of the session's. */
    @Scenario
    void andTheOthersCallGoesOn(LaneHarness stage) {
        WholeConnector all = callLost(stage, Situations.SESSION);
        stage.forget();
        CompletionStage<ConnectionConfiguration> connected =
                all.manager(ConnectionQueueManager.class).connect(Situations.ANOTHER, ConnectOptions.STANDARD);
        CompletionStage<PeerId> called = connected.thenCompose(done -> all.connector().call(CallParameters.to("601"), false));
        stage.advance(LONG);

        stage.result(called);
        closed(all);
        goesOn(all);
        assertThat(all.call().snapshot().number()).hasValue("601");
        assertThat(all.call().isCallActive()).isTrue();
    }

    @Scenario
    void unlessTheOtherConnectsTheSameAccount(LaneHarness stage) {
        WholeConnector all = callLost(stage, WITH_ITS_OWN);
        all.manners.obliging();
        all.soon(all.manager(ConnectionQueueManager.class).connect(Situations.PARAMETERS, ConnectOptions.STANDARD));
        stage.advance(LONG);

        assertThat(all.connector().snapshot().phase()).isEqualTo(ConnectAndCallPhase.ACTIVE);
    }

    @Scenario
    void unlessTheOtherConnectsTheSameAccountBeforeItself(LaneHarness stage) {
        goesOnWithWhatAnotherConnectsFirst(stage, WITH_ITS_OWN);
    }

    /** What its supplier would have named is not known. */
    @Scenario
    void unlessTheOtherConnectsBeforeItsOwnSupplierHasNamedWhatWasConnected(LaneHarness stage) {
        goesOnWithWhatAnotherConnectsFirst(stage,
                new ConnectAndCallParameters(Optional.of(AutoConnectorParameters.of(new ChangingAccount())), Situations.TO_600));
    }

    private static void goesOnWithWhatAnotherConnectsFirst(LaneHarness stage, ConnectAndCallParameters parameters) {
        WholeConnector all = new WholeConnector(stage);
        all.manners.reachable = false;
        CompletionStage<ConnectAndCallResult> session = all.connector().connectAndCallToServer(parameters);
        stage.advance(WholeConnector.MOMENT);
        all.manners.obliging();
        all.soon(all.facade().connectToServer(Situations.PARAMETERS));
        stage.advance(LONG);

        assertThat(stage.result(session)).isInstanceOf(ConnectAndCallResult.InCall.class);
        assertThat(all.connector().snapshot().phase()).isEqualTo(ConnectAndCallPhase.ACTIVE);
    }

    @Scenario
    void unlessItsOwnSupplierNamesAnotherAccountFromNowOn(LaneHarness stage) {
        WholeConnector all = new WholeConnector(stage);
        ChangingAccount account = new ChangingAccount();
        ConnectAndCallParameters changing =
                new ConnectAndCallParameters(Optional.of(AutoConnectorParameters.of(account)), Situations.TO_600);
        all.soon(all.connector().connectAndCallToServer(changing));
        stage.advance(WholeConnector.MOMENT);
        account.named = Situations.ANOTHER;
        all.manager(AutoConnectorManager.class).restart();
        stage.advance(LONG);

        assertThat(all.manager(ConnectionManager.class).snapshot().configuration().orElseThrow().user()).hasValue("1002");
        assertThat(all.connector().snapshot().phase()).isEqualTo(ConnectAndCallPhase.ACTIVE);
    }

    private static final class ChangingAccount implements Supplier<CompletionStage<ConnectionParameters>> {

        private ConnectionParameters named = Situations.PARAMETERS;

        @Override
        public CompletionStage<ConnectionParameters> get() {
            return CompletableFuture.completedStage(named);
        }
    }

    /** Connected, called, and the call lost: the next attempt waits. */
    private static WholeConnector callLost(LaneHarness stage, ConnectAndCallParameters parameters) {
        WholeConnector all = new WholeConnector(stage);
        CompletionStage<ConnectAndCallResult> session = all.connector().connectAndCallToServer(parameters);
        stage.advance(Duration.ofSeconds(1));
        assertThat(stage.result(session)).isInstanceOf(ConnectAndCallResult.InCall.class);
        all.manners.remembers = false;
        all.sip.connected().get(0).lose("reset");
        while (all.manager(CallReconnectManager.class).snapshot().state() != CallReconnectState.BACKOFF) {
            stage.advance(Duration.ofMillis(100));
        }
        return all;
    }

    private static void anotherConnects(WholeConnector all) {
        all.stage.forget();
        CompletionStage<ConnectionConfiguration> connected =
                all.manager(ConnectionQueueManager.class).connect(Situations.ANOTHER, ConnectOptions.STANDARD);
        all.stage.advance(LONG);
        assertThat(all.stage.result(connected).user()).hasValue("1002");
    }

    private static void isToldOfTheOther(ConnectAndCallResult result) {
        assertThat(result).isInstanceOfSatisfying(NotInCall.class, none -> {
            assertThat(none.reason()).isEqualTo(ConnectAndCallResult.Reason.AUTO_CONNECT_FAILED);
            assertThat(none.error()).containsInstanceOf(SupersededException.class);
        });
    }

    private static void closed(WholeConnector all) {
        assertThat(all.connector().snapshot().phase()).isEqualTo(ConnectAndCallPhase.CLOSED);
        assertThat(all.connector().snapshot().closeReason()).hasValue(CloseReason.AUTO_CONNECT_FAILED);
        assertThat(all.manager(AutoConnectorManager.class).isActive()).as("whether the session's auto connector is at work").isFalse();
    }

    private static void goesOn(WholeConnector all) {
        assertThat(all.manager(ConnectionManager.class).isRegistered()).isTrue();
        assertThat(all.manager(ConnectionManager.class).snapshot().configuration().orElseThrow().user()).hasValue("1002");
        assertThat(all.stage.commands(Invite.class).stream().filter(command -> command.target().contains("600")))
                .as("calls of the session over the other's account").isEmpty();
    }
}
