/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sipconnector.api.call.CallEvent;
import org.sipconnector.api.call.CallFailedException;
import org.sipconnector.api.call.CallInProgressException;
import org.sipconnector.api.call.CallParameters;
import org.sipconnector.api.call.CallSnapshot;
import org.sipconnector.api.call.CallState;
import org.sipconnector.api.media.PeerId;
import org.sipconnector.api.serverapi.ServerApiEvent;
import org.sipconnector.api.sip.Originator;
import org.sipconnector.api.sip.SipCause;
import org.sipconnector.api.sip.SipFailure;
import org.sipconnector.spi.media.MediaEvent;
import org.sipconnector.spi.media.PeerState;
import org.sipconnector.spi.sip.SipEvent;
import org.sipconnector.testkit.LaneHarness;
import org.sipconnector.testkit.RecordedMedia.Close;
import org.sipconnector.testkit.RecordedMedia.SetRemote;
import org.sipconnector.testkit.RecordedSip.Acknowledge;
import org.sipconnector.testkit.RecordedSip.Invite;
import org.sipconnector.testkit.RecordedSip.Terminate;
import org.sipconnector.testkit.Scenario;

class HangUpTest {

    @Scenario
    void withoutACallItIsDoneAtOnce(LaneHarness stage) {
        Scene.connected(stage);

        stage.result(Scene.call(stage).endCall());
        assertThat(stage.commands()).isEmpty();
        assertThat(stage.events(CallEvent.class)).isEmpty();
    }

    @Scenario
    void endsTheEstablishedCallAndIsDoneWhenItIsOver(LaneHarness stage) {
        Scene.inCall(stage);
        PeerId peer = Scene.peer(stage);
        CompletionStage<Void> first = Scene.call(stage).endCall();
        CompletionStage<Void> second = Scene.call(stage).endCall();
        assertThat(stage.pending(first)).isTrue();
        assertThat(Scene.call(stage).snapshot().state()).isEqualTo(CallState.DISCONNECTING);
        assertThat(stage.commands(Terminate.class)).hasSize(1);
        assertThat(stage.command(Terminate.class).cause()).isEqualTo(SipCause.CANCELED);
        stage.forget().post(new SipEvent.DialogEnded(Scene.UA, Scene.dialog(stage), SipFailure.local(SipCause.CANCELED)));

        stage.result(first);
        stage.result(second);
        assertThat(stage.eventNames().stream().filter(name -> name.startsWith("call:")))
                .containsExactly("call:ended", "call:call-status-changed");
        assertThat(stage.command(Close.class).peer()).isEqualTo(peer);
        assertThat(Scene.call(stage).snapshot()).isEqualTo(CallSnapshot.IDLE);
    }

    @Scenario
    void theOtherSideHearsOfItOnceAnotherProcessWould(LaneHarness stage) {
        Scene.inCall(stage);
        CompletableFuture<Void> writing = new CompletableFuture<>();
        stage.storedWith(writing);
        Scene.call(stage).endCall();
        assertThat(stage.commands(Terminate.class)).isEmpty();
        assertThat(Scene.call(stage).snapshot().state()).isEqualTo(CallState.DISCONNECTING);

        writing.complete(null);

        assertThat(stage.commands(Terminate.class)).hasSize(1);
    }

    @Scenario
    void aStoreThatDoesNotAnswerHoldsNobodyUp(LaneHarness stage) {
        Scene.inCall(stage);
        stage.storedWith(new CompletableFuture<>());
        Scene.call(stage).endCall();

        assertThat(stage.advance(Duration.ofMillis(200)).commands(Terminate.class)).hasSize(1);
    }

    @Scenario
    void whatTheOtherSideEndsMeanwhileIsNotEndedAgain(LaneHarness stage) {
        Scene.inCall(stage);
        CompletableFuture<Void> writing = new CompletableFuture<>();
        stage.storedWith(writing);
        CompletionStage<Void> end = Scene.call(stage).endCall();
        stage.post(new SipEvent.DialogEnded(Scene.UA, Scene.dialog(stage), SipFailure.local(SipCause.TERMINATED)));
        stage.result(end);

        writing.complete(null);

        assertThat(stage.commands(Terminate.class)).isEmpty();
    }

