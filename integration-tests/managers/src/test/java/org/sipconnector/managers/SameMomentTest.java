/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.managers;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sipconnector.api.Event;
import org.sipconnector.api.call.CallEvent;
import org.sipconnector.api.call.CallFailedException;
import org.sipconnector.api.call.CallInProgressException;
import org.sipconnector.api.call.CallManager;
import org.sipconnector.api.call.CallNotPossibleException;
import org.sipconnector.api.call.CallParameters;
import org.sipconnector.api.call.CallState;
import org.sipconnector.api.callreconnect.CallReconnectEvent;
import org.sipconnector.api.callreconnect.CallReconnectManager;
import org.sipconnector.api.callreconnect.CallReconnectState;
import org.sipconnector.api.connection.ConnectionManager;
import org.sipconnector.api.connectionqueue.ConnectionQueueManager;
import org.sipconnector.api.connector.SipConnector;
import org.sipconnector.api.incomingcall.IncomingCallManager;
import org.sipconnector.api.incomingcall.NoIncomingCallException;
import org.sipconnector.api.media.PeerId;
import org.sipconnector.testkit.LaneHarness;
import org.sipconnector.testkit.RecordedSip.Invite;
import org.sipconnector.testkit.RecordedSip.Reject;
import org.sipconnector.testkit.Scenario;

/** What is asked in the same moment as something else, before any snapshot can show that. */
class SameMomentTest {

    private static final CallParameters TO_600 = CallParameters.to("600");
    private static final CallParameters TO_601 = CallParameters.to("601");

    @Scenario
    void ofTwoCallsAskedForAtOnceTheFirstIsMadeAndRedialled(LaneHarness stage) {
        WholeConnector all = new WholeConnector(stage).connected();
        CompletionStage<PeerId> first = all.connector().call(TO_600, true);
        CompletionStage<PeerId> second = all.connector().call(TO_601, true);

        all.soon(first);
        assertThat(all.refused(second)).isInstanceOf(CallInProgressException.class);
        assertThat(redialled(all)).isEqualTo("600");
    }

    @Scenario
    void aCallThatIsRefusedAtOnceDoesNotLeaveTheOtherUnwatched(LaneHarness stage) {
        WholeConnector all = new WholeConnector(stage).connected();
        CompletionStage<PeerId> first = all.connector().call(TO_600, true);
        CompletionStage<PeerId> second = all.connector().call(TO_601, false);

        all.soon(first);
        assertThat(all.refused(second)).isInstanceOf(CallInProgressException.class);
        assertThat(redialled(all)).isEqualTo("600");
    }

    @Scenario
    void aCallRefusedBecauseOfOneMadeAtTheCallManagerIsNotRedialled(LaneHarness stage) {
        WholeConnector all = new WholeConnector(stage).connected();
        CompletionStage<PeerId> refused = all.connector().call(TO_601, true);
        CompletionStage<PeerId> made = all.manager(CallManager.class).startCall(TO_600);

        all.soon(made);
        assertThat(all.refused(refused)).isInstanceOf(CallInProgressException.class);
        assertThat(all.manager(CallReconnectManager.class).snapshot().state()).isEqualTo(CallReconnectState.IDLE);
    }

    @Scenario
    void aCallRefusedBecauseOneIsBeingAnsweredIsNotRedialled(LaneHarness stage) {
        WholeConnector all = new WholeConnector(stage).connected();
        all.rings();
        CompletionStage<PeerId> answered = all.connector().answerToIncomingCall(CallParameters.answering());
        CompletionStage<PeerId> called = all.connector().call(TO_601, true);
        stage.advance(WholeConnector.MOMENT);

        stage.result(answered);
        assertThat(stage.failure(called)).isInstanceOf(CallInProgressException.class);
        assertThat(all.call().snapshot().number()).hasValue("caller");
        assertThat(all.manager(CallReconnectManager.class).snapshot().state()).isEqualTo(CallReconnectState.IDLE);
    }

    @Scenario
    void aCallAskedForRightAfterAnotherThatCannotBeMadeIsTried(LaneHarness stage) {
        WholeConnector all = new WholeConnector(stage).connected();
        CompletionStage<PeerId> nobody = all.connector().call(CallParameters.to(" "), true);
        CompletionStage<PeerId> called = all.connector().call(TO_601, true);

        all.soon(called);
        assertThat(all.refused(nobody)).isInstanceOf(IllegalArgumentException.class);
        assertThat(redialled(all)).isEqualTo("601");
    }

