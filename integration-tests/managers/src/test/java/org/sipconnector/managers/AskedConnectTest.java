/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.managers;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sipconnector.api.Event;
import org.sipconnector.api.autoconnector.AutoConnectEvent;
import org.sipconnector.api.autoconnector.AutoConnectResult;
import org.sipconnector.api.autoconnector.AutoConnectorManager;
import org.sipconnector.api.autoconnector.AutoConnectorState;
import org.sipconnector.api.connection.ConnectOptions;
import org.sipconnector.api.connection.ConnectionConfiguration;
import org.sipconnector.api.connection.ConnectionEvent;
import org.sipconnector.api.connection.ConnectionManager;
import org.sipconnector.api.connection.RegistrationFailedException;
import org.sipconnector.api.connectionqueue.ConnectionQueueManager;
import org.sipconnector.api.connectionqueue.SupersededException;
import org.sipconnector.api.connector.ConnectAndCallPhase;
import org.sipconnector.kernel.TimerFired;
import org.sipconnector.spi.network.NetworkEvent;
import org.sipconnector.testkit.LaneHarness;
import org.sipconnector.testkit.Scenario;

/** A connect that a client asks for is served, whatever the auto connector is doing by itself: the client's parameters win. */
class AskedConnectTest {

    private static final Duration LONG = Duration.ofSeconds(30);

    @Scenario
    void aConnectWhileTheConnectionIsEndedToBeMadeAnewIsServedAndThenWatchedOver(LaneHarness stage) {
        WholeConnector all = connectingAnew(stage);
        CompletionStage<ConnectionConfiguration> connected = connects(all);
        stage.advance(LONG);

        isServed(all, connected);
        assertThat(all.manager(AutoConnectorManager.class).snapshot().state()).isEqualTo(AutoConnectorState.CONNECTED_MONITORING);
        assertThat(all.sip.agents()).hasSize(1);
    }

    @Scenario
    void whoStartedTheAutoConnectorHearsThatItIsConnectedByAClientsConnect(LaneHarness stage) {
        WholeConnector all = new WholeConnector(stage).connected();
        CompletionStage<AutoConnectResult> started = all.manager(AutoConnectorManager.class).start();
        untilDisconnecting(all);
        CompletionStage<ConnectionConfiguration> connected = connects(all);
        stage.advance(LONG);

        isServed(all, connected);
        assertThat(stage.result(started).reason()).isEqualTo(AutoConnectResult.Reason.STARTED);
    }

    @Scenario
    void aConnectThatFailsThenSaysWhyAndTheAutoConnectorGoesOn(LaneHarness stage) {
        WholeConnector all = connectingAnew(stage);
        all.manners.registrations = 403;
        CompletionStage<ConnectionConfiguration> refused = connects(all);
        stage.advance(WholeConnector.MOMENT);
        all.manners.obliging();
        stage.advance(LONG);

        assertThat(stage.failure(refused)).isInstanceOf(RegistrationFailedException.class);
        assertThat(all.manager(ConnectionManager.class).snapshot().configuration().orElseThrow().authorizationUser()).isEqualTo("1001");
        assertThat(all.manager(AutoConnectorManager.class).snapshot().state()).isEqualTo(AutoConnectorState.CONNECTED_MONITORING);
    }

    @Scenario
    void aRefusedAccountIsToldAsThatThoughTheAutoConnectorHearsOfItToo(LaneHarness stage) {
        WholeConnector all = new WholeConnector(stage);
        all.soon(all.manager(AutoConnectorManager.class).start());
        all.manners.registrations = 403;
        CompletionStage<ConnectionConfiguration> refused = connects(all);
        stage.advance(WholeConnector.MOMENT);
        all.manners.obliging();
        stage.advance(LONG);

        assertThat(stage.failure(refused)).isInstanceOf(RegistrationFailedException.class);
        assertThat(all.manager(ConnectionManager.class).snapshot().configuration().orElseThrow().authorizationUser()).isEqualTo("1001");
    }

    @Scenario
    void aConnectOutlivesThatThePingsOfTheFormerConnectionFailed(LaneHarness stage) {
        WholeConnector all = new WholeConnector(stage);
        all.soon(all.manager(AutoConnectorManager.class).start());
        all.manners.requests = Manners.SILENT;
        stage.post(new TimerFired("ping")).advance(Duration.ofSeconds(9));
        CompletionStage<ConnectionConfiguration> connected = connects(all);
        stage.post(new TimerFired("ping")).post(new TimerFired("ping"));
        stage.advance(LONG);

        isServed(all, connected);
    }

    @Scenario
    void aConnectOutlivesThatTheHostHasBeenOffline(LaneHarness stage) {
        WholeConnector all = new WholeConnector(stage);
        all.soon(all.manager(AutoConnectorManager.class).start());
        stage.post(new NetworkEvent.Offline());
        stage.advance(Duration.ofMillis(1_990));
        CompletionStage<ConnectionConfiguration> connected = connects(all);
        stage.advance(LONG);

        isServed(all, connected);
    }

