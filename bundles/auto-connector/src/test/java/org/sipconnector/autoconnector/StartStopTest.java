/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.autoconnector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sipconnector.testkit.Operations.QUEUE_CONNECT;
import static org.sipconnector.testkit.Operations.QUEUE_DISCONNECT;
import static org.sipconnector.testkit.Operations.QUEUE_STOP;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.sipconnector.api.ConfigurationChanged;
import org.sipconnector.api.autoconnector.AutoConnectResult;
import org.sipconnector.api.autoconnector.AutoConnectResult.Reason;
import org.sipconnector.api.autoconnector.AutoConnectorOptions;
import org.sipconnector.api.autoconnector.AutoConnectorParameters;
import org.sipconnector.api.autoconnector.AutoConnectorState;
import org.sipconnector.api.connection.ConnectOptions;
import org.sipconnector.api.connection.ConnectionParameters;
import org.sipconnector.api.connection.ConnectionState;
import org.sipconnector.api.connection.NotReadyForConnectionException;
import org.sipconnector.spi.network.NetworkEvent;
import org.sipconnector.testkit.LaneHarness;
import org.sipconnector.testkit.Scenario;
import org.sipconnector.testkit.StandIn;

/** Starting, stopping and restarting always settle, whatever comes in between. */
class StartStopTest {

    private static AutoConnectResult result(Reason reason) {
        return AutoConnectResult.of(reason);
    }

    @Scenario
    void aStartConnectsWithoutDisconnectingAndIsDoneWhenConnected(LaneHarness stage) {
        AutoConnectorFixtures cast = AutoConnectorFixtures.on(stage);
        CompletionStage<AutoConnectResult> start = cast.auto().start();
        assertThat(stage.pending(start)).isTrue();
        assertThat(cast.auto().isActive()).isTrue();
        cast.connects();

        assertThat(stage.result(start)).isEqualTo(result(Reason.STARTED));
        assertThat(stage.result(start).succeeded()).isTrue();
        assertThat(cast.asked()).startsWith(QUEUE_CONNECT).doesNotContain(QUEUE_DISCONNECT);
        assertThat(cast.told()).containsExactly("before-attempt", "changed-attempt-status", "success");
        assertThat(cast.state()).isEqualTo(AutoConnectorState.CONNECTED_MONITORING);
        assertThat(cast.auto().snapshot().cycle().attemptInProgress()).isTrue();
    }

    @Scenario
    void aStartEndsAConnectionThatIsBusyFirst(LaneHarness stage) {
        for (ConnectionState busy : List.of(ConnectionState.PREPARING, ConnectionState.ESTABLISHED,
                ConnectionState.DISCONNECTING)) {
            AutoConnectorFixtures cast = stage.events().isEmpty() ? AutoConnectorFixtures.on(stage) : new AutoConnectorFixtures(stage);
            cast.isConnection(busy);
            CompletionStage<AutoConnectResult> start = cast.auto().start();
            assertThat(cast.state()).isEqualTo(AutoConnectorState.DISCONNECTING);
            assertThat(cast.asked()).containsExactly(QUEUE_DISCONNECT);
            cast.disconnects().connects();
            assertThat(stage.result(start)).isEqualTo(result(Reason.STARTED));
            cast.auto().stop();
            cast.disconnects();
            stage.forget();
        }
    }

    @Scenario
    void aConnectionThatCannotBeEndedHoldsUpNeitherAStartNorAStop(LaneHarness stage) {
        AutoConnectorFixtures cast = AutoConnectorFixtures.on(stage).isConnection(ConnectionState.ESTABLISHED);
        CompletionStage<AutoConnectResult> start = cast.auto().start();
        stage.settle().post(QUEUE_DISCONNECT.refused(new IllegalStateException("no")));
        cast.connects();
        assertThat(stage.result(start)).isEqualTo(result(Reason.STARTED));
        CompletionStage<Void> stop = cast.auto().stop();
        stage.settle().post(QUEUE_DISCONNECT.refused(new IllegalStateException("no")));

        stage.result(stop);
        assertThat(cast.state()).isEqualTo(AutoConnectorState.IDLE);
    }

    @Scenario
    void aRestartBeforeAnyStartDoesNothing(LaneHarness stage) {
        AutoConnectorFixtures cast = AutoConnectorFixtures.on(stage);
        stage.result(cast.auto().restart());

        assertThat(cast.asked()).isEmpty();
        assertThat(cast.state()).isEqualTo(AutoConnectorState.IDLE);
    }

