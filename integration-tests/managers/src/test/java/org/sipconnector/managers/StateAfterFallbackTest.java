/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.managers;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.sipconnector.api.CallDefaults;
import org.sipconnector.api.ConfigurationChanged;
import org.sipconnector.api.ConnectorConfiguration;
import org.sipconnector.api.autoconnector.AutoConnectorManager;
import org.sipconnector.api.autoconnector.AutoConnectorOptions;
import org.sipconnector.api.autoconnector.AutoConnectorSnapshot;
import org.sipconnector.api.autoconnector.AutoConnectorState;
import org.sipconnector.api.call.CallParameters;
import org.sipconnector.api.callreconnect.CallReconnectManager;
import org.sipconnector.api.callreconnect.CallReconnectOptions;
import org.sipconnector.api.callreconnect.CallReconnectSnapshot;
import org.sipconnector.api.callreconnect.Jitter;
import org.sipconnector.api.callreconnect.RedialPolicy;
import org.sipconnector.api.connectionqueue.ConnectionQueueManager;
import org.sipconnector.api.connector.ConnectorSnapshot;
import org.sipconnector.api.connector.SipConnector;
import org.sipconnector.api.media.PeerId;
import org.sipconnector.api.sip.SipFailure;
import org.sipconnector.autoconnector.AutoConnectorManagerFactory;
import org.sipconnector.callreconnect.CallReconnectManagerFactory;
import org.sipconnector.connector.CoordinatorFactory;
import org.sipconnector.testkit.LaneHarness;
import org.sipconnector.testkit.RecordedSip.Start;

/** What was kept when a version was left, and comes back with it after a fallback to one that knew less, is not taken for present. */
class StateAfterFallbackTest {

    private final LaneHarness stage = new LaneHarness();

    @Test
    void aCallThatRangBeforeTheFallbackIsNotWaitedForByADrain() {
        WholeConnector all = rangBefore();

        all.soon(all.connector().drain());
    }

    @Test
    void aCallThatRangBeforeTheFallbackDoesNotHoldAChangedConfigurationUp() {
        WholeConnector all = rangBefore();
        stage.forget();
        stage.reconfigure(LaneHarness.standardConfiguration().displayName("Another Name").build());
        stage.advance(WholeConnector.MOMENT);

        assertThat(stage.commands(Start.class)).as("user agents with the changed configuration").hasSize(1);
    }

    @Test
    void aDrainThatWaitsForACallThatRangBeforeTheFallbackEndsWhenNoCallRingsThatLong() {
        WholeConnector all = new WholeConnector(stage).connected();
        rings(all);
        CompletionStage<Void> drained = all.connector().drain();
        stage.advance(Duration.ofMinutes(2));

        stage.result(drained);
        assertThat(all.soon(all.connector().undrain())).isNull();
        all.comesToRest();
        assertThat(all.leftovers()).isEmpty();
    }

    @Test
    void theCallOfAnAttemptThatTheOlderVersionBeganIsEndedWithTheAttempt() {
        WholeConnector all = new WholeConnector(stage);
        Situations.attempting(all);
        stage.install(new OlderCode<>(CallReconnectManager.class, CallReconnectSnapshot.IDLE, FormerStates.Redial.class,
                FormerStates.Redial::inItsNextAttempt));
        all.dialog().end(SipFailure.response(486, "Busy", List.of()));
        stage.advance(WholeConnector.MOMENT);
        all.call().startCall(Situations.TO_600);
        stage.advance(WholeConnector.MOMENT);
        stage.install(new CallReconnectManagerFactory(CallReconnectOptions.STANDARD.withJitter(Jitter.NONE)));
        assertThat(all.sip.dialogs()).hasSize(1);
        all.soon(all.manager(CallReconnectManager.class).disarm());

        assertThat(all.sip.dialogs()).as("sessions of the attempt").isEmpty();
    }