    /** The session ends with the call, and the call with the connection; what the session has begun is cleaned up. */
    @Scenario
    void aConnectOutlivesTheSessionWhoseCallItEnds(LaneHarness stage) {
        WholeConnector all = new WholeConnector(stage);
        Situations.session(all);
        CompletionStage<ConnectionConfiguration> connected = connects(all);
        stage.advance(LONG);

        isServed(all, connected);
        assertThat(all.connector().snapshot().phase()).isEqualTo(ConnectAndCallPhase.CLOSED);
    }

    @Scenario
    void aSessionThatItsClientClosesGivesTheConnectUp(LaneHarness stage) {
        WholeConnector all = new WholeConnector(stage);
        Situations.session(all);
        CompletionStage<ConnectionConfiguration> connected = connects(all);
        CompletionStage<Void> closed = all.connector().closeSession(Situations.currentSession(all));
        stage.advance(LONG);

        stage.result(closed);
        assertThat(stage.failure(connected)).isInstanceOf(SupersededException.class);
        assertThat(all.leftovers()).isEmpty();
    }

    /** In the very moment, before anything shows what the other is about to do. */
    @ParameterizedTest
    @ValueSource(classes = {ConnectionEvent.RegistrationFailed.class, AutoConnectEvent.ChangedAttemptStatus.class,
            ConnectionEvent.Disconnecting.class, ConnectionEvent.Unregistered.class, ConnectionEvent.Disconnected.class,
            AutoConnectEvent.BeforeAttempt.class, ConnectionEvent.ConnectStarted.class, ConnectionEvent.Connecting.class,
            ConnectionEvent.Connected.class, ConnectionEvent.Registered.class, AutoConnectEvent.Success.class})
    void aConnectInAnyMomentOfConnectingAnewIsServed(Class<? extends Event> moment) {
        LaneHarness stage = new LaneHarness();
        WholeConnector all = new WholeConnector(stage);
        all.soon(all.manager(AutoConnectorManager.class).start());
        List<CompletionStage<ConnectionConfiguration>> connected = new ArrayList<>();
        stage.listen(event -> {
            if (connected.isEmpty() && moment.isInstance(event)) {
                connected.add(connects(all));
            }
        });
        losesItsRegistration(all);
        stage.advance(LONG);

        assertThat(connected).as("whether there was such a moment").hasSize(1);
        isServed(all, connected.get(0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"retry", "offline", "ping"})
    void aConnectInTheMomentOfATimerIsServed(String timer) {
        LaneHarness stage = new LaneHarness();
        WholeConnector all = new WholeConnector(stage);
        boolean waits = timer.equals("retry");
        all.manners.reachable = !waits;
        all.manager(AutoConnectorManager.class).start();
        stage.advance(waits ? Duration.ofSeconds(1) : WholeConnector.MOMENT);
        all.manners.obliging();
        stage.enqueue(new TimerFired(timer));
        CompletionStage<ConnectionConfiguration> connected = connects(all);
        stage.advance(LONG);

        isServed(all, connected);
    }

    private static CompletionStage<ConnectionConfiguration> connects(WholeConnector all) {
        return all.manager(ConnectionQueueManager.class).connect(Situations.ANOTHER, ConnectOptions.STANDARD);
    }

    private static void isServed(WholeConnector all, CompletionStage<ConnectionConfiguration> connected) {
        assertThat(all.stage.result(connected).authorizationUser()).isEqualTo("1002");
        assertThat(all.manager(ConnectionManager.class).isRegistered()).isTrue();
        assertThat(all.manager(ConnectionManager.class).snapshot().configuration().orElseThrow().authorizationUser()).isEqualTo("1002");
    }

    /** The auto connector has lost its registration and ends the connection to make it anew. */
    private static WholeConnector connectingAnew(LaneHarness stage) {
        WholeConnector all = new WholeConnector(stage);
        all.soon(all.manager(AutoConnectorManager.class).start());
        losesItsRegistration(all);
        untilDisconnecting(all);
        return all;
    }

    private static void losesItsRegistration(WholeConnector all) {
        all.manners.registrations = 503;
        CompletionStage<ConnectionEvent.Registered> refused = all.manager(ConnectionManager.class).register();
        all.stage.advance(World.LOOP.plus(World.LOOP));
        all.manners.obliging();
        all.stage.settle();
        assertThat(all.stage.pending(refused)).as("whether the refusal is still on its way").isTrue();
    }

    private static void untilDisconnecting(WholeConnector all) {
        while (all.manager(AutoConnectorManager.class).snapshot().state() != AutoConnectorState.DISCONNECTING) {
            all.stage.advance(World.LOOP);
        }
    }
}
