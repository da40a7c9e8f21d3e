/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.managers;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.sipconnector.api.ConnectorConfiguration;
import org.sipconnector.api.autoconnector.AutoConnectorManager;
import org.sipconnector.api.autoconnector.AutoConnectorState;
import org.sipconnector.api.connection.ConnectOptions;
import org.sipconnector.api.connection.ConnectionManager;
import org.sipconnector.api.connection.RegistrationFailedException;
import org.sipconnector.api.connectionqueue.ConnectionQueueManager;
import org.sipconnector.api.connector.ConnectToServerResult;
import org.sipconnector.spi.network.NetworkEvent;
import org.sipconnector.testkit.LaneHarness;
import org.sipconnector.testkit.RecordedSip.Start;
import org.sipconnector.testkit.RecordedSip.Stop;
import org.sipconnector.testkit.Scenario;

/** A connector that connects when it opens, and whose client connects it at the same time. */
class ConnectOnStartTest {

    private static final Duration MOMENT = Duration.ofMillis(1);

    @Scenario
    void aClientThatConnectsAtOnceIsConnectedOnceAndWatchedOver(LaneHarness stage) {
        WholeConnector all = opening(stage);
        CompletionStage<?> connected = all.facade().connectToServer();

        isConnectedAndWatched(all, connected);
        wasConnectedOnce(all);
    }

    @Scenario
    void aClientThatConnectsAMomentLaterJoinsTheConnectThatIsUnderWay(LaneHarness stage) {
        WholeConnector all = opening(stage);
        begins(all);
        CompletionStage<?> connected = all.facade().connectToServer();
        CompletionStage<?> another = all.manager(ConnectionQueueManager.class).connect();

        isConnectedAndWatched(all, connected);
        assertThat(stage.result(another)).isEqualTo(all.manager(ConnectionManager.class).snapshot().configuration().orElseThrow());
        wasConnectedOnce(all);
    }

    /** The watch gives way to whoever has joined, as to any client. */
    @Scenario
    void whoeverHasJoinedIsConnectedThoughTheNetworkChangesMeanwhile(LaneHarness stage) {
        WholeConnector all = opening(stage);
        begins(all);
        CompletionStage<?> connected = all.manager(ConnectionQueueManager.class).connect();
        stage.post(new NetworkEvent.AddressesChanged(Set.of("192.0.2.8")));
        stage.post(new NetworkEvent.Resumed(Duration.ofMinutes(1)));

        isConnectedAndWatched(all, connected);
    }

    @Scenario
    void parametersThatSayTheSameJoinIt(LaneHarness stage) {
        WholeConnector all = opening(stage);
        begins(all);
        CompletionStage<?> connected =
                all.manager(ConnectionQueueManager.class).connect(configuration().parameters(), ConnectOptions.STANDARD);

        isConnectedAndWatched(all, connected);
        wasConnectedOnce(all);
    }

    @Scenario
    void parametersThatSayTheSameJoinItThroughTheFacade(LaneHarness stage) {
        WholeConnector all = opening(stage);
        begins(all);
        CompletionStage<?> connected = all.facade().connectToServer(configuration().parameters());

        isConnectedAndWatched(all, connected);
        wasConnectedOnce(all);
    }

    /** The auto connector is given the same parameters for each attempt. */
    @Scenario
    void parametersThatSayTheSameJoinWhatAClientHasStarted(LaneHarness stage) {
        WholeConnector all = new WholeConnector(stage);
        all.manager(AutoConnectorManager.class).start(all.keeping(Situations.ANOTHER));
        begins(all);
        CompletionStage<?> connected = all.facade().connectToServer(Situations.ANOTHER);

        isConnectedAndWatched(all, connected);
        wasConnectedOnce(all);
    }

    @Scenario
    void anotherAccountTakesItsPlaceAndIsWatchedOver(LaneHarness stage) {
        WholeConnector all = opening(stage);
        begins(all);
        CompletionStage<?> connected = all.manager(ConnectionQueueManager.class).connect(Situations.ANOTHER, ConnectOptions.STANDARD);

        isConnectedAndWatched(all, connected);
        assertThat(all.manager(ConnectionManager.class).snapshot().configuration().orElseThrow().uri()).contains("1002");
    }

    @Scenario
    void whoeverHasJoinedIsToldThatTheConnectFailed(LaneHarness stage) {
        WholeConnector all = opening(stage);
        all.manners.registrations = 403;
        begins(all);
        CompletionStage<?> connected = all.manager(ConnectionQueueManager.class).connect();
        stage.advance(Duration.ofSeconds(10));

        assertThat(stage.failure(connected)).isInstanceOf(RegistrationFailedException.class).hasMessageContaining("403");
    }

    private static ConnectorConfiguration configuration() {
        return LaneHarness.standardConfiguration().connectOnStart(true).build();
    }

    private static WholeConnector opening(LaneHarness stage) {
        return new WholeConnector(stage.configure(configuration()));
    }

    /** It is connecting by itself, before any client asks. */
    private static void begins(WholeConnector all) {
        all.stage.advance(MOMENT);
        assertThat(all.stage.commands(Start.class)).as("connections that it has begun by itself").hasSize(1);
    }

    private static void isConnectedAndWatched(WholeConnector all, CompletionStage<?> connected) {
        all.stage.advance(Duration.ofMinutes(1));

        Object result = all.stage.result(connected);
        Object told = result instanceof ConnectToServerResult facades ? facades.configuration().orElseThrow() : result;
        assertThat(told).isEqualTo(all.manager(ConnectionManager.class).snapshot().configuration().orElseThrow());
        assertThat(all.manager(ConnectionManager.class).isRegistered()).isTrue();
        assertThat(all.manager(AutoConnectorManager.class).snapshot().state()).isEqualTo(AutoConnectorState.CONNECTED_MONITORING);
        assertThat(all.manager(AutoConnectorManager.class).snapshot().lastError()).isEmpty();
    }

    /** And leaves nothing behind when all is ended. */
    private static void wasConnectedOnce(WholeConnector all) {
        assertThat(all.stage.commands(Start.class)).as("connections that were begun").hasSize(1);
        assertThat(all.stage.commands(Stop.class)).as("connections that were given up").isEmpty();
        all.soon(all.manager(AutoConnectorManager.class).stop());
        all.soon(all.connector().disconnect());
        all.stage.advance(Duration.ofMinutes(1));
        assertThat(all.leftovers()).isEmpty();
    }
}
