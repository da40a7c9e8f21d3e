/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.managers;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.sipconnector.api.call.CallFailedException;
import org.sipconnector.api.call.CallInProgressException;
import org.sipconnector.api.call.CallParameters;
import org.sipconnector.api.call.CallState;
import org.sipconnector.api.callreconnect.CallReconnectEvent;
import org.sipconnector.api.callreconnect.CallReconnectManager;
import org.sipconnector.api.callreconnect.CallReconnectState;
import org.sipconnector.api.callreconnect.DisarmReason;
import org.sipconnector.api.connector.ConnectAndCallPhase;
import org.sipconnector.api.media.PeerId;
import org.sipconnector.api.serverapi.Channels;
import org.sipconnector.api.serverapi.ServerApiManager;
import org.sipconnector.api.sip.SipCause;
import org.sipconnector.api.sip.SipFailure;
import org.sipconnector.spi.sip.SipEvent;
import org.sipconnector.testkit.LaneHarness;
import org.sipconnector.testkit.RecordedSip.RequestInDialog;
import org.sipconnector.testkit.Scenario;

/** Whoever ends a call ends the one it means, and never another that was begun in the meantime. */
class AddressedEndsTest {

    private static final CallParameters TO_600 = CallParameters.to("600");
    private static final CallParameters TO_601 = CallParameters.to("601");

    @Scenario
    void aHangUpRightAfterAnAnswerDoesNotEndTheCallMadeAtTheCallManager(LaneHarness stage) {
        WholeConnector all = new WholeConnector(stage).connected();
        all.rings();
        CompletionStage<PeerId> answered = all.connector().answerToIncomingCall(CallParameters.answering());
        CompletionStage<Void> hungUp = all.connector().hangUp();
        CompletionStage<PeerId> made = all.call().startCall(TO_601);

        goesOn(all, made);
        stage.result(hungUp);
        assertThat(stage.failure(answered)).isInstanceOf(CallFailedException.class);
    }

    @Scenario
    void aHangUpRightAfterACallDoesNotEndTheOneMadeAtTheCallManager(LaneHarness stage) {
        WholeConnector all = new WholeConnector(stage).connected();
        CompletionStage<PeerId> called = all.connector().call(TO_600, true);
        CompletionStage<Void> hungUp = all.connector().hangUp();
        CompletionStage<PeerId> made = all.call().startCall(TO_601);

        goesOn(all, made);
        stage.result(hungUp);
        assertThat(stage.failure(called)).isInstanceOf(CallInProgressException.class);
    }

    @Scenario
    void aHangUpOfACallThatEndsByItselfDoesNotEndTheNext(LaneHarness stage) {
        WholeConnector all = new WholeConnector(stage);
        all.inCall();
        CompletionStage<Void> hungUp = all.connector().hangUp();
        all.dialog().bye();
        CompletionStage<PeerId> made = all.call().startCall(TO_601);

        goesOn(all, made);
        stage.result(hungUp);
    }

    @Scenario
    void aHangUpDuringThePauseBeforeAnAttemptDoesNotForbidToSetUpACallThatIsArmedMeanwhile(LaneHarness stage) {
        WholeConnector all = new WholeConnector(stage);
        waitsToSetUp(all);
        CompletionStage<Void> hungUp = all.connector().hangUp();
        all.manager(CallReconnectManager.class).arm(TO_601);
        CompletionStage<PeerId> made = all.call().startCall(TO_601);

        goesOn(all, made);
        stage.result(hungUp);
        isSetUpAgain(all);
    }

    @Scenario
    void aHangUpOfACallThatEndsByItselfDoesNotForbidToSetUpTheNext(LaneHarness stage) {
        WholeConnector all = new WholeConnector(stage).connected();
        all.soon(all.connector().call(TO_600, true));
        CompletionStage<Void> hungUp = all.connector().hangUp();
        all.dialog().bye();
        all.manager(CallReconnectManager.class).arm(TO_601);
        CompletionStage<PeerId> made = all.call().startCall(TO_601);

        goesOn(all, made);
        stage.result(hungUp);
        isSetUpAgain(all);
    }

    @Scenario
    void aCallThatIsMadeInPlaceOfALostOneWithoutBeingWatchedLeavesWhatIsArmedMeanwhile(LaneHarness stage) {
        WholeConnector all = new WholeConnector(stage);
        waitsToSetUp(all);
        CompletionStage<PeerId> made = all.connector().call(TO_601, false);
        all.manager(CallReconnectManager.class).arm(TO_601);

        goesOn(all, made);
        isSetUpAgain(all);
    }

    @Scenario
    void aHangUpForbidsToSetUpTheCallThatWasArmedBeforeIt(LaneHarness stage) {
        WholeConnector all = new WholeConnector(stage).connected();
        all.manager(CallReconnectManager.class).arm(TO_601);
        CompletionStage<PeerId> made = all.call().startCall(TO_601);
        all.connector().hangUp();
        stage.advance(WholeConnector.MOMENT);

        assertThat(stage.failure(made)).isInstanceOf(CallFailedException.class);
        assertThat(all.manager(CallReconnectManager.class).snapshot().state()).isEqualTo(CallReconnectState.IDLE);
        assertThat(all.manager(CallReconnectManager.class).snapshot().cancelledReason()).hasValue(DisarmReason.LOCAL_HANGUP);
    }

