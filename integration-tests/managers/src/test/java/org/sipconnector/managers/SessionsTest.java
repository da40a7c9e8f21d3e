/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.managers;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.sipconnector.api.autoconnector.AutoConnectResult;
import org.sipconnector.api.call.CallParameters;
import org.sipconnector.api.callreconnect.CallReconnectState;
import org.sipconnector.api.connector.CloseReason;
import org.sipconnector.api.connector.ConnectAndCallParameters;
import org.sipconnector.api.connector.ConnectAndCallPhase;
import org.sipconnector.api.connector.ConnectAndCallResult;
import org.sipconnector.api.network.NetworkEvent;
import org.sipconnector.testkit.LaneHarness;
import org.sipconnector.testkit.Scenario;

/** Connect-and-call sessions beside everything else that goes on. */
class SessionsTest {

    private static final Duration GRACE = Duration.ofSeconds(2);
    private static final ConnectAndCallParameters TO_600 =
            new ConnectAndCallParameters(Optional.empty(), CallParameters.to("600"));

    @Scenario
    void aSessionConnectsCallsAndLeavesNothing(LaneHarness stage) {
        WholeConnector all = new WholeConnector(stage);
        ConnectAndCallResult.InCall inCall = inCall(all, all.connector().connectAndCallToServer(TO_600));
        CompletionStage<CloseReason> closed = all.connector().waitUntilClosed(inCall.session());

        all.soon(all.connector().closeSession(inCall.session()));

        assertThat(stage.result(closed)).isEqualTo(CloseReason.MANUAL);
        assertThat(all.leftovers()).isEmpty();
    }

    @Scenario
    void anAutoConnectorThatSomebodyElseStartsInTheSameMomentIsLeftAlone(LaneHarness stage) {
        WholeConnector all = new WholeConnector(stage);
        CompletionStage<ConnectAndCallResult> session = all.connector().connectAndCallToServer(TO_600);
        CompletionStage<AutoConnectResult> started = all.connector().startAutoConnect();
        stage.advance(Duration.ofSeconds(10));

        assertThat(stage.result(session)).isEqualTo(ConnectAndCallResult.NotInCall.because(ConnectAndCallResult.Reason.AUTO_CONNECTOR_ACTIVE));
        assertThat(stage.result(started).reason()).isEqualTo(AutoConnectResult.Reason.STARTED);
        assertThat(all.sip.connected()).hasSize(1);
        assertThat(all.connector().snapshot().phase()).isEqualTo(ConnectAndCallPhase.CLOSED);
    }

    @Scenario
    void theEndOfACallBeforeItDoesNotCloseASession(LaneHarness stage) {
        WholeConnector all = new WholeConnector(stage);
        all.inCall();
        all.connector().hangUp();
        CompletionStage<ConnectAndCallResult> session = all.connector().connectAndCallToServer(TO_600);

        inCall(all, session);
        assertThat(all.connector().snapshot().phase()).isEqualTo(ConnectAndCallPhase.ACTIVE);
    }

    @Scenario
    void aSessionWhoseCallEndsAtOnceIsClosed(LaneHarness stage) {
        WholeConnector all = new WholeConnector(stage);
        CompletionStage<ConnectAndCallResult> session = all.connector().connectAndCallToServer(TO_600);
        while (all.sip.dialogs().stream().noneMatch(ActingDialog::confirmed)) {
            stage.advance(World.LOOP);
        }
        all.dialog().bye();
        ConnectAndCallResult.InCall inCall = inCall(all, session);

        assertThat(all.soon(all.connector().waitUntilClosed(inCall.session()))).isEqualTo(CloseReason.COMPLETED);
        assertThat(all.leftovers()).isEmpty();
    }

    @Scenario
    void aByeThatComesBeforeTheSuccessIsHeardOfClosesTheSession(LaneHarness stage) {
        WholeConnector all = new WholeConnector(stage);
        all.manners.hangsUpAtOnce = true;
        CompletionStage<ConnectAndCallResult> session = all.connector().connectAndCallToServer(TO_600);
        stage.advance(Duration.ofSeconds(1));

        stage.result(session);
        assertThat(all.connector().snapshot().phase()).isEqualTo(ConnectAndCallPhase.CLOSED);
        assertThat(all.leftovers()).isEmpty();
    }

    @Scenario
    void aHostThatIsOfflineWhileASessionConnectsKeepsItWaiting(LaneHarness stage) {
        WholeConnector all = new WholeConnector(stage);
        all.manners.reachable = false;
        CompletionStage<ConnectAndCallResult> session = all.connector().connectAndCallToServer(TO_600);
        stage.post(new NetworkEvent.Offline()).advance(GRACE.plusSeconds(10));
        assertThat(stage.pending(session)).isTrue();

        all.manners.reachable = true;
        stage.post(new NetworkEvent.Online(Set.of("192.0.2.7")));

        inCall(all, session);
    }