    @Scenario
    void aRestartAfterAStopConnectsWithTheRememberedParameters(LaneHarness stage) {
        AutoConnectorFixtures cast = AutoConnectorFixtures.on(stage);
        Supplier<CompletionStage<ConnectionParameters>> parameters = CompletableFuture::new;
        ConnectOptions options = ConnectOptions.attempts(7);
        cast.auto().start(new AutoConnectorParameters(parameters, options));
        cast.connects();
        cast.auto().stop();
        cast.disconnects();
        stage.forget();
        cast.auto().restart();
        cast.connects();

        assertThat(stage.requests().get(0).arguments()).containsExactly(parameters, options.leavingOthersAlone());
        assertThat(cast.told()).containsExactly("before-attempt", "changed-attempt-status", "success");
    }

    @Scenario
    void aRestartWhileConnectedDisconnectsThenConnects(LaneHarness stage) {
        AutoConnectorFixtures cast = AutoConnectorFixtures.on(stage).monitoring();
        cast.auto().restart();
        stage.settle();
        assertThat(cast.asked()).containsExactly(QUEUE_STOP, QUEUE_DISCONNECT);
        cast.disconnects().connects();

        assertThat(cast.asked()).startsWith(QUEUE_STOP, QUEUE_DISCONNECT, QUEUE_CONNECT);
        assertThat(cast.state()).isEqualTo(AutoConnectorState.CONNECTED_MONITORING);
    }

    @Scenario
    void aStopWhileConnectingTakesTheWishBackAndSettlesTheStart(LaneHarness stage) {
        AutoConnectorFixtures cast = AutoConnectorFixtures.on(stage);
        CompletionStage<AutoConnectResult> start = cast.auto().start();
        CompletionStage<Void> stop = cast.auto().stop();
        stage.settle();

        assertThat(stage.result(start)).isEqualTo(result(Reason.CANCELLED));
        assertThat(stage.pending(stop)).isTrue();
        assertThat(cast.asked()).containsExactly(QUEUE_CONNECT, QUEUE_STOP, QUEUE_DISCONNECT);
        cast.connectFails(AutoConnectorFixtures.UNREACHABLE).disconnects();
        stage.result(stop);
        assertThat(cast.told()).containsExactly("before-attempt", "changed-attempt-status", "changed-attempt-status");
        assertThat(cast.auto().isActive()).isFalse();
        assertThat(stage.timers()).isZero();
    }

    @Scenario
    void aStopThatIsAskedForGivesWayToNothingAlsoBehindOneThatDoes(LaneHarness stage) {
        AutoConnectorFixtures cast = AutoConnectorFixtures.on(stage).monitoring();
        CompletionStage<Void> yielding = cast.auto().stop(true);
        stage.settle();
        List<CompletionStage<Void>> asked = List.of(cast.auto().stop(), cast.auto().stop());
        stage.settle();

        assertThat(stage.requests(QUEUE_DISCONNECT))
                .extracting(StandIn.Asked::arguments).containsExactly(List.of(true), List.of());
        cast.disconnects().disconnects();
        stage.result(yielding);
        asked.forEach(stage::result);
        assertThat(cast.state()).isEqualTo(AutoConnectorState.IDLE);
    }

    @Scenario
    void aRestartThatIsAskedForGivesWayToNothingAlsoBehindAStopThatDoes(LaneHarness stage) {
        AutoConnectorFixtures cast = AutoConnectorFixtures.on(stage).monitoring();
        cast.auto().stop(true);
        stage.settle();
        cast.auto().restart();
        stage.settle();

        assertThat(stage.requests(QUEUE_DISCONNECT))
                .extracting(StandIn.Asked::arguments).containsExactly(List.of(true), List.of());
        cast.disconnects().disconnects().connects();
        assertThat(cast.state()).isEqualTo(AutoConnectorState.CONNECTED_MONITORING);
    }

    @Scenario
    void aStopWhileWatchingLeavesNothingBehind(LaneHarness stage) {
        AutoConnectorFixtures cast = AutoConnectorFixtures.on(stage).monitoring().answersPing();
        CompletionStage<Void> stop = cast.auto().stop();
        cast.disconnects();
        stage.result(stop);
        cast.losesTheRegistration().ignoresPing();

        assertThat(stage.timers()).isZero();
        assertThat(cast.state()).isEqualTo(AutoConnectorState.IDLE);
    }

    @Scenario
    void aStopBeforeAnyStartIsDoneAtOnceAndAsksForNothing(LaneHarness stage) {
        AutoConnectorFixtures cast = AutoConnectorFixtures.on(stage);
        stage.result(cast.auto().stop());

        assertThat(cast.asked()).isEmpty();
    }

