/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sipconnector.connector.ConnectorFixtures.call;
import static org.sipconnector.connector.ConnectorFixtures.redial;
import static org.sipconnector.testkit.Operations.ANSWER_CALL;
import static org.sipconnector.testkit.Operations.ARM;
import static org.sipconnector.testkit.Operations.AUTO_CONNECT_STOP;
import static org.sipconnector.testkit.Operations.DISARM;
import static org.sipconnector.testkit.Operations.END_CALL;
import static org.sipconnector.testkit.Operations.CLAIM;
import static org.sipconnector.testkit.Operations.QUEUE_DISCONNECT;
import static org.sipconnector.testkit.Operations.START_CALL;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.sipconnector.api.autoconnector.AutoConnectorState;
import org.sipconnector.api.call.CallInProgressException;
import org.sipconnector.api.call.CallNotPossibleException;
import org.sipconnector.api.call.CallParameters;
import org.sipconnector.api.call.CallState;
import org.sipconnector.api.call.RingingInvite;
import org.sipconnector.api.callreconnect.CallReconnectState;
import org.sipconnector.api.callreconnect.DisarmReason;
import org.sipconnector.api.connection.ConnectionEvent;
import org.sipconnector.api.connector.ConnectorEvent;
import org.sipconnector.api.connector.DrainingException;
import org.sipconnector.api.connector.SipConnector;
import org.sipconnector.api.incomingcall.NoIncomingCallException;
import org.sipconnector.api.media.PeerId;
import org.sipconnector.api.sip.DialogId;
import org.sipconnector.api.sip.UserAgentId;
import org.sipconnector.spi.store.ProcessRestarted;
import org.sipconnector.testkit.LaneHarness;
import org.sipconnector.testkit.Scenario;

class CoordinatorTest {

    @Scenario
    void disconnectingWithoutACallDisconnectsThroughTheQueue(LaneHarness stage) {
        SipConnector connector = ConnectorFixtures.on(stage).manager(SipConnector.class);
        CompletionStage<Void> done = connector.disconnect();
        stage.post(QUEUE_DISCONNECT.done());

        assertThat(stage.result(done)).isNull();
        assertThat(stage.operations()).containsExactly(DISARM, AUTO_CONNECT_STOP, QUEUE_DISCONNECT);
    }

    @Scenario
    void disconnectingEndsTheCallFirstAndGoesOnWhenThatFails(LaneHarness stage) {
        SipConnector connector = ConnectorFixtures.on(stage).post(call(CallState.IN_CALL)).manager(SipConnector.class);
        CompletionStage<Void> done = connector.disconnect();
        stage.post(END_CALL.refused(new IllegalStateException("no answer")));
        stage.post(QUEUE_DISCONNECT.done());

        assertThat(stage.result(done)).isNull();
        assertThat(stage.operations()).containsExactly(DISARM, END_CALL, AUTO_CONNECT_STOP, QUEUE_DISCONNECT);
    }

    @Scenario
    void disconnectingStopsAnAutoConnectorThatWouldConnectAgain(LaneHarness stage) {
        SipConnector connector = ConnectorFixtures.on(stage).post(ConnectorFixtures.autoConnector(AutoConnectorState.CONNECTED_MONITORING))
                .manager(SipConnector.class);
        CompletionStage<Void> done = connector.disconnect();
        stage.post(AUTO_CONNECT_STOP.done());

        assertThat(stage.result(done)).isNull();
        assertThat(stage.operations()).containsExactly(DISARM, AUTO_CONNECT_STOP);
    }

    @Scenario
    void hangingUpEndsTheCallAndKeepsTheConnection(LaneHarness stage) {
        SipConnector connector = ConnectorFixtures.on(stage).post(call(CallState.IN_CALL)).manager(SipConnector.class);
        CompletionStage<Void> done = connector.hangUp();
        stage.post(END_CALL.done());

        assertThat(stage.result(done)).isNull();
        assertThat(stage.operations()).containsExactly(DISARM, END_CALL);
        assertThat(stage.requests().get(0).arguments()).containsExactly(DisarmReason.LOCAL_HANGUP, List.of());
    }

    @Scenario
    void hangingUpNamesTheCallThatIsNotToBeSetUpAgain(LaneHarness stage) {
        SipConnector connector = ConnectorFixtures.on(stage).post(redial(CallReconnectState.BACKOFF)).manager(SipConnector.class);
        connector.hangUp();
        stage.settle();

        assertThat(stage.requests().get(0).arguments())
                .containsExactly(DisarmReason.LOCAL_HANGUP, List.of(ConnectorFixtures.WATCHED));
    }

