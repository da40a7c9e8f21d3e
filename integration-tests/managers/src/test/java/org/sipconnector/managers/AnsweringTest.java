/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.managers;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.sipconnector.api.call.CallInProgressException;
import org.sipconnector.api.call.CallNotPossibleException;
import org.sipconnector.api.call.CallParameters;
import org.sipconnector.api.call.CallState;
import org.sipconnector.api.callreconnect.CallReconnectManager;
import org.sipconnector.api.connector.CallProgressEvent;
import org.sipconnector.api.connector.CallToServerParameters;
import org.sipconnector.api.incomingcall.IncomingCallManager;
import org.sipconnector.api.incomingcall.IncomingCallState;
import org.sipconnector.api.incomingcall.NoIncomingCallException;
import org.sipconnector.api.incomingcall.RingingCall;
import org.sipconnector.api.incomingcall.SecondCallPolicy;
import org.sipconnector.api.media.LocalStream;
import org.sipconnector.api.media.PeerId;
import org.sipconnector.api.sip.DialogId;
import org.sipconnector.testkit.LaneHarness;
import org.sipconnector.testkit.RecordedSip.Reject;
import org.sipconnector.testkit.Scenario;

/** Calls that come, and how the facade's calls are told. */
class AnsweringTest {

    @Scenario
    void theCallThatRangIsAnsweredThoughAnotherRingsInTheSameMoment(LaneHarness stage) {
        WholeConnector all = new WholeConnector(stage).connected();
        DialogId first = all.rings();
        CompletionStage<PeerId> answered = all.connector().answerToIncomingCall(CallParameters.answering());
        all.sip.connected().get(0).call(new DialogId("a-moment-later"), false);

        all.soon(answered);
        assertThat(all.call().snapshot().dialog()).hasValue(first);
        assertThat(all.manager(IncomingCallManager.class).snapshot().ringing()).hasSize(1);
    }

    @Scenario
    void aListenerAnswersTheCallItHasHeardOfThoughAnotherRings(LaneHarness stage) {
        WholeConnector all = new WholeConnector(stage).connected();
        DialogId first = all.rings();
        DialogId second = all.rings();
        all.soon(all.facade().answerToIncomingCall(first, ANSWERING, "a"));

        assertThat(all.call().snapshot().dialog()).hasValue(first);
        assertThat(all.manager(IncomingCallManager.class).snapshot().ringing()).extracting(RingingCall::dialog).containsExactly(second);
        all.soon(all.manager(IncomingCallManager.class).decline(second, 486));
        assertThat(stage.command(Reject.class).toString()).contains(second.value()).contains("486");
    }

    @Scenario
    void aNamedCallThatRingsNoMoreIsNoOther(LaneHarness stage) {
        WholeConnector all = new WholeConnector(stage).connected();
        DialogId first = all.rings();
        DialogId second = all.rings();
        all.sip.dialogs().get(0).cancelled();
        stage.settle();

        assertThat(all.refused(all.facade().answerToIncomingCall(first, ANSWERING, "a"))).isInstanceOf(NoIncomingCallException.class);
        assertThat(all.refused(all.manager(IncomingCallManager.class).decline(first, 480))).isInstanceOf(NoIncomingCallException.class);
        assertThat(all.manager(IncomingCallManager.class).snapshot().pending().orElseThrow().dialog()).isEqualTo(second);
    }

    @Scenario
    void ofSeveralCallsTheLatestThatCameIsAnsweredAndDeclinedAndShown(LaneHarness stage) {
        WholeConnector all = new WholeConnector(stage).connected();
        DialogId first = all.rings();
        DialogId second = all.rings();
        DialogId third = all.rings();
        all.soon(all.manager(IncomingCallManager.class).decline());
        assertThat(stage.command(Reject.class).toString()).contains(third.value());
        all.soon(all.connector().answerToIncomingCall(ANSWERING));

        assertThat(all.call().snapshot().dialog()).hasValue(second);
        assertThat(all.manager(IncomingCallManager.class).snapshot().pending().orElseThrow().dialog()).isEqualTo(first);
    }

    private static final CallParameters ANSWERING = CallParameters.answering();

    @Scenario
    void aCallIsAnsweredAndEnded(LaneHarness stage) {
        WholeConnector all = new WholeConnector(stage).connected();
        all.rings();
        all.soon(all.facade().answerToIncomingCall(ANSWERING, "a"));
        all.soon(all.connector().hangUp());
        all.soon(all.connector().disconnect());

        assertThat(all.leftovers()).isEmpty();
        assertThat(progress(stage)).containsExactly(new CallProgressEvent.Before("a", "caller"),
                new CallProgressEvent.Succeeded("a", false), new CallProgressEvent.Finished("a"), new CallProgressEvent.Ended("a"));
    }