    @Scenario
    void aSessionThatWaitsForTheNetworkCanBeClosed(LaneHarness stage) {
        WholeConnector all = new WholeConnector(stage);
        all.manners.reachable = false;
        CompletionStage<ConnectAndCallResult> session = all.connector().connectAndCallToServer(TO_600);
        stage.post(new NetworkEvent.Offline()).advance(GRACE.plusSeconds(10));

        all.soon(all.connector().disconnect());

        assertThat(((ConnectAndCallResult.NotInCall) stage.result(session)).reason())
                .isEqualTo(ConnectAndCallResult.NotInCall.Reason.CANCELLED);
        assertThat(all.leftovers()).isEmpty();
    }

    @Scenario
    void disconnectingClosesTheSessionAndWhatWasConnectedByHand(LaneHarness stage) {
        WholeConnector all = new WholeConnector(stage);
        inCall(all, all.connector().connectAndCallToServer(TO_600));
        stage.post(new NetworkEvent.Offline()).advance(GRACE.plus(WholeConnector.MOMENT));
        all.connected();

        all.soon(all.connector().disconnect());

        assertThat(all.leftovers()).isEmpty();
    }

    @Scenario
    void aSessionStartedRightAfterAnotherWasClosedLosesNobodysPromise(LaneHarness stage) {
        WholeConnector all = new WholeConnector(stage);
        CompletionStage<ConnectAndCallResult> first = all.connector().connectAndCallToServer(TO_600);
        stage.advance(Duration.ofMillis(5));
        CompletionStage<Void> closed = all.connector().hangUp();
        while (stage.pending(closed)) {
            stage.advance(World.LOOP);
        }
        CompletionStage<ConnectAndCallResult> second = all.connector().connectAndCallToServer(TO_600);

        inCall(all, second);
        assertThat(stage.result(first)).isInstanceOf(ConnectAndCallResult.NotInCall.class);
    }

    @Scenario
    void aSessionWhoseCallIsNoLongerSetUpAgainIsClosed(LaneHarness stage) {
        WholeConnector all = reconnecting(stage);
        all.connector().cancelCurrentCallReconnectAttempt();
        stage.advance(Duration.ofSeconds(2));

        assertThat(all.connector().snapshot().phase()).isEqualTo(ConnectAndCallPhase.CLOSED);
        assertThat(all.connector().snapshot().closeReason()).hasValue(CloseReason.CANCELLED);
        assertThat(all.leftovers()).isEmpty();
    }

    @Scenario
    void aSessionWhoseCallIsNotToBeRedialledAnyMoreIsClosed(LaneHarness stage) {
        WholeConnector all = reconnecting(stage);
        all.connector().disarmCallAutoRedial();
        stage.advance(Duration.ofSeconds(2));

        assertThat(all.connector().snapshot().closeReason()).hasValue(CloseReason.CANCELLED);
        assertThat(all.leftovers()).isEmpty();
    }

    @Scenario
    void aSessionWhoseAttemptIsCancelledJustWhenTheCallComesUpIsClosed(LaneHarness stage) {
        WholeConnector all = reconnecting(stage);
        while (all.sip.dialogs().isEmpty()) {
            stage.advance(World.LOOP);
        }
        all.dialog().answered();
        while (!all.call().isCallActive()) {
            stage.advance(World.LOOP);
        }
        all.connector().cancelCurrentCallReconnectAttempt();
        stage.advance(Duration.ofSeconds(2));

        boolean there = all.connector().snapshot().phase() == ConnectAndCallPhase.ACTIVE;
        assertThat(all.call().isCallActive()).isEqualTo(there);
        assertThat(all.leftovers().isEmpty()).isNotEqualTo(there);
    }

    @Scenario
    void aCallAnsweredInPlaceOfALostOneIsTheSessionsUntilItEnds(LaneHarness stage) {
        WholeConnector all = reconnecting(stage);
        all.rings();
        all.soon(all.connector().answerToIncomingCall(CallParameters.answering()));
        stage.advance(Duration.ofSeconds(2));
        assertThat(all.call().isCallActive()).isTrue();
        assertThat(all.connector().snapshot().phase()).isEqualTo(ConnectAndCallPhase.ACTIVE);

        all.dialog().bye();
        stage.advance(Duration.ofSeconds(2));
        assertThat(all.connector().snapshot().closeReason()).hasValue(CloseReason.COMPLETED);
        assertThat(all.leftovers()).isEmpty();
    }

    /** Connected, and its call lost: the next attempt waits. */
    private static WholeConnector reconnecting(LaneHarness stage) {
        WholeConnector all = new WholeConnector(stage);
        inCall(all, all.connector().connectAndCallToServer(TO_600));
        all.manners.remembers = false;
        all.manners.invitations = Manners.RINGING;
        all.sip.connected().get(0).lose("reset");
        while (all.connector().callReconnect().snapshot().state() != CallReconnectState.BACKOFF) {
            stage.advance(Duration.ofMillis(100));
        }
        return all;
    }

    private static ConnectAndCallResult.InCall inCall(WholeConnector all, CompletionStage<ConnectAndCallResult> session) {
        all.stage.advance(WholeConnector.MOMENT);
        return (ConnectAndCallResult.InCall) all.soon(session);
    }
}