    @Scenario
    void aCallToBeRedialledIsWatchedBeforeItBegins(LaneHarness stage) {
        SipConnector connector = ConnectorFixtures.on(stage).manager(SipConnector.class);
        CallParameters parameters = CallParameters.to("600");
        connector.call(parameters, true);

        assertThat(stage.operations()).containsExactly(ARM, START_CALL);
        assertThat(stage.requests().get(0).arguments()).contains(parameters);
    }

    @Scenario
    void aCallMadeWhileALostOneIsBeingSetUpAgainTakesItsPlace(LaneHarness stage) {
        SipConnector connector = ConnectorFixtures.on(stage).post(call(CallState.CONNECTING)).post(redial(CallReconnectState.ATTEMPTING))
                .manager(SipConnector.class);
        CallParameters parameters = CallParameters.to("600");
        CompletionStage<PeerId> called = connector.call(parameters, true);
        assertThat(stage.operations()).as("before redial has ended the attempt's call").containsExactly(ARM);
        stage.post(call(CallState.IDLE)).post(ARM.done()).post(START_CALL.answered(new PeerId("p")));

        assertThat(stage.result(called)).isEqualTo(new PeerId("p"));
        assertThat(stage.operations()).containsExactly(ARM, START_CALL);
        assertThat(stage.requests().get(1).arguments()).contains(parameters);
    }

    @Scenario
    void aCallMadeInThePauseBeforeAnAttemptThatIsNotToBeRedialledEndsRedialling(LaneHarness stage) {
        SipConnector connector = ConnectorFixtures.on(stage).post(redial(CallReconnectState.BACKOFF)).manager(SipConnector.class);
        connector.call(CallParameters.to("600"), false);

        assertThat(stage.operations()).containsExactly(DISARM, START_CALL);
    }

    @Scenario
    void aCallMadeDuringACallIsRefusedAndThatCallIsStillWatched(LaneHarness stage) {
        SipConnector connector = ConnectorFixtures.on(stage).post(call(CallState.IN_CALL)).post(redial(CallReconnectState.ARMED))
                .manager(SipConnector.class);
        CompletionStage<PeerId> called = connector.call(CallParameters.to("601"), true);

        assertThat(stage.failure(called)).isInstanceOf(CallInProgressException.class);
        assertThat(stage.operations()).isEmpty();
    }

    @Scenario
    void aCallMadeBeforeTheRegistrarHasAnsweredWaitsForIt(LaneHarness stage) {
        SipConnector connector = ConnectorFixtures.on(stage).post(ConnectorFixtures.registering()).manager(SipConnector.class);
        CompletionStage<PeerId> called = connector.call(CallParameters.to("600"), true);
        assertThat(stage.operations()).isEmpty();
        stage.post(ConnectorFixtures.connected()).post(ARM.done()).post(START_CALL.answered(new PeerId("p")));

        assertThat(stage.result(called)).isEqualTo(new PeerId("p"));
        assertThat(stage.operations()).containsExactly(ARM, START_CALL);
    }

    @Scenario
    void aCallThatWaitsForTheRegistrationFailsWithIt(LaneHarness stage) {
        SipConnector connector = ConnectorFixtures.on(stage).post(ConnectorFixtures.registering()).manager(SipConnector.class);
        CompletionStage<PeerId> called = connector.call(CallParameters.to("600"), true);
        stage.post(ConnectorFixtures.registrationFailed());

        assertThat(stage.failure(called)).isInstanceOf(CallNotPossibleException.class).hasMessageContaining("not registered: 403 Forbidden");
        assertThat(stage.operations()).isEmpty();
    }

    @Scenario
    void aCallThatWaitedForTheRegistrationIsNotMadeInTheNextProcess(LaneHarness stage) {
        SipConnector connector = ConnectorFixtures.on(stage).post(ConnectorFixtures.registering()).manager(SipConnector.class);
        connector.call(CallParameters.to("600"), true);
        stage.post(new ProcessRestarted(stage.now().minus(Duration.ofHours(10)), true)).post(ConnectorFixtures.connected());

        assertThat(stage.operations()).isEmpty();
    }

    @Scenario
    void whoDrainsWaitsNoLongerThanACallForTheRegistration(LaneHarness stage) {
        SipConnector connector = ConnectorFixtures.on(stage).post(ConnectorFixtures.registering()).manager(SipConnector.class);
        connector.call(CallParameters.to("600"), true);
        CompletionStage<Void> drained = connector.drain();
        stage.settle();
        assertThat(drained.toCompletableFuture()).isNotDone();
        stage.post(ConnectorFixtures.registrationFailed());

        assertThat(stage.result(drained)).isNull();
    }