    /** The SIP foundation tells of a session after its 2xx that it ended, not that it failed. */
    @Scenario
    void aCallThatIsHungUpBeforeItsAckDoesNotRingOn(LaneHarness stage) {
        WholeConnector all = answeredWithoutAck(stage);
        all.connector().hangUp();
        stage.advance(WholeConnector.MOMENT);

        nothingRings(all);
    }

    @Scenario
    void aCallWhoseByeComesBeforeItsAckDoesNotRingOn(LaneHarness stage) {
        WholeConnector all = answeredWithoutAck(stage);
        all.sip.dialogs().get(0).bye();
        stage.advance(WholeConnector.MOMENT);

        nothingRings(all);
    }

    private static WholeConnector answeredWithoutAck(LaneHarness stage) {
        WholeConnector all = new WholeConnector(stage).connected();
        all.rings();
        all.connector().answerToIncomingCall(ANSWERING);
        while (all.call().snapshot().state() != CallState.ACCEPTED) {
            stage.advance(World.LOOP);
        }
        return all;
    }

    private static void nothingRings(WholeConnector all) {
        assertThat(all.manager(IncomingCallManager.class).snapshot().ringing()).isEmpty();
        assertThat(all.manager(IncomingCallManager.class).isAvailableIncomingCall()).isFalse();
        all.rings();
        assertThat(all.manager(IncomingCallManager.class).snapshot().ringing()).as("the next call").hasSize(1);
        all.soon(all.manager(IncomingCallManager.class).decline());
    }

    @Scenario
    void aCallThatIsCancelledWhileItIsBeingTakenIsNotAnswered(LaneHarness stage) {
        WholeConnector all = new WholeConnector(stage).connected();
        all.rings();
        CompletionStage<PeerId> answer = all.connector().answerToIncomingCall(ANSWERING);
        stage.turn();
        stage.turn();
        all.sip.dialogs().get(0).cancelled();
        stage.advance(WholeConnector.MOMENT);

        assertThat(all.refused(answer)).isInstanceOf(NoIncomingCallException.class);
        all.soon(all.connector().hangUp());
        assertThat(all.call().snapshot().state()).isEqualTo(CallState.IDLE);
    }

    @Scenario
    void aCallThatRingsWhileAnotherComesUpRingsOn(LaneHarness stage) {
        WholeConnector all = new WholeConnector(stage).connected();
        all.manners.invitations = Manners.RINGING;
        CompletionStage<PeerId> called = all.connector().call(CallParameters.to("600"), false);
        stage.advance(WholeConnector.MOMENT);
        all.rings();
        all.sip.dialogs().get(0).answered();
        all.soon(called);

        assertThat(all.manager(IncomingCallManager.class).isAvailableIncomingCall()).as("whether the other call still rings").isTrue();
    }

    @Scenario
    void whatWasSaidAboutSecondCallsHoldsAfterACall(LaneHarness stage) {
        WholeConnector all = new WholeConnector(stage);
        all.manager(IncomingCallManager.class).onSecondCall(SecondCallPolicy.BUSY);
        all.inCall();
        all.soon(all.connector().hangUp());
        all.rings();
        all.rings();
        stage.advance(WholeConnector.MOMENT);

        assertThat(all.manager(IncomingCallManager.class).snapshot().ringing()).hasSize(1);
    }

    @Scenario
    void aCallThatComesDuringAnotherRingsOnWhenAnswered(LaneHarness stage) {
        WholeConnector all = new WholeConnector(stage);
        all.inCall();
        all.rings();

        assertThat(all.refused(all.connector().answerToIncomingCall(ANSWERING))).isInstanceOf(CallInProgressException.class);
        assertThat(all.manager(IncomingCallManager.class).isAvailableIncomingCall()).isTrue();

        all.soon(all.connector().hangUp());
        all.soon(all.connector().answerToIncomingCall(ANSWERING));
        assertThat(all.call().isCallActive()).isTrue();
    }

