/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.managers;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.sipconnector.api.autoconnector.AutoConnectResult;
import org.sipconnector.api.autoconnector.AutoConnectorManager;
import org.sipconnector.api.call.CallFailedException;
import org.sipconnector.api.call.CallInProgressException;
import org.sipconnector.api.call.CallParameters;
import org.sipconnector.api.callreconnect.CallReconnectManager;
import org.sipconnector.api.callreconnect.CallReconnectState;
import org.sipconnector.api.connector.CloseReason;
import org.sipconnector.api.connector.ConnectAndCallParameters;
import org.sipconnector.api.connector.ConnectAndCallPhase;
import org.sipconnector.api.connector.ConnectAndCallResult;
import org.sipconnector.api.connector.DrainingException;
import org.sipconnector.api.media.PeerId;
import org.sipconnector.api.sip.DialogId;
import org.sipconnector.api.sip.SipFailure;
import org.sipconnector.spi.network.NetworkEvent;
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
        CompletionStage<AutoConnectResult> started = all.manager(AutoConnectorManager.class).start();
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
        all.manager(CallReconnectManager.class).cancelCurrentAttempt();
        stage.advance(Duration.ofSeconds(2));

        assertThat(all.connector().snapshot().phase()).isEqualTo(ConnectAndCallPhase.CLOSED);
        assertThat(all.connector().snapshot().closeReason()).hasValue(CloseReason.CANCELLED);
        assertThat(all.leftovers()).isEmpty();
    }

    @Scenario
    void aSessionWhoseCallIsNotToBeRedialledAnyMoreIsClosed(LaneHarness stage) {
        WholeConnector all = reconnecting(stage);
        all.manager(CallReconnectManager.class).disarm();
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
        all.manager(CallReconnectManager.class).cancelCurrentAttempt();
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

    @Scenario
    void whoAsksLateHearsWhyASessionWasClosedThatAnotherHasFollowed(LaneHarness stage) {
        WholeConnector all = new WholeConnector(stage);
        ConnectAndCallResult.InCall first = inCall(all, all.connector().connectAndCallToServer(TO_600));
        all.dialog().bye();
        stage.advance(Duration.ofSeconds(2));
        ConnectAndCallResult.InCall second = inCall(all, all.connector().connectAndCallToServer(TO_600));
        all.soon(all.connector().closeSession(second.session()));

        assertThat(all.soon(all.connector().waitUntilClosed(first.session()))).isEqualTo(CloseReason.COMPLETED);
        assertThat(all.soon(all.connector().waitUntilClosed(second.session()))).isEqualTo(CloseReason.MANUAL);
        assertThat(all.soon(all.connector().waitUntilClosed("nobody's"))).isEqualTo(CloseReason.MANUAL);
    }

    @Scenario
    void aCallAnsweredBeforeASessionCallsGoesOn(LaneHarness stage) {
        WholeConnector all = new WholeConnector(stage);
        CompletionStage<ConnectAndCallResult> session = all.connector().connectAndCallToServer(TO_600);
        ringsAtOnce(all);
        CompletionStage<PeerId> answered = all.connector().answerToIncomingCall(CallParameters.answering());
        stage.advance(Duration.ofSeconds(3));

        stage.result(answered);
        assertThat(stage.failure(session)).isInstanceOf(CallInProgressException.class);
        assertThat(all.call().snapshot().number()).hasValue("caller");
        assertThat(all.connector().snapshot().closeReason()).hasValue(CloseReason.INITIAL_CALL_FAILED);
        all.soon(all.connector().disconnect());
        assertThat(all.leftovers()).isEmpty();
    }

    @Scenario
    void aCallThatGoesOnInADrainedConnectorIsNotEndedWithASession(LaneHarness stage) {
        WholeConnector all = new WholeConnector(stage);
        CompletionStage<ConnectAndCallResult> session = all.connector().connectAndCallToServer(TO_600);
        ringsAtOnce(all);
        CompletionStage<PeerId> answered = all.connector().answerToIncomingCall(CallParameters.answering());
        all.connector().drain();
        stage.advance(Duration.ofSeconds(3));

        stage.result(answered);
        assertThat(stage.failure(session)).isInstanceOf(DrainingException.class);
        assertThat(all.call().isCallActive()).isTrue();
    }

    @Scenario
    void aCallMadeJustWhenASessionsCallIsRefusedGoesOnAndIsWatched(LaneHarness stage) {
        WholeConnector all = new WholeConnector(stage);
        all.manners.invitations = Manners.RINGING;
        CompletionStage<ConnectAndCallResult> session = all.connector().connectAndCallToServer(TO_600);
        while (all.sip.dialogs().isEmpty()) {
            stage.advance(World.LOOP);
        }
        stage.advance(WholeConnector.MOMENT);
        all.manners.obliging();
        all.dialog().end(SipFailure.response(486, "Busy", List.of()));
        CompletionStage<PeerId> called = all.connector().call(CallParameters.to("601"), true);
        stage.advance(Duration.ofSeconds(3));

        stage.result(called);
        assertThat(stage.failure(session)).isInstanceOf(CallFailedException.class);
        assertThat(all.call().snapshot().number()).hasValue("601");
        assertThat(all.manager(CallReconnectManager.class).snapshot().state()).isEqualTo(CallReconnectState.ARMED);
    }

    /** A call comes as soon as the account is registered. */
    private static void ringsAtOnce(WholeConnector all) {
        while (all.sip.connected().isEmpty()) {
            all.stage.advance(World.LOOP);
        }
        all.sip.connected().get(0).call(new DialogId("incoming"), false);
        all.stage.settle();
    }

    /** Connected, and its call lost: the next attempt waits. */
    private static WholeConnector reconnecting(LaneHarness stage) {
        WholeConnector all = new WholeConnector(stage);
        inCall(all, all.connector().connectAndCallToServer(TO_600));
        all.manners.remembers = false;
        all.manners.invitations = Manners.RINGING;
        all.sip.connected().get(0).lose("reset");
        while (all.manager(CallReconnectManager.class).snapshot().state() != CallReconnectState.BACKOFF) {
            stage.advance(Duration.ofMillis(100));
        }
        return all;
    }

    private static ConnectAndCallResult.InCall inCall(WholeConnector all, CompletionStage<ConnectAndCallResult> session) {
        all.stage.advance(WholeConnector.MOMENT);
        return (ConnectAndCallResult.InCall) all.soon(session);
    }
}