    private static void waitsToSetUp(WholeConnector all) {
        Situations.lost(all);
        while (all.manager(CallReconnectManager.class).snapshot().state() != CallReconnectState.BACKOFF) {
            all.stage.advance(Duration.ofMillis(50));
        }
        all.manners.obliging();
    }

    private static void isSetUpAgain(WholeConnector all) {
        assertThat(all.manager(CallReconnectManager.class).snapshot().state()).isEqualTo(CallReconnectState.ARMED);
        all.manners.remembers = false;
        all.sip.connected().get(0).lose("reset");
        all.stage.advance(Duration.ofSeconds(30));
        assertThat(all.call().snapshot().number()).as("who was called again").hasValue("601");
    }

    @Scenario
    void aHangUpEndsTheCallThatWasAskedForAMomentBefore(LaneHarness stage) {
        WholeConnector all = new WholeConnector(stage).connected();
        CompletionStage<PeerId> called = all.connector().call(TO_600, true);
        all.soon(all.connector().hangUp());

        assertThat(stage.failure(called)).isInstanceOf(CallFailedException.class);
        assertThat(all.call().snapshot().state()).isEqualTo(CallState.IDLE);
        assertThat(all.sip.dialogs()).isEmpty();
    }

    @Scenario
    void anEndCallEndsTheCallAskedForBeforeItAndNotTheOneAskedForAfterIt(LaneHarness stage) {
        WholeConnector all = new WholeConnector(stage).connected();
        CompletionStage<PeerId> ended = all.call().startCall(TO_600);
        CompletionStage<Void> end = all.call().endCall();
        CompletionStage<PeerId> made = all.call().startCall(TO_601);

        goesOn(all, made);
        stage.result(end);
        assertThat(stage.failure(ended)).isInstanceOf(CallFailedException.class);
    }

    /** Where nobody answers the connector's request the call ends, but only the one that it was sent in. */
    @Scenario
    void aRequestThatNobodyAnswersDoesNotEndTheNextCall(LaneHarness stage) {
        WholeConnector all = new WholeConnector(stage);
        all.inCall();
        all.manners.requests = Manners.SILENT;
        all.manager(ServerApiManager.class).sendChannels(new Channels(Optional.of("1"), Optional.of("1")));
        stage.advance(World.LOOP);
        String request = stage.command(RequestInDialog.class).request().id();
        stage.enqueue(new SipEvent.RequestFailed(all.sip.connected().get(0).id(), request,
                SipFailure.system(SipCause.REQUEST_TIMEOUT, "no answer")));
        all.dialog().bye();
        CompletionStage<PeerId> made = all.call().startCall(TO_601);

        goesOn(all, made);
    }

    /** Just as an attempt begins, somebody calls at the call manager, and somebody else at the connector. */
    @Scenario
    void aCallThatWouldTakeThePlaceOfAnAttemptDoesNotTakeThatOfAnotherCall(LaneHarness stage) {
        WholeConnector all = new WholeConnector(stage);
        Situations.lost(all);
        all.manners.invitations = Manners.OBLIGING;
        List<CompletionStage<PeerId>> calls = new ArrayList<>();
        stage.listen(event -> {
            if (calls.isEmpty() && event instanceof CallReconnectEvent.AttemptStarted) {
                calls.add(all.call().startCall(TO_601));
                calls.add(all.connector().call(CallParameters.to("602"), true));
            }
        });
        stage.advance(Duration.ofSeconds(10));

        assertThat(calls).hasSize(2);
        goesOn(all, calls.get(0));
        assertThat(stage.failure(calls.get(1))).isInstanceOf(CallInProgressException.class);
        assertThat(all.manager(CallReconnectManager.class).snapshot().state()).isEqualTo(CallReconnectState.IDLE);
    }

    @Scenario
    void aSessionThatIsClosedInTheMomentOfItsCallLeavesNothing(LaneHarness stage) {
        WholeConnector all = new WholeConnector(stage);
        all.connector().connectAndCallToServer(Situations.SESSION);
        while (all.connector().snapshot().phase() != ConnectAndCallPhase.CALLING) {
            stage.advance(Duration.ofMillis(1));
        }
        CompletionStage<Void> closed = all.connector().closeSession(Situations.currentSession(all));
        stage.advance(Duration.ofSeconds(5));

        stage.result(closed);
        assertThat(all.leftovers()).isEmpty();
    }

    private static void goesOn(WholeConnector all, CompletionStage<PeerId> made) {
        all.stage.advance(WholeConnector.MOMENT);
        PeerId peer = all.stage.result(made);
        assertThat(all.call().isCallActive()).as("whether a call is up").isTrue();
        assertThat(all.call().snapshot().peer()).as("whether it is the one that nobody ended").hasValue(peer);
        assertThat(all.call().snapshot().number()).hasValue("601");
    }
}