    @Scenario
    void stopsAtTheSameTimeShareOneDisconnect(LaneHarness stage) {
        AutoConnectorFixtures cast = AutoConnectorFixtures.on(stage).monitoring();
        CompletionStage<Void> first = cast.auto().stop();
        CompletionStage<Void> second = cast.auto().stop();
        cast.disconnects();

        stage.result(first);
        stage.result(second);
        assertThat(cast.asked(QUEUE_DISCONNECT)).isEqualTo(1);
    }

    @Scenario
    void aRestartThatOvertakesAStopSettlesIt(LaneHarness stage) {
        AutoConnectorFixtures cast = AutoConnectorFixtures.on(stage).monitoring();
        CompletionStage<Void> stop = cast.auto().stop();
        CompletionStage<Void> restart = cast.auto().restart();
        stage.result(stop);
        stage.result(restart);
        cast.disconnects().connects();

        assertThat(cast.asked(QUEUE_DISCONNECT)).isEqualTo(1);
        assertThat(cast.state()).isEqualTo(AutoConnectorState.CONNECTED_MONITORING);
    }

    @Scenario
    void aStopThatOvertakesARestartEndsAtRestThoughTheFirstDisconnectIsDone(LaneHarness stage) {
        AutoConnectorFixtures cast = AutoConnectorFixtures.on(stage).monitoring();
        cast.auto().restart();
        CompletionStage<Void> stop = cast.auto().stop();
        stage.settle();
        assertThat(cast.asked(QUEUE_DISCONNECT)).isEqualTo(2);
        cast.disconnects();
        assertThat(stage.pending(stop)).isTrue();
        cast.disconnects();

        stage.result(stop);
        assertThat(cast.state()).isEqualTo(AutoConnectorState.IDLE);
        assertThat(cast.asked(QUEUE_CONNECT)).isZero();
    }

    @Scenario
    void aStartWhileAtWorkIsCoalesced(LaneHarness stage) {
        AutoConnectorFixtures cast = AutoConnectorFixtures.on(stage).monitoring();

        assertThat(stage.result(cast.auto().start())).isEqualTo(result(Reason.COALESCED));
        assertThat(cast.told()).isEmpty();
        assertThat(cast.asked(QUEUE_CONNECT)).isZero();
    }

    @Scenario
    void aStartAfterItGaveUpBeginsAtOnceWithWhatItIsGivenNow(LaneHarness stage) {
        AutoConnectorFixtures cast = AutoConnectorFixtures.on(stage);
        CompletionStage<AutoConnectResult> wrong = cast.auto().start();
        cast.connectFails(AutoConnectorFixtures.refused(403));
        assertThat(stage.result(wrong).reason()).isEqualTo(Reason.STOP_ATTEMPTS_BY_ERROR);
        assertThat(cast.state()).isEqualTo(AutoConnectorState.ERROR_TERMINAL);
        stage.forget();
        Supplier<CompletionStage<ConnectionParameters>> right = CompletableFuture::new;
        CompletionStage<AutoConnectResult> start = cast.auto().start(new AutoConnectorParameters(right, ConnectOptions.attempts(7)));
        cast.disconnects().connects();

        assertThat(stage.result(start)).isEqualTo(result(Reason.STARTED));
        assertThat(stage.requests(QUEUE_CONNECT)).singleElement()
                .satisfies(asked -> assertThat(asked.arguments()).containsExactly(right, ConnectOptions.attempts(7).leavingOthersAlone()));
    }

    @Scenario
    void aStartAfterAWaitWasCancelledBeginsAnew(LaneHarness stage) {
        AutoConnectorFixtures cast = AutoConnectorFixtures.on(stage);
        cast.auto().start();
        cast.connectFails(AutoConnectorFixtures.UNREACHABLE);
        stage.result(cast.auto().cancelPendingRetry());
        CompletionStage<AutoConnectResult> start = cast.auto().start();
        cast.disconnects().connects();

        assertThat(stage.result(start)).isEqualTo(result(Reason.STARTED));
    }

    @Scenario
    void aStartThatOvertakesAStopSettlesItAndConnectsAnew(LaneHarness stage) {
        AutoConnectorFixtures cast = AutoConnectorFixtures.on(stage).monitoring();
        CompletionStage<Void> stop = cast.auto().stop();
        CompletionStage<AutoConnectResult> start = cast.auto().start();
        stage.result(stop);
        assertThat(stage.pending(start)).isTrue();
        cast.disconnects().connects();

        assertThat(stage.result(start)).isEqualTo(result(Reason.STARTED));
        assertThat(cast.asked(QUEUE_DISCONNECT)).isEqualTo(1);
        assertThat(cast.state()).isEqualTo(AutoConnectorState.CONNECTED_MONITORING);
    }

