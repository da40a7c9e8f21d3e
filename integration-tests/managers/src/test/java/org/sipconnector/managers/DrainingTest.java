/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.managers;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.sipconnector.api.call.CallParameters;
import org.sipconnector.api.call.RingingInvite;
import org.sipconnector.api.callreconnect.CallReconnectManager;
import org.sipconnector.api.connector.ConnectAndCallParameters;
import org.sipconnector.api.connector.ConnectAndCallResult;
import org.sipconnector.api.connector.DrainingException;
import org.sipconnector.api.incomingcall.IncomingCallManager;
import org.sipconnector.api.media.PeerId;
import org.sipconnector.testkit.LaneHarness;
import org.sipconnector.testkit.RecordedSip.Invite;
import org.sipconnector.testkit.Scenario;

/** Once a connector has been drained no call comes up: not even one that was asked for in the same moment. */
class DrainingTest {

    @Scenario
    void aCallAskedForAMomentBeforeIsWaitedFor(LaneHarness stage) {
        WholeConnector all = new WholeConnector(stage).connected();
        all.connector().call(CallParameters.to("600"), false);

        waitsForTheCall(all, all.connector().drain());
    }

    @Scenario
    void aCallThatCannotBeMadeIsNotWaitedFor(LaneHarness stage) {
        WholeConnector all = new WholeConnector(stage).connected();
        all.manners.engine = false;
        all.connector().call(CallParameters.to("600"), false);

        all.soon(all.connector().drain());
    }

    @Scenario
    void aCallThatTakesThePlaceOfAnAttemptIsWaitedFor(LaneHarness stage) {
        WholeConnector all = new WholeConnector(stage);
        Situations.attempting(all);
        all.manners.obliging();
        all.connector().call(CallParameters.to("600"), false);

        waitsForTheCall(all, all.connector().drain());
    }

    @Scenario
    void aCallThatRingsIsWaitedForAndMayBeAnswered(LaneHarness stage) {
        WholeConnector all = new WholeConnector(stage).connected();
        all.rings();
        CompletionStage<Void> drained = all.connector().drain();
        stage.advance(WholeConnector.MOMENT);
        assertThat(stage.pending(drained)).isTrue();

        all.connector().answerToIncomingCall(CallParameters.answering());
        waitsForTheCall(all, drained);
    }

    @Scenario
    void aCallThatIsAnsweredInTheSameMomentIsWaitedFor(LaneHarness stage) {
        WholeConnector all = new WholeConnector(stage).connected();
        all.rings();
        all.connector().answerToIncomingCall(CallParameters.answering());

        waitsForTheCall(all, all.connector().drain());
    }

    @Scenario
    void aCallThatRingsOnSinceItsAnswerFailedIsWaitedFor(LaneHarness stage) {
        WholeConnector all = new WholeConnector(stage).connected();
        all.rings();
        CompletionStage<Void> drained = all.connector().drain();
        all.manners.engine = false;
        CompletionStage<PeerId> answer = all.connector().answerToIncomingCall(CallParameters.answering());
        stage.advance(WholeConnector.MOMENT);
        assertThat(all.refused(answer)).isNotNull();
        assertThat(all.manager(IncomingCallManager.class).isAvailableIncomingCall()).as("whether it rings on").isTrue();
        assertThat(stage.pending(drained)).isTrue();

        all.soon(all.manager(IncomingCallManager.class).decline());
        assertThat(stage.result(drained)).isNull();
    }

    @Scenario
    void aCallThatNobodyAnswersIsWaitedForUntilItRingsNoMore(LaneHarness stage) {
        WholeConnector all = new WholeConnector(stage).connected();
        all.rings();
        CompletionStage<Void> drained = all.connector().drain();
        stage.advance(WholeConnector.MOMENT);
        assertThat(stage.pending(drained)).isTrue();

        all.soon(all.manager(IncomingCallManager.class).decline());
        assertThat(stage.result(drained)).isNull();
    }