    @Scenario
    void ofTwoCallsAskedForDuringAnAttemptTheFirstIsMade(LaneHarness stage) {
        WholeConnector all = new WholeConnector(stage);
        Situations.attempting(all);
        all.manners.obliging();
        CompletionStage<PeerId> first = all.connector().call(TO_600, true);
        CompletionStage<PeerId> second = all.connector().call(TO_601, true);

        all.soon(first);
        assertThat(all.refused(second)).isInstanceOf(CallInProgressException.class);
        assertThat(redialled(all)).isEqualTo("600");
    }

    @Scenario
    void aCallThatWaitsForTheEndOfAnAttemptIsHungUpWithIt(LaneHarness stage) {
        WholeConnector all = new WholeConnector(stage);
        Situations.attempting(all);
        all.manners.obliging();
        CompletionStage<PeerId> called = all.connector().call(TO_601, true);
        all.connector().hangUp();
        stage.advance(WholeConnector.MOMENT);

        assertThat(stage.failure(called)).isInstanceOf(CallFailedException.class);
        assertThat(all.call().snapshot().state()).isEqualTo(CallState.IDLE);
        assertThat(all.sip.dialogs()).isEmpty();
    }

    @Scenario
    void aCallThatWaitsForTheEndOfAnAttemptIsNotMadeOnceDisconnected(LaneHarness stage) {
        WholeConnector all = new WholeConnector(stage);
        Situations.attempting(all);
        all.manners.obliging();
        CompletionStage<PeerId> called = all.connector().call(TO_601, true);
        all.soon(all.connector().disconnect());
        all.comesToRest();

        assertThat(stage.failure(called)).isInstanceOf(CallFailedException.class);
        assertThat(all.leftovers()).isEmpty();
    }

    @Scenario
    void anAnswerThatIsHungUpInTheSameMomentLeavesNoCall(LaneHarness stage) {
        WholeConnector all = new WholeConnector(stage).connected();
        all.rings();
        CompletionStage<PeerId> answered = all.connector().answerToIncomingCall(CallParameters.answering());
        all.soon(all.connector().hangUp());

        assertThat(stage.failure(answered)).isInstanceOf(CallFailedException.class);
        assertThat(all.sip.dialogs()).isEmpty();
    }

    @Scenario
    void aCallAskedForRightAfterAnAnswerWasHungUpIsMade(LaneHarness stage) {
        WholeConnector all = new WholeConnector(stage).connected();
        all.rings();
        CompletionStage<PeerId> answered = all.connector().answerToIncomingCall(CallParameters.answering());
        CompletionStage<Void> hungUp = all.connector().hangUp();
        CompletionStage<PeerId> called = all.connector().call(TO_601, true);

        all.soon(called);
        stage.result(hungUp);
        assertThat(stage.failure(answered)).isInstanceOf(CallFailedException.class);
        assertThat(stage.command(Reject.class).status()).isEqualTo(480);
        assertThat(all.sip.dialogs()).hasSize(1);
        assertThat(all.manager(IncomingCallManager.class).snapshot().ringing()).isEmpty();
        assertThat(redialled(all)).isEqualTo("601");
    }

    @Scenario
    void anAnswerIsWaitedForByACallUntilItIsKnownThatNobodyRings(LaneHarness stage) {
        WholeConnector all = new WholeConnector(stage).connected();
        CompletionStage<PeerId> answered = all.connector().answerToIncomingCall(CallParameters.answering());
        CompletionStage<PeerId> called = all.connector().call(TO_601, true);

        all.soon(called);
        assertThat(stage.failure(answered)).isInstanceOf(NoIncomingCallException.class);
        assertThat(redialled(all)).isEqualTo("601");
    }

    @Scenario
    void aHangUpAndACallInOneMomentDoNotMakeTheCallThatIsHungUpNext(LaneHarness stage) {
        WholeConnector all = new WholeConnector(stage).connected();
        SipConnector connector = all.connector();
        connector.call(TO_600, true);
        connector.hangUp();
        CompletionStage<PeerId> called = connector.call(TO_601, true);
        connector.hangUp();
        stage.advance(WholeConnector.MOMENT);

        assertThat(called.toCompletableFuture()).isCompletedExceptionally();
        assertThat(all.sip.dialogs()).isEmpty();
        assertThat(connector.manager(CallReconnectManager.class).snapshot().state()).isEqualTo(CallReconnectState.IDLE);
    }