    @Scenario
    void aCallThatCannotBeAnsweredWithoutMediaRingsOnAndCanBeDeclined(LaneHarness stage) {
        WholeConnector all = new WholeConnector(stage).connected();
        all.rings();
        all.manners.engine = false;

        assertThat(all.refused(all.connector().answerToIncomingCall(ANSWERING))).isInstanceOf(CallNotPossibleException.class);
        assertThat(all.manager(IncomingCallManager.class).snapshot().state()).isEqualTo(IncomingCallState.RINGING);
        assertThat(all.manager(IncomingCallManager.class).remoteCaller()).isPresent();

        all.soon(all.manager(IncomingCallManager.class).decline(480));
        assertThat(all.sip.dialogs()).isEmpty();
    }

    @Scenario
    void aCallThatCouldNotBeAnsweredIsAnsweredWhenThereIsMediaAgain(LaneHarness stage) {
        WholeConnector all = new WholeConnector(stage).connected();
        all.rings();
        all.manners.engine = false;
        all.refused(all.connector().answerToIncomingCall(ANSWERING));
        all.manners.engine = true;

        all.soon(all.connector().answerToIncomingCall(ANSWERING));
        assertThat(all.call().isCallActive()).isTrue();
    }

    @Scenario
    void aCallAnsweredWithAMissingSourceRingsOnAndIsAnsweredWithAnother(LaneHarness stage) {
        ringsOnWithoutItsSource(stage, false);
    }

    @Scenario
    void aCallWithoutAnOfferAnsweredWithAMissingSourceRingsOnToo(LaneHarness stage) {
        ringsOnWithoutItsSource(stage, true);
    }

    private static void ringsOnWithoutItsSource(LaneHarness stage, boolean lateOffer) {
        WholeConnector all = new WholeConnector(stage).connected();
        all.sip.connected().get(0).call(new DialogId("incoming"), lateOffer);
        stage.advance(World.ROUND_TRIP);
        all.manners.missingSources.add("file:/missing.y4m");
        CallParameters missing = ANSWERING.withStream(LocalStream.of("film", Optional.of("silence"), Optional.of("file:/missing.y4m")));

        assertThat(all.refused(all.facade().answerToIncomingCall(missing, "a"))).hasMessageContaining("file:/missing.y4m");
        assertThat(all.manager(IncomingCallManager.class).snapshot().state()).isEqualTo(IncomingCallState.RINGING);
        assertThat(all.media.peers()).as("connections of the attempt").isEmpty();

        all.soon(all.facade().answerToIncomingCall(ANSWERING, "b"));
        assertThat(all.call().isCallActive()).isTrue();
    }

    @Scenario
    void theStatusOfARefusalReachesTheCallerWhoeverGivesIt(LaneHarness stage) {
        WholeConnector all = new WholeConnector(stage).connected();
        all.rings();
        all.soon(all.facade().declineToIncomingCall(486));
        all.rings();
        all.soon(all.manager(IncomingCallManager.class).decline(480));
        all.rings();
        all.soon(all.facade().declineToIncomingCall());

        assertThat(stage.commands(Reject.class)).extracting(Reject::status).containsExactly(486, 480, 603);
    }

    @Scenario
    void aCallTheCallerCancelledMeanwhileDoesNotRingAgain(LaneHarness stage) {
        WholeConnector all = new WholeConnector(stage).connected();
        all.rings();
        CompletionStage<PeerId> answered = all.connector().answerToIncomingCall(ANSWERING);
        stage.settle();
        all.dialog().cancelled();
        all.refused(answered);

        assertThat(all.manager(IncomingCallManager.class).isAvailableIncomingCall()).isFalse();
    }

    @Scenario
    void theEndOfAnAttemptIsNotThatOfTheCallThatTakesItsPlace(LaneHarness stage) {
        WholeConnector all = new WholeConnector(stage).connected();
        all.soon(all.connector().call(CallParameters.to("600"), true));
        all.manners.invitations = Manners.RINGING;
        all.manners.remembers = false;
        all.sip.connected().get(0).lose("reset");
        while (!all.manager(CallReconnectManager.class).snapshot().attempting()) {
            stage.advance(Duration.ofMillis(100));
        }
        stage.advance(Duration.ofMillis(100));
        all.manners.invitations = Manners.OBLIGING;

        all.soon(all.facade().callToServer(CallToServerParameters.to("601").withAutoRedial(false), "c"));
        assertThat(progress(stage)).doesNotContain(new CallProgressEvent.Ended("c"));
        all.dialog().bye();
        stage.settle();

        assertThat(progress(stage)).containsOnlyOnce(new CallProgressEvent.Ended("c")).endsWith(new CallProgressEvent.Ended("c"));
    }

    private static List<CallProgressEvent> progress(LaneHarness stage) {
        return stage.events(CallProgressEvent.class);
    }
}
