/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.managers;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.sipconnector.api.call.CallParameters;
import org.sipconnector.api.callreconnect.CallReconnectManager;
import org.sipconnector.api.callreconnect.CallReconnectState;
import org.sipconnector.api.connector.ConnectAndCallPhase;
import org.sipconnector.api.media.LocalTrack;
import org.sipconnector.api.presentation.PresentationManager;
import org.sipconnector.api.presentation.PresentationOptions;
import org.sipconnector.api.serverapi.MediaState;
import org.sipconnector.api.serverapi.ServerApiManager;
import org.sipconnector.testkit.LaneHarness;
import org.sipconnector.testkit.Scenario;

/** What this side is at is not taken for an answer of the other side. */
class OwnSideTest {

    private static void comesBack(WholeConnector all) {
        all.sip.connected().get(0).lose("reset");
        all.stage.advance(Duration.ofSeconds(10));
    }

    @Scenario
    void newsThatTheTransportLostEndsNoCallThatGoesOnOverTheNext(LaneHarness stage) {
        WholeConnector all = new WholeConnector(stage);
        all.inCall();
        all.enters("600");
        CompletionStage<Void> sent = stage.manager(ServerApiManager.class).sendMediaState(new MediaState(true, true), false);
        stage.advance(World.LOOP);
        comesBack(all);

        stage.failure(sent);
        assertThat(all.call().isCallActive()).as("whether the call goes on").isTrue();
    }

    @Scenario
    void aPresentationThatTheTransportLostCanBeStartedAgainInTheSameCall(LaneHarness stage) {
        WholeConnector all = new WholeConnector(stage);
        all.inCall();
        all.enters("600");
        CompletionStage<LocalTrack> started =
                all.manager(PresentationManager.class).startPresentation(PlayStep.screen("a"), PresentationOptions.STANDARD);
        stage.advance(World.LOOP);
        comesBack(all);

        stage.failure(started);
        assertThat(all.soon(all.manager(PresentationManager.class).startPresentation(PlayStep.screen("b"), PresentationOptions.STANDARD)))
                .isEqualTo(PlayStep.screen("b"));
    }

    @Scenario
    void aDirectRoomThatTheTransportLostEndsNoCallThatGoesOnOverTheNext(LaneHarness stage) {
        WholeConnector all = new WholeConnector(stage).connected();
        all.connector().call(CallParameters.to("600"), false);
        while (all.sip.dialogs().stream().noneMatch(ActingDialog::confirmed)) {
            stage.advance(World.LOOP);
        }
        stage.advance(World.LOOP);
        comesBack(all);

        assertThat(all.call().isCallActive()).as("whether the call goes on").isTrue();
    }

    @Scenario
    void aCallAnsweredWhileALostOneWaitsToBeRedialledIsNoFailedAttempt(LaneHarness stage) {
        WholeConnector all = new WholeConnector(stage);
        Situations.lost(all);
        while (all.manager(CallReconnectManager.class).snapshot().state() != CallReconnectState.BACKOFF) {
            stage.advance(Duration.ofMillis(100));
        }
        all.rings();
        all.manners.invitations = Manners.OBLIGING;
        all.soon(all.connector().answerToIncomingCall(CallParameters.answering()));
        stage.advance(WholeConnector.PATIENCE);

        assertThat(all.call().snapshot().number()).as("whom the call is with").isEqualTo(Optional.of("caller"));
        assertThat(all.manager(CallReconnectManager.class).snapshot().state()).isEqualTo(CallReconnectState.IDLE);
        assertThat(stage.eventNames()).doesNotContain("call-reconnect:attempt-failed", "call-reconnect:limit-reached");
    }

    @Scenario
    void aSessionWhoseCallWasLostIsNotEndedByTheOneAnsweredInItsPlace(LaneHarness stage) {
        WholeConnector all = new WholeConnector(stage);
        Situations.session(all);
        all.manners.remembers = false;
        all.sip.connected().get(0).lose("reset");
        while (all.manager(CallReconnectManager.class).snapshot().state() != CallReconnectState.BACKOFF) {
            stage.advance(Duration.ofMillis(50));
        }
        all.rings();
        all.soon(all.connector().answerToIncomingCall(CallParameters.answering()));
        stage.advance(WholeConnector.PATIENCE);
        assertThat(all.call().isCallActive()).as("whether the answered call is up").isTrue();

        Situations.theyHangUp(all);
        stage.advance(WholeConnector.MOMENT);
        assertThat(all.connector().snapshot().phase()).isEqualTo(ConnectAndCallPhase.CLOSED);
    }

    @Scenario
    void aCallAnsweredAfterAnAttemptWasCancelledIsNotRedialledAsTheOneBefore(LaneHarness stage) {
        WholeConnector all = new WholeConnector(stage);
        Situations.lost(all);
        while (all.manager(CallReconnectManager.class).snapshot().state() != CallReconnectState.BACKOFF) {
            stage.advance(Duration.ofMillis(100));
        }
        all.soon(all.manager(CallReconnectManager.class).cancelCurrentAttempt());
        assertThat(all.manager(CallReconnectManager.class).snapshot().state()).isEqualTo(CallReconnectState.ARMED);
        all.manners.invitations = Manners.OBLIGING;
        all.rings();
        all.soon(all.connector().answerToIncomingCall(CallParameters.answering()));

        comesBack(all);
        stage.advance(WholeConnector.PATIENCE);
        assertThat(all.call().isCallActive()).as("whether the old number was called").isFalse();
        assertThat(all.manager(CallReconnectManager.class).snapshot().state()).isEqualTo(CallReconnectState.IDLE);
    }

    @Scenario
    void aCallMadeWithoutRedialAfterAnAttemptWasCancelledIsNotRedialledAsTheOneBefore(LaneHarness stage) {
        WholeConnector all = new WholeConnector(stage);
        Situations.lost(all);
        while (all.manager(CallReconnectManager.class).snapshot().state() != CallReconnectState.BACKOFF) {
            stage.advance(Duration.ofMillis(100));
        }
        all.soon(all.manager(CallReconnectManager.class).cancelCurrentAttempt());
        all.manners.invitations = Manners.OBLIGING;
        all.soon(all.connector().call(CallParameters.to("700"), false));

        comesBack(all);
        stage.advance(WholeConnector.PATIENCE);
        assertThat(all.call().isCallActive()).as("whether the old number was called").isFalse();
    }
}