    @Scenario
    void whoDrainsWaitsNoLongerThanACallThatIsGivenUp(LaneHarness stage) {
        SipConnector connector = ConnectorFixtures.on(stage).post(ConnectorFixtures.registering()).manager(SipConnector.class);
        connector.call(CallParameters.to("600"), true);
        CompletionStage<Void> drained = connector.drain();
        connector.hangUp();

        assertThat(stage.result(drained)).isNull();
    }

    @Scenario
    void aHangUpGivesUpACallThatWaitsForTheRegistration(LaneHarness stage) {
        SipConnector connector = ConnectorFixtures.on(stage).post(ConnectorFixtures.registering()).manager(SipConnector.class);
        CompletionStage<PeerId> called = connector.call(CallParameters.to("600"), true);
        connector.hangUp();
        stage.post(ConnectorFixtures.connected());

        assertThat(stage.failure(called)).hasMessageContaining("the call was given up");
        assertThat(stage.operations()).doesNotContain(START_CALL);
    }

    @Scenario
    void answeringTakesTheRingingSessionAndGivesItToTheCall(LaneHarness stage) {
        SipConnector connector = ConnectorFixtures.on(stage).manager(SipConnector.class);
        CompletionStage<PeerId> answered = connector.answerToIncomingCall(CallParameters.answering());
        RingingInvite session =
                new RingingInvite(new UserAgentId("ua"), new DialogId("d"), "alice", Optional.empty());
        stage.post(CLAIM.answered(session));
        stage.post(ANSWER_CALL.answered(new PeerId("p")));

        assertThat(stage.result(answered)).isEqualTo(new PeerId("p"));
        assertThat(stage.operations()).containsExactly(CLAIM, ANSWER_CALL);
    }

    @Scenario
    void answeringWithoutACallFailsAsTheIncomingCallsDo(LaneHarness stage) {
        SipConnector connector = ConnectorFixtures.on(stage).manager(SipConnector.class);
        CompletionStage<PeerId> answered = connector.answerToIncomingCall(CallParameters.answering());
        stage.post(CLAIM.refused(new NoIncomingCallException()));

        assertThat(stage.failure(answered)).isInstanceOf(NoIncomingCallException.class);
    }

    @Scenario
    void theConnectionIsToldOfOutOfCallOnly(LaneHarness stage) {
        ConnectorFixtures.on(stage);
        ConnectionEvent lost = new ConnectionEvent.Disconnected(true, 1006, "gone");
        ConnectionEvent there = new ConnectionEvent.ConnectedWithConfiguration(ConnectorFixtures.CONFIGURATION);
        stage.post(lost).post(there);

        assertThat(stage.events(ConnectorEvent.class)).containsExactly(
                new ConnectorEvent.DisconnectedFromOutOfCall(),
                new ConnectorEvent.ConnectedWithConfigurationFromOutOfCall(ConnectorFixtures.CONFIGURATION));
        stage.post(call(CallState.IN_CALL)).forget().post(lost).post(there);
        assertThat(stage.events(ConnectorEvent.class)).isEmpty();
    }

    @Scenario
    void aDrainedConnectorLetsItsCallFinishAndTakesNoOther(LaneHarness stage) {
        SipConnector connector = ConnectorFixtures.on(stage).post(call(CallState.IN_CALL)).manager(SipConnector.class);
        CompletionStage<Void> drained = connector.drain();
        assertThat(stage.pending(drained)).isTrue();
        assertThat(connector.snapshot().draining()).isTrue();
        assertThat(stage.failure(connector.call(CallParameters.to("600"), false))).isInstanceOf(DrainingException.class);

        stage.post(call(CallState.IDLE));
        assertThat(stage.result(drained)).isNull();
        assertThat(connector.snapshot().draining()).isTrue();
    }

    @Scenario
    void aReopenedConnectorTakesCallsAgain(LaneHarness stage) {
        SipConnector connector = ConnectorFixtures.on(stage).manager(SipConnector.class);
        stage.result(connector.drain());
        stage.result(connector.undrain());
        connector.call(CallParameters.to("600"), false);

        assertThat(stage.operations()).containsExactly(START_CALL);
        assertThat(stage.events(ConnectorEvent.class)).containsExactly(new ConnectorEvent.DrainingChanged(true),
                new ConnectorEvent.DrainingChanged(false));
    }
}