    @Scenario
    void aLostCallThatIsSetUpAgainIsWaitedFor(LaneHarness stage) {
        WholeConnector all = new WholeConnector(stage).connected();
        all.soon(all.connector().call(CallParameters.to("600"), true));
        all.manners.remembers = false;
        CompletionStage<Void> drained = all.connector().drain();
        all.sip.connected().get(0).lose("reset");
        stage.advance(Duration.ofSeconds(30));

        waitsForTheCall(all, drained);
    }

    @Scenario
    void aLostCallThatIsGivenUpIsWaitedForNoLongerAndNotForcedUp(LaneHarness stage) {
        WholeConnector all = new WholeConnector(stage);
        Situations.lost(all);
        all.manners.invitations = 486;
        CompletionStage<Void> drained = all.connector().drain();
        stage.advance(WholeConnector.MOMENT);
        assertThat(stage.pending(drained)).isTrue();

        stage.advance(Duration.ofMinutes(3));
        assertThat(stage.result(drained)).isNull();
        all.manners.obliging();
        assertThat(all.refused(all.manager(CallReconnectManager.class).forceReconnect())).isInstanceOf(DrainingException.class);
        stage.advance(Duration.ofMinutes(3));
        assertThat(all.sip.dialogs()).isEmpty();
    }

    @Scenario
    void aSessionThatConnectsMeanwhileMakesNoCall(LaneHarness stage) {
        WholeConnector all = new WholeConnector(stage);
        CompletionStage<ConnectAndCallResult> session = all.connector()
                .connectAndCallToServer(new ConnectAndCallParameters(Optional.empty(), CallParameters.to("600")));
        all.soon(all.connector().drain());
        stage.advance(Duration.ofSeconds(2));

        assertThat(stage.failure(session)).isInstanceOf(DrainingException.class);
        assertThat(all.leftovers()).isEmpty();
    }

    @Scenario
    void noCallIsMadeAtTheCallManagerEither(LaneHarness stage) {
        WholeConnector all = new WholeConnector(stage).connected();
        CompletionStage<Void> drained = all.connector().drain();
        CompletionStage<PeerId> called = all.call().startCall(CallParameters.to("600"));

        assertThat(all.refused(called)).isInstanceOf(DrainingException.class);
        stage.result(drained);
        assertThat(stage.commands(Invite.class)).isEmpty();
        all.soon(all.connector().undrain());
        all.soon(all.call().startCall(CallParameters.to("600")));
    }

    @Scenario
    void aCallMadeAtTheCallManagerAMomentBeforeIsWaitedFor(LaneHarness stage) {
        WholeConnector all = new WholeConnector(stage).connected();
        all.call().startCall(CallParameters.to("600"));
        waitsForTheCall(all, all.connector().drain());
    }

    @Scenario
    void aCallThatSomebodyHasTakenIsWaitedForAndMayBeAnswered(LaneHarness stage) {
        WholeConnector all = new WholeConnector(stage).connected();
        all.rings();
        RingingInvite taken = all.soon(all.manager(IncomingCallManager.class).claim());
        CompletionStage<Void> drained = all.connector().drain();
        stage.advance(WholeConnector.MOMENT);
        assertThat(stage.pending(drained)).as("whether the call that was taken is waited for").isTrue();
        all.call().answer(taken, CallParameters.answering());
        waitsForTheCall(all, drained);
    }

    private static void waitsForTheCall(WholeConnector all, CompletionStage<Void> drained) {
        all.stage.advance(WholeConnector.MOMENT);
        assertThat(all.call().isCallActive()).as("whether the call has come up").isTrue();
        assertThat(all.stage.pending(drained)).as("whether it is waited for").isTrue();
        all.soon(all.connector().hangUp());
        assertThat(all.stage.result(drained)).isNull();
    }
}