    @Scenario
    void beforeTheInviteIsSentNothingGoesOut(LaneHarness stage) {
        Scene.connected(stage);
        CompletionStage<PeerId> peer = Scene.call(stage).startCall(CallParameters.to("1000"));
        stage.settle();
        stage.result(Scene.call(stage).endCall());

        assertThat(CallFailedException.isCanceled(stage.failure(peer))).isTrue();
        assertThat(stage.commands(Invite.class)).isEmpty();
        assertThat(stage.commands(Terminate.class)).isEmpty();
        assertThat(stage.commands(Close.class)).hasSize(1);
    }

    @Scenario
    void aRingingCallIsCancelled(LaneHarness stage) {
        Scene.connected(stage);
        CompletionStage<PeerId> peer = Scene.call(stage).startCall(CallParameters.to("1000"));
        Scene.invited(stage);
        CompletionStage<Void> ended = Scene.call(stage).endCall();
        stage.settle();
        stage.post(new SipEvent.DialogFailed(Scene.UA, Scene.dialog(stage), SipFailure.local(SipCause.CANCELED)));

        stage.result(ended);
        assertThat(CallFailedException.isCanceled(stage.failure(peer))).isTrue();
        assertThat(Scene.call(stage).snapshot().status().lastError()).isEmpty();
    }

    @Scenario
    void whoNamesAnotherCallEndsNothing(LaneHarness stage) {
        Scene.inCall(stage);
        PeerId another = new PeerId("another");
        stage.result(Scene.call(stage).endCall(another));
        stage.result(Scene.call(stage).endCall(List.of()));
        stage.result(Scene.call(stage).fail(another, "told of the call before", SipCause.INTERNAL_ERROR));
        stage.result(Scene.call(stage).lose(another, "the connection beneath the call before"));

        assertThat(Scene.call(stage).isCallActive()).isTrue();
        assertThat(stage.commands(Terminate.class)).isEmpty();
    }

    @Scenario
    void whoNamesTheCallEndsItOnceWhateverElseIsNamed(LaneHarness stage) {
        Scene.inCall(stage);
        CompletionStage<Void> ended = Scene.call(stage).endCall(List.of(new PeerId("another"), Scene.peer(stage)));
        assertThat(stage.pending(ended)).isTrue();
        stage.post(new SipEvent.DialogEnded(Scene.UA, Scene.dialog(stage), SipFailure.local(SipCause.CANCELED)));

        stage.result(ended);
        assertThat(stage.commands(Terminate.class)).hasSize(1);
    }

    @Scenario
    void aNamedCallIsEndedByItsNameBeforeAnySnapshotShowsIt(LaneHarness stage) {
        Scene.connected(stage);
        PeerId named = new PeerId("named");
        CompletionStage<PeerId> called = Scene.call(stage).startCall(CallParameters.to("1000"), named);
        CompletionStage<PeerId> refused = Scene.call(stage).startCall(CallParameters.to("1001"), new PeerId("other"));
        CompletionStage<Void> ended = Scene.call(stage).endCall(named);

        stage.result(ended);
        assertThat(CallFailedException.isCanceled(stage.failure(called))).isTrue();
        assertThat(stage.failure(refused)).isInstanceOf(CallInProgressException.class);
        assertThat(stage.command(Close.class).peer()).isEqualTo(named);
    }

    @Scenario
    void anAnsweredCallIsEndedByItsName(LaneHarness stage) {
        Scene.connected(stage);
        PeerId named = new PeerId("named");
        CompletionStage<PeerId> answered =
                Scene.call(stage).answer(Scene.incoming(Optional.of(Scene.SDP)), CallParameters.answering(), named);
        Scene.call(stage).endCall(named);
        stage.settle();

        assertThat(stage.commands(Terminate.class)).hasSize(1);
        assertThat(stage.pending(answered)).isTrue();
    }