    @Scenario
    void aStopThatOvertakesAStartThatOvertookAStopEndsAtRest(LaneHarness stage) {
        AutoConnectorFixtures cast = AutoConnectorFixtures.on(stage).monitoring();
        cast.auto().stop();
        CompletionStage<AutoConnectResult> start = cast.auto().start();
        CompletionStage<Void> stop = cast.auto().stop();
        cast.disconnects().disconnects();

        assertThat(stage.result(start)).isEqualTo(result(Reason.CANCELLED));
        stage.result(stop);
        assertThat(cast.state()).isEqualTo(AutoConnectorState.IDLE);
    }

    @Scenario
    void aStartWhileItDisconnectsToConnectAnewIsCoalesced(LaneHarness stage) {
        AutoConnectorFixtures cast = AutoConnectorFixtures.on(stage).monitoring();
        stage.advance(Coalescer.WINDOW);
        cast.auto().restart();
        assertThat(cast.state()).isEqualTo(AutoConnectorState.DISCONNECTING);
        stage.advance(Coalescer.WINDOW);

        assertThat(stage.result(cast.auto().start())).isEqualTo(result(Reason.COALESCED));
    }

    @Scenario
    void aStartAMomentAfterAnotherIsCoalescedThoughItIsAtRest(LaneHarness stage) {
        AutoConnectorFixtures cast = AutoConnectorFixtures.on(stage, AutoConnectorOptions.STANDARD.withOfflineGrace(Duration.ZERO)).monitoring();
        stage.post(new NetworkEvent.Offline()).advance(Duration.ZERO);
        cast.disconnects();
        assertThat(cast.state()).isEqualTo(AutoConnectorState.IDLE);

        assertThat(stage.result(cast.auto().start())).isEqualTo(result(Reason.COALESCED));
        stage.advance(Coalescer.WINDOW);
        CompletionStage<AutoConnectResult> start = cast.auto().start();
        cast.connects();
        assertThat(stage.result(start)).isEqualTo(result(Reason.STARTED));
    }

    @Scenario
    void aConfigurationThatIsChangedToConnectAtStartConnects(LaneHarness stage) {
        AutoConnectorFixtures cast = AutoConnectorFixtures.on(stage);
        stage.post(new ConfigurationChanged(LaneHarness.standardConfiguration().build(),
                LaneHarness.standardConfiguration().connectOnStart(true).build()));
        cast.connects();

        assertThat(cast.state()).isEqualTo(AutoConnectorState.CONNECTED_MONITORING);
    }

    @Scenario
    void aStartAfterAStopSucceedsAgain(LaneHarness stage) {
        AutoConnectorFixtures cast = AutoConnectorFixtures.on(stage).monitoring();
        cast.auto().stop();
        cast.disconnects();
        CompletionStage<AutoConnectResult> start = cast.auto().start();
        cast.connects();

        assertThat(stage.result(start)).isEqualTo(result(Reason.STARTED));
        assertThat(cast.told()).containsExactly("changed-attempt-status", "before-attempt", "changed-attempt-status",
                "success");
    }

    @Scenario
    void aClientThatIsNotReadyEndsItAndNothingIsWatched(LaneHarness stage) {
        AutoConnectorFixtures cast = AutoConnectorFixtures.on(stage);
        CompletionStage<AutoConnectResult> start = cast.auto().start();
        NotReadyForConnectionException error = new NotReadyForConnectionException();
        cast.connectFails(error);

        assertThat(stage.result(start)).isEqualTo(new AutoConnectResult(Reason.STOP_ATTEMPTS_BY_ERROR, Optional.of(error)));
        assertThat(cast.asked()).containsExactly(QUEUE_CONNECT);
        assertThat(cast.state()).isEqualTo(AutoConnectorState.ERROR_TERMINAL);
        assertThat(cast.auto().isActive()).isTrue();
        assertThat(stage.timers()).isZero();
    }

    @Scenario
    void aConnectorConnectsByItselfWhereItsConfigurationSaysSo(LaneHarness stage) {
        AutoConnectorFixtures cast = AutoConnectorFixtures.on(stage.configure(LaneHarness.standardConfiguration().connectOnStart(true).build()));
        stage.advance(Duration.ZERO);
        cast.connects();

        assertThat(cast.asked()).startsWith(QUEUE_CONNECT);
        assertThat(cast.state()).isEqualTo(AutoConnectorState.CONNECTED_MONITORING);
    }

    @Scenario
    void aConnectorThatIsNotAskedToStaysAtRest(LaneHarness stage) {
        AutoConnectorFixtures cast = AutoConnectorFixtures.on(stage);
        stage.advance(Duration.ofHours(1));

        assertThat(cast.asked()).isEmpty();
        assertThat(stage.timers()).isZero();
    }
}