    @Test
    void theCallThatTheOlderVersionWatchedIsSetUpAgain() {
        WholeConnector all = new WholeConnector(stage).connected();
        all.soon(all.connector().call(Situations.TO_600, true));
        stage.install(new OlderCode<>(CallReconnectManager.class, CallReconnectSnapshot.IDLE, FormerStates.NamedRedial.class,
                UnaryOperator.identity(),
                (lane, state) -> state.armed(new FormerStates.Armed(Optional.of(lane.keep(CallParameters.to("601")).value()),
                        Optional.of(lane.keep(RedialPolicy.STANDARD).value()), Optional.empty(), Optional.of(new PeerId("second"))))));
        stage.post(new OlderCode.Acts());
        all.dialog().bye();
        stage.advance(WholeConnector.MOMENT);
        all.soon(all.call().startCall(CallParameters.to("601"), new PeerId("second")));
        stage.install(new CallReconnectManagerFactory(CallReconnectOptions.STANDARD.withJitter(Jitter.NONE)));
        all.manners.remembers = false;
        all.sip.connected().get(0).lose("reset");
        stage.advance(Duration.ofSeconds(10));

        assertThat(all.call().snapshot().number()).as("whom it has called again").hasValue("601");
    }

    @Test
    void whoStoppedTheAutoConnectorOfTheOlderVersionIsNotConnected() {
        WholeConnector all = new WholeConnector(stage);
        all.manager(ConnectionQueueManager.class).connect();
        stage.settle();
        stage.post(new ConfigurationChanged(LaneHarness.standardConfiguration().build(),
                LaneHarness.standardConfiguration().connectOnStart(true).build()));
        stage.install(new OlderCode<>(AutoConnectorManager.class, AutoConnectorSnapshot.IDLE, FormerStates.AutoConnecting.class,
                FormerStates.AutoConnecting::stopped));
        stage.advance(WholeConnector.MOMENT);
        all.soon(all.connector().disconnect());
        stage.install(new AutoConnectorManagerFactory(AutoConnectorOptions.STANDARD));
        all.manners.registrations = 403;
        all.refused(all.manager(ConnectionQueueManager.class).connect());
        stage.advance(Duration.ofMinutes(1));

        assertThat(all.manager(AutoConnectorManager.class).snapshot().state()).isEqualTo(AutoConnectorState.IDLE);
    }

    @Test
    void theRoomThatTheOlderVersionCalledIsLeftWhenTheRoomChanges() {
        WholeConnector all = new WholeConnector(stage.configure(inRoom("600"))).connected();
        stage.advance(WholeConnector.MOMENT);
        stage.install(olderCoordinator(FormerStates.InRoom.class, state -> state.answered(stage.now())));
        all.dialog().bye();
        stage.advance(WholeConnector.MOMENT);
        PeerId called = all.soon(all.call().startCall(Situations.TO_600));
        stage.install(new CoordinatorFactory());
        stage.reconfigure(inRoom("700"));
        stage.advance(Duration.ofSeconds(30));

        assertThat(all.call().snapshot().number()).as("the room it is in").hasValue("700");
        assertThat(all.media.peers().stream().map(ActingPeer::id)).doesNotContain(called);
    }

    /** It rang when the older version came and was over before that was left again, a good while later. */
    private WholeConnector rangBefore() {
        WholeConnector all = new WholeConnector(stage).connected();
        rings(all);
        stage.advance(Duration.ofMinutes(2));
        return all;
    }

    private void rings(WholeConnector all) {
        all.rings();
        stage.install(olderCoordinator(FormerStates.Coordinator.class, UnaryOperator.identity()));
        all.dialog().cancelled();
        stage.advance(WholeConnector.MOMENT);
        stage.install(new CoordinatorFactory());
    }

    private static <S extends Record> OlderCode<S> olderCoordinator(Class<S> shape, UnaryOperator<S> changed) {
        return new OlderCode<>(SipConnector.class, ConnectorSnapshot.IDLE, shape, changed);
    }

    private static ConnectorConfiguration inRoom(String room) {
        return LaneHarness.standardConfiguration()
                .call(new CallDefaults(Optional.of("silence"), Optional.of("black"), true, Optional.of(room))).build();
    }
}