    @Scenario
    void anAnswerThatCrossesTheCancelIsAcknowledgedAndEnded(LaneHarness stage) {
        Scene.connected(stage);
        Scene.call(stage).startCall(CallParameters.to("1000"));
        Scene.invited(stage);
        Scene.call(stage).endCall();
        stage.settle();
        stage.post(new SipEvent.DialogAnswered(Scene.UA, Scene.dialog(stage), Optional.of(Scene.SDP), List.of()));

        assertThat(stage.commands(Acknowledge.class)).hasSize(1);
        assertThat(stage.commands(Terminate.class)).hasSize(2);
        assertThat(stage.commands(SetRemote.class)).isEmpty();
    }

    @Scenario
    void theServersByeIsToldAsSuch(LaneHarness stage) {
        Scene.inCall(stage);
        stage.forget().post(new SipEvent.DialogEnded(Scene.UA, Scene.dialog(stage),
                new SipFailure(Originator.REMOTE, SipCause.TERMINATED, 0, "BYE", List.of())));

        assertThat(stage.eventNames().stream().filter(name -> name.startsWith("call:")))
                .containsExactly("call:ended", "call:ended:fromserver", "call:call-status-changed");
        assertThat(Scene.call(stage).snapshot().status().lastError()).isPresent();
    }

    @Scenario
    void aDeclaredFailureEndsTheSessionFirstAndIsToldThen(LaneHarness stage) {
        Scene.inCall(stage);
        CompletionStage<Void> done = Scene.call(stage).fail("the room is gone", SipCause.INTERNAL_ERROR);
        stage.settle();
        assertThat(stage.commands(Terminate.class)).hasSize(1);
        assertThat(stage.events(CallEvent.Failed.class)).isEmpty();
        stage.post(new SipEvent.DialogEnded(Scene.UA, Scene.dialog(stage), SipFailure.local(SipCause.INTERNAL_ERROR)));

        stage.result(done);
        assertThat(stage.events(CallEvent.Failed.class)).extracting(CallEvent.Failed::failure).containsExactly(
                new SipFailure(Originator.LOCAL, SipCause.INTERNAL_ERROR, 0, "the room is gone", List.of()));
        assertThat(stage.events(CallEvent.Ended.class)).isEmpty();
    }

    @Scenario
    void aCallThatGoesWithItsConnectionIsToldAsLostByTheNetworkAndNotAsHungUp(LaneHarness stage) {
        Scene.inCall(stage);
        CompletionStage<Void> done = Scene.call(stage).lose("connecting anew");
        stage.settle();
        assertThat(stage.commands(Terminate.class)).hasSize(1);
        stage.post(new SipEvent.DialogEnded(Scene.UA, Scene.dialog(stage), SipFailure.local(SipCause.TERMINATED)));

        stage.result(done);
        assertThat(stage.events(CallEvent.Ended.class)).extracting(CallEvent.Ended::end)
                .containsExactly(SipFailure.system(SipCause.CONNECTION_ERROR, "connecting anew"));
        assertThat(stage.events(CallEvent.EndCall.class)).isEmpty();
    }

    /** It does not understand them; linphone and others answer 415. */
    @Scenario
    void aServerThatRefusesNewsEndsNoCall(LaneHarness stage) {
        Scene.inCall(stage);
        stage.post(new ServerApiEvent.FailedSendRoomDirectP2p("Error response", SipCause.REJECTED));

        assertThat(stage.commands(Terminate.class)).isEmpty();
        assertThat(Scene.call(stage).snapshot().state()).isEqualTo(CallState.IN_CALL);
    }

    @Scenario
    void aDirectRoomThatCouldNotBeAnnouncedEndsTheCall(LaneHarness stage) {
        Scene.inCall(stage);
        stage.post(new ServerApiEvent.FailedSendRoomDirectP2p("Error response", SipCause.INTERNAL_ERROR));
        assertThat(stage.commands(Terminate.class)).hasSize(1);
        stage.post(new SipEvent.DialogEnded(Scene.UA, Scene.dialog(stage), SipFailure.local(SipCause.INTERNAL_ERROR)));

        assertThat(stage.events(CallEvent.Failed.class).get(0).failure().reason()).isEqualTo("Error response");
    }