    @Scenario
    void aCallSendsNoInviteOverAConnectionThatIsEndedMeanwhile(LaneHarness stage) {
        WholeConnector all = new WholeConnector(stage).connected();
        CompletionStage<PeerId> called = all.connector().call(TO_600, false);
        CompletionStage<Void> disconnected = stage.manager(ConnectionQueueManager.class).disconnect();
        stage.advance(Duration.ofSeconds(5));

        assertThat(stage.commands(Invite.class)).isEmpty();
        assertThat(called.toCompletableFuture()).isCompletedExceptionally();
        stage.result(disconnected);
        assertThat(all.leftovers()).isEmpty();
    }

    @Scenario
    void noCallIsMadeOrTakenWhileTheConnectionIsBeingEnded(LaneHarness stage) {
        WholeConnector all = new WholeConnector(stage).connected();
        all.manners.requests = Manners.SILENT;
        all.manager(ConnectionManager.class).ping(Optional.empty(), List.of());
        stage.advance(World.LOOP);
        all.connector().disconnect();
        stage.advance(World.LOOP);
        CompletionStage<PeerId> called = all.connector().call(TO_600, true);
        all.rings();

        assertThat(stage.failure(called)).isInstanceOf(CallNotPossibleException.class).hasMessageContaining("being ended");
        assertThat(all.manager(IncomingCallManager.class).snapshot().ringing()).isEmpty();
        assertThat(stage.command(Reject.class).status()).isEqualTo(480);
        stage.advance(Duration.ofSeconds(5));
        all.soon(all.manager(CallReconnectManager.class).disarm());
        assertThat(all.leftovers()).isEmpty();
    }

    /** Just as an attempt to set a lost call up again begins, dials, is answered or succeeds. */
    @ParameterizedTest
    @ValueSource(classes = {CallReconnectEvent.AttemptStarted.class, CallReconnectEvent.StatusChanged.class, CallEvent.StartCall.class,
            CallEvent.Connecting.class, CallEvent.Progress.class, CallEvent.Accepted.class, CallEvent.Confirmed.class,
            CallReconnectEvent.AttemptSucceeded.class})
    void aClientsCallIsNotEndedWithAnAttempt(Class<? extends Event> moment) {
        boolean late = moment == CallReconnectEvent.AttemptSucceeded.class || moment == CallEvent.Confirmed.class;
        assertThat(callsAt(moment, all -> all.connector().call(TO_601, false)) == null).as("refused").isEqualTo(late);
        assertThat(callsAt(moment, all -> all.connector().call(TO_601, true)) == null).as("refused").isEqualTo(late);
        callsAt(moment, all -> all.call().startCall(TO_601));
        callsAt(moment, all -> {
            CompletionStage<PeerId> called = all.call().startCall(TO_601);
            all.manager(CallReconnectManager.class).disarm();
            return called;
        });
        callsAt(moment, all -> {
            CompletionStage<PeerId> called = all.call().startCall(TO_601);
            all.manager(CallReconnectManager.class).cancelCurrentAttempt();
            return called;
        });
    }

    /** Either the call is there and stays, or it is refused because another is; null when it is refused. */
    private static PeerId callsAt(Class<? extends Event> moment, Function<WholeConnector, CompletionStage<PeerId>> calls) {
        WholeConnector all = new WholeConnector(new LaneHarness());
        Situations.lost(all);
        all.manners.invitations = Manners.OBLIGING;
        List<CompletionStage<PeerId>> called = new ArrayList<>();
        all.stage.listen(event -> {
            if (called.isEmpty() && moment.isInstance(event)) {
                called.add(calls.apply(all));
            }
        });
        all.stage.advance(Duration.ofSeconds(10));
        CompletableFuture<PeerId> outcome = called.get(0).toCompletableFuture();
        assertThat(outcome).isDone();
        if (outcome.isCompletedExceptionally()) {
            assertThat(all.stage.failure(outcome)).isInstanceOf(CallInProgressException.class);
            return null;
        }
        assertThat(all.call().snapshot().number()).as("whom the client called at " + moment.getSimpleName()).hasValue("601");
        assertThat(all.call().isCallActive()).isTrue();
        return outcome.join();
    }

    /** Whom the connector calls after the loss of its call. */
    private static String redialled(WholeConnector all) {
        all.manners.remembers = false;
        all.sip.connected().get(0).lose("reset");
        all.stage.forget().advance(Duration.ofSeconds(30));
        assertThat(all.call().isCallActive()).as("whether a lost call is there again").isTrue();
        return all.call().snapshot().number().orElseThrow();
    }
}