    @Scenario
    void whatFailedBecauseTheNetworkDidIsNotToldAsThisSidesDoing(LaneHarness stage) {
        Scene.inCall(stage);
        Scene.call(stage).fail("Transport response", SipCause.CONNECTION_ERROR);
        stage.settle();
        stage.post(new SipEvent.DialogEnded(Scene.UA, Scene.dialog(stage), SipFailure.local(SipCause.CONNECTION_ERROR)));

        assertThat(stage.events(CallEvent.Ended.class)).extracting(CallEvent.Ended::end)
                .containsExactly(SipFailure.system(SipCause.CONNECTION_ERROR, "Transport response"));
    }

    @Scenario
    void lostMediaEndsTheCallOnce(LaneHarness stage) {
        Scene.inCall(stage);
        stage.post(new MediaEvent.IceStateChanged(Scene.peer(stage), "failed"));
        stage.post(new MediaEvent.PeerStateChanged(Scene.peer(stage), PeerState.FAILED));

        assertThat(stage.commands(Terminate.class)).hasSize(1);
        assertThat(stage.command(Terminate.class)).extracting(Terminate::cause, Terminate::reason).containsExactly(SipCause.RTP_TIMEOUT,
                Optional.of("SIP ;cause=408 ;text=\"RTP Timeout\""));
        stage.post(new SipEvent.DialogEnded(Scene.UA, Scene.dialog(stage), SipFailure.local(SipCause.RTP_TIMEOUT)));
        SipFailure end = stage.events(CallEvent.Ended.class).get(0).end();
        assertThat(end.cause()).isEqualTo(SipCause.RTP_TIMEOUT);
        assertThat(end.originator()).as("told as the network's doing").isEqualTo(Originator.SYSTEM);
    }

    @Scenario
    void aDisconnectedPeerConnectionMayRecover(LaneHarness stage) {
        Scene.inCall(stage);
        stage.post(new MediaEvent.PeerStateChanged(Scene.peer(stage), PeerState.DISCONNECTED));

        assertThat(stage.commands(Terminate.class)).isEmpty();
    }

    @Scenario
    void afterACallAnotherOneCanBeMade(LaneHarness stage) {
        Scene.inCall(stage);
        Scene.call(stage).endCall();
        stage.settle();
        stage.post(new SipEvent.DialogEnded(Scene.UA, Scene.dialog(stage), SipFailure.local(SipCause.CANCELED)));
        CompletionStage<PeerId> peer = Scene.call(stage).startCall(CallParameters.to("3000"));
        Scene.invited(stage);
        Scene.answered(stage);
        Scene.confirmed(stage);

        assertThat(stage.result(peer)).isNotNull();
        assertThat(Scene.call(stage).snapshot().number()).contains("3000");
    }

    @ParameterizedTest
    @CsvSource({"REQUEST_TIMEOUT,SYSTEM,true", "REJECTED,REMOTE,true", "CANCELED,LOCAL,true", "TERMINATED,LOCAL,true",
            "CANCELED,REMOTE,false", "TERMINATED,REMOTE,false", "BUSY,REMOTE,false", "CONNECTION_ERROR,SYSTEM,false",
            "INTERNAL_ERROR,LOCAL,false"})
    void whichEndsCountAsCancelled(SipCause cause, Originator originator, boolean canceled) {
        SipFailure failure = new SipFailure(originator, cause, 0, "", List.of());

        assertThat(CallFailedException.isCanceled(failure)).isEqualTo(canceled);
        assertThat(CallFailedException.isCanceled(new CallFailedException("call", failure))).isEqualTo(canceled);
    }

    @Test
    void aCancelledStageCountsAsCancelled() {
        assertThat(CallFailedException.isCanceled(new CancellationException())).isTrue();
        assertThat(CallFailedException.isCanceled(new IllegalStateException())).isFalse();
    }
}
