/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sipconnector.connector.ConnectorFixtures.call;
import static org.sipconnector.testkit.Operations.ARM;
import static org.sipconnector.testkit.Operations.AUTO_CONNECT;
import static org.sipconnector.testkit.Operations.AUTO_CONNECT_STOP;
import static org.sipconnector.testkit.Operations.DISARM;
import static org.sipconnector.testkit.Operations.END_CALL;
import static org.sipconnector.testkit.Operations.START_CALL;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.sipconnector.api.autoconnector.AutoConnectEvent;
import org.sipconnector.api.autoconnector.AutoConnectResult;
import org.sipconnector.api.autoconnector.AutoConnectorParameters;
import org.sipconnector.api.autoconnector.AutoConnectorState;
import org.sipconnector.api.call.CallFailedException;
import org.sipconnector.api.call.CallParameters;
import org.sipconnector.api.call.CallState;
import org.sipconnector.api.callreconnect.CallReconnectEvent;
import org.sipconnector.api.connection.ConnectionCanceledException;
import org.sipconnector.api.connection.ConnectionParameters;
import org.sipconnector.api.connector.CloseReason;
import org.sipconnector.api.connector.ConnectAndCallParameters;
import org.sipconnector.api.connector.ConnectAndCallPhase;
import org.sipconnector.api.connector.ConnectAndCallResult;
import org.sipconnector.api.connector.ConnectAndCallResult.InCall;
import org.sipconnector.api.connector.ConnectAndCallResult.NotInCall;
import org.sipconnector.api.connector.ConnectAndCallResult.Reason;
import org.sipconnector.api.connector.SipConnector;
import org.sipconnector.api.media.PeerId;
import org.sipconnector.api.sip.SipCause;
import org.sipconnector.api.sip.SipFailure;
import org.sipconnector.testkit.LaneHarness;
import org.sipconnector.testkit.Scenario;

class ConnectAndCallTest {

    private static final PeerId PEER = new PeerId("p");
    private static final CallFailedException REFUSED =
            new CallFailedException("call to 600", SipFailure.response(486, "Busy Here", List.of()));
    private static final SipFailure LOST = SipFailure.system(SipCause.RTP_TIMEOUT, "no media");
    private static final AutoConnectResult STARTED = AutoConnectResult.of(AutoConnectResult.Reason.STARTED);

    @Test
    void theChartIsSound() {
        assertThat(SessionChart.CHART.problems()).isEmpty();
    }

    @Scenario
    void connectingAndCallingGivesTheCallAndASessionThatIsActive(LaneHarness stage) {
        SipConnector connector = ConnectorFixtures.on(stage).manager(SipConnector.class);
        CompletionStage<ConnectAndCallResult> result = start(connector);
        connect(stage);
        stage.post(call(CallState.IN_CALL)).post(START_CALL.answered(PEER));

        InCall inCall = (InCall) stage.result(result);
        assertThat(inCall.configuration()).isEqualTo(ConnectorFixtures.CONFIGURATION);
        assertThat(inCall.peer()).isEqualTo(PEER);
        assertThat(connector.snapshot().session()).contains(inCall.session());
        assertThat(connector.snapshot().phase()).isEqualTo(ConnectAndCallPhase.ACTIVE);
        assertThat(stage.operations()).containsExactly(AUTO_CONNECT, ARM, START_CALL);
    }

    @Test
    void parametersAreHandedToTheAutoConnectorUnchanged() {
        LaneHarness stage = new LaneHarness();
        AutoConnectorParameters parameters =
                AutoConnectorParameters.of(LaneHarness.standardConfiguration().build().parameters());
        ConnectorFixtures.on(stage).manager(SipConnector.class).connectAndCallToServer(
                new ConnectAndCallParameters(Optional.of(parameters), CallParameters.to("600")));

        assertThat(stage.requests().get(0).arguments()).hasSize(1).first().isSameAs(parameters);
    }

    @Scenario
    void anAutoConnectorThatRunsForSomebodyElseIsNotTouched(LaneHarness stage) {
        SipConnector connector = ConnectorFixtures.on(stage).post(ConnectorFixtures.autoConnector(AutoConnectorState.CONNECTED_MONITORING))
                .manager(SipConnector.class);

        assertThat(stage.result(start(connector))).isEqualTo(NotInCall.because(Reason.AUTO_CONNECTOR_ACTIVE));
        assertThat(stage.operations()).isEmpty();
        assertThat(connector.snapshot().closeReason()).contains(CloseReason.AUTO_CONNECTOR_ACTIVE);
    }

    @Scenario
    void anAutoConnectorThatGaveUpIsStartedForTheSession(LaneHarness stage) {
        SipConnector connector = ConnectorFixtures.on(stage).post(ConnectorFixtures.autoConnector(AutoConnectorState.ERROR_TERMINAL))
                .manager(SipConnector.class);

        assertThat(stage.pending(start(connector))).isTrue();
        assertThat(stage.operations()).containsExactly(AUTO_CONNECT);
    }

    /** As one of a version that did not keep it. */
    @Scenario
    void noConnectionIsAnothersWhereTheAutoConnectorDoesNotTellWhatItHasMade(LaneHarness stage) {
        SipConnector connector = ConnectorFixtures.on(stage).manager(SipConnector.class);
        ConnectionParameters other = LaneHarness.standardConfiguration().displayName("Other").build().parameters();
        stage.post(ConnectorFixtures.autoConnector(AutoConnectorState.IDLE));
        CompletionStage<ConnectAndCallResult> result = connector.connectAndCallToServer(
                new ConnectAndCallParameters(Optional.of(AutoConnectorParameters.of(other)), CallParameters.to("600")));
        connect(stage);
        stage.post(call(CallState.IN_CALL)).post(START_CALL.answered(PEER));

        assertThat(stage.result(result)).isInstanceOf(InCall.class);
        assertThat(connector.snapshot().phase()).isEqualTo(ConnectAndCallPhase.ACTIVE);
    }

    @Scenario
    void aSecondSessionIsRefusedWhileOneIsOpenAndAllowedAfterIt(LaneHarness stage) {
        SipConnector connector = active(stage);
        assertThat(stage.result(start(connector))).isEqualTo(NotInCall.because(Reason.SESSION_ACTIVE));

        CompletionStage<Void> hungUp = connector.hangUp();
        cleanUp(stage);
        stage.result(hungUp);
        assertThat(stage.pending(start(connector))).isTrue();
    }

    @Scenario
    void withoutAConfigurationAfterConnectingItFailsAndCleansUp(LaneHarness stage) {
        SipConnector connector = ConnectorFixtures.on(stage).manager(SipConnector.class);
        CompletionStage<ConnectAndCallResult> result = start(connector);
        stage.post(AUTO_CONNECT.answered(STARTED)).post(AUTO_CONNECT_STOP.done());

        assertThat(stage.failure(result)).hasMessage("Connection configuration is unavailable after auto-connect");
        assertThat(connector.snapshot().closeReason()).contains(CloseReason.AUTO_CONNECT_FAILED);
    }

    @Scenario
    void theErrorOfTheFirstCallIsThrownAfterTheCleanUp(LaneHarness stage) {
        SipConnector connector = ConnectorFixtures.on(stage).manager(SipConnector.class);
        CompletionStage<ConnectAndCallResult> result = start(connector);
        connect(stage);
        stage.post(START_CALL.refused(REFUSED));
        assertThat(stage.pending(result)).isTrue();
        stage.post(AUTO_CONNECT_STOP.refused(new IllegalStateException("stuck")));

        assertThat(stage.failure(result)).isSameAs(REFUSED);
        assertThat(connector.snapshot().closeReason()).contains(CloseReason.INITIAL_CALL_FAILED);
        assertThat(stage.operations()).endsWith(AUTO_CONNECT_STOP);
    }

    @Scenario
    void aFailedConnectMakesNoCall(LaneHarness stage) {
        SipConnector connector = ConnectorFixtures.on(stage).manager(SipConnector.class);
        CompletionStage<ConnectAndCallResult> result = start(connector);
        IllegalStateException error = new IllegalStateException("no route");
        stage.post(AUTO_CONNECT.answered(new AutoConnectResult(AutoConnectResult.Reason.FAILED_ALL_ATTEMPTS, Optional.of(error))));
        stage.post(AUTO_CONNECT_STOP.done());

        assertThat(stage.result(result)).isEqualTo(new NotInCall(Reason.AUTO_CONNECT_FAILED, Optional.of(error)));
        assertThat(stage.operations()).containsExactly(AUTO_CONNECT, DISARM, AUTO_CONNECT_STOP);
    }

    @Scenario
    void aConnectThatWasCancelledIsNoFailure(LaneHarness stage) {
        CompletionStage<ConnectAndCallResult> result = start(ConnectorFixtures.on(stage).manager(SipConnector.class));
        stage.post(AUTO_CONNECT.answered(new AutoConnectResult(AutoConnectResult.Reason.STOP_ATTEMPTS_BY_ERROR,
                Optional.of(new ConnectionCanceledException()))));
        stage.post(AUTO_CONNECT_STOP.done());

        assertThat(((NotInCall) stage.result(result)).reason()).isEqualTo(Reason.CANCELLED);
    }

    @Scenario
    void disconnectingWhileConnectingCancelsTheStart(LaneHarness stage) {
        SipConnector connector = ConnectorFixtures.on(stage).manager(SipConnector.class);
        CompletionStage<ConnectAndCallResult> result = start(connector);
        CompletionStage<Void> disconnected = connector.disconnect();
        stage.post(AUTO_CONNECT_STOP.done());
        assertThat(stage.result(disconnected)).isNull();
        stage.post(AUTO_CONNECT.answered(AutoConnectResult.of(AutoConnectResult.Reason.CANCELLED)));

        assertThat(((NotInCall) stage.result(result)).reason()).isEqualTo(Reason.CANCELLED);
        assertThat(connector.snapshot().closeReason()).contains(CloseReason.MANUAL);
        assertThat(stage.operations()).containsExactly(AUTO_CONNECT, DISARM, AUTO_CONNECT_STOP);
    }

    @Scenario
    void hangingUpWhileDiallingIsNeverASuccessEvenWhenTheCallComesUp(LaneHarness stage) {
        SipConnector connector = ConnectorFixtures.on(stage).manager(SipConnector.class);
        CompletionStage<ConnectAndCallResult> result = start(connector);
        connect(stage);
        CompletionStage<Void> hungUp = connector.hangUp();
        stage.post(START_CALL.answered(PEER)).post(END_CALL.done()).post(AUTO_CONNECT_STOP.done());

        assertThat(stage.result(hungUp)).isNull();
        assertThat(((NotInCall) stage.result(result)).reason()).isEqualTo(Reason.CANCELLED);
        assertThat(stage.operations()).containsExactly(AUTO_CONNECT, ARM, START_CALL, DISARM, END_CALL, AUTO_CONNECT_STOP);
    }

    @Scenario
    void hangingUpWhileDiallingCarriesTheCallsError(LaneHarness stage) {
        SipConnector connector = ConnectorFixtures.on(stage).manager(SipConnector.class);
        CompletionStage<ConnectAndCallResult> result = start(connector);
        connect(stage);
        connector.hangUp();
        stage.post(START_CALL.refused(REFUSED)).post(END_CALL.done()).post(AUTO_CONNECT_STOP.done());

        assertThat(stage.result(result)).isEqualTo(new NotInCall(Reason.CANCELLED, Optional.of(REFUSED)));
    }

    @Scenario
    void hangingUpAndDisconnectingAtOnceCleansUpOnce(LaneHarness stage) {
        SipConnector connector = active(stage);
        CompletionStage<Void> hungUp = connector.hangUp();
        CompletionStage<Void> disconnected = connector.disconnect();
        CompletionStage<CloseReason> reason = connector.waitUntilClosed(connector.snapshot().session().orElseThrow());
        stage.forget();
        cleanUp(stage);

        assertThat(stage.result(hungUp)).isNull();
        assertThat(stage.result(disconnected)).isNull();
        assertThat(stage.result(reason)).isEqualTo(CloseReason.MANUAL);
        assertThat(stage.operations()).containsExactly(AUTO_CONNECT_STOP);
    }

    @Scenario
    void aCallThatCannotBeEndedStillStopsTheAutoConnectorAndIsToldToWhoHungUp(LaneHarness stage) {
        SipConnector connector = active(stage);
        CompletionStage<Void> hungUp = connector.hangUp();
        IllegalStateException error = new IllegalStateException("no answer");
        stage.post(END_CALL.refused(error)).post(AUTO_CONNECT_STOP.done());

        assertThat(stage.failure(hungUp)).isSameAs(error);
        assertThat(stage.operations()).endsWith(END_CALL, AUTO_CONNECT_STOP);
        assertThat(connector.snapshot().phase()).isEqualTo(ConnectAndCallPhase.CLOSED);
    }

    @Scenario
    void anAutoConnectorThatFailedAllAttemptsClosesTheSession(LaneHarness stage) {
        closes(stage, new AutoConnectEvent.FailedAllAttempts(new IllegalStateException("gone")));
    }

    @Scenario
    void anAutoConnectorStoppedByAnErrorClosesTheSession(LaneHarness stage) {
        closes(stage, new AutoConnectEvent.StopAttemptsByError(new IllegalStateException("forbidden")));
    }

    @Scenario
    void anAutoConnectorThatReachedItsLimitClosesTheSession(LaneHarness stage) {
        closes(stage, new AutoConnectEvent.LimitReachedAttempts(new IllegalStateException("30")));
    }

    private static void closes(LaneHarness stage, AutoConnectEvent gaveUp) {
        SipConnector connector = active(stage);
        stage.forget();
        stage.post(gaveUp);
        cleanUp(stage);

        assertThat(connector.snapshot().closeReason()).contains(CloseReason.AUTO_CONNECT_FAILED);
        assertThat(stage.operations()).containsExactly(DISARM, END_CALL, AUTO_CONNECT_STOP);
    }

    @Scenario
    void anAutoConnectorThatComesToRestClosesTheSessionAndOneThatWorksDoesNot(LaneHarness stage) {
        SipConnector connector = active(stage);
        stage.post(ConnectorFixtures.autoConnector(AutoConnectorState.WAITING_BEFORE_RETRY));
        assertThat(connector.snapshot().phase()).isEqualTo(ConnectAndCallPhase.ACTIVE);
        stage.post(ConnectorFixtures.autoConnector(AutoConnectorState.IDLE));
        cleanUp(stage);

        assertThat(connector.snapshot().closeReason()).contains(CloseReason.AUTO_CONNECT_FAILED);
    }

    @Scenario
    void anAutoConnectorThatWaitsForTheHostsNetworkKeepsTheSessionOpen(LaneHarness stage) {
        SipConnector connector = active(stage);
        stage.post(ConnectorFixtures.offline());

        assertThat(connector.snapshot().phase()).isEqualTo(ConnectAndCallPhase.ACTIVE);
    }

    @Scenario
    void anAutoConnectorThatGivesUpWhileDiallingFailsTheStart(LaneHarness stage) {
        SipConnector connector = ConnectorFixtures.on(stage).manager(SipConnector.class);
        CompletionStage<ConnectAndCallResult> result = start(connector);
        connect(stage);
        stage.post(new AutoConnectEvent.FailedAllAttempts(new IllegalStateException("gone")));
        stage.post(START_CALL.refused(REFUSED));
        cleanUp(stage);

        assertThat(((NotInCall) stage.result(result)).reason()).isEqualTo(Reason.AUTO_CONNECT_FAILED);
    }

    @Scenario
    void aLostCallIsSetUpAgainAndTheSessionGoesOn(LaneHarness stage) {
        SipConnector connector = active(stage);
        stage.post(new CallReconnectEvent.TerminationClassified(true, LOST));
        assertThat(connector.snapshot().phase()).isEqualTo(ConnectAndCallPhase.RECONNECTING);
        stage.post(new CallReconnectEvent.AttemptSucceeded(1));

        assertThat(connector.snapshot().phase()).isEqualTo(ConnectAndCallPhase.ACTIVE);
        assertThat(stage.operations()).doesNotContain(AUTO_CONNECT_STOP);
    }

    @Scenario
    void hangingUpWhileALostCallIsSetUpAgainEndsTheSession(LaneHarness stage) {
        SipConnector connector = active(stage);
        stage.post(new CallReconnectEvent.TerminationClassified(true, LOST));
        CompletionStage<Void> hungUp = connector.hangUp();
        cleanUp(stage);

        assertThat(stage.result(hungUp)).isNull();
        assertThat(connector.snapshot().closeReason()).contains(CloseReason.MANUAL);
        assertThat(connector.snapshot().phase()).isEqualTo(ConnectAndCallPhase.CLOSED);
    }

    @Scenario
    void aCallThatIsNotToBeRedialledCompletesTheSessionOnce(LaneHarness stage) {
        SipConnector connector = active(stage);
        stage.forget();
        stage.post(new CallReconnectEvent.TerminationClassified(false, LOST))
                .post(new CallReconnectEvent.Terminal("limit-reached", 5, Optional.empty()));
        cleanUp(stage);

        assertThat(connector.snapshot().closeReason()).contains(CloseReason.COMPLETED);
        assertThat(stage.operations()).containsExactly(DISARM, AUTO_CONNECT_STOP);
    }

    @Scenario
    void aCleanUpInTheBackgroundThatFailsClosesTheSessionAllTheSame(LaneHarness stage) {
        SipConnector connector = active(stage);
        CompletionStage<CloseReason> closed = connector.waitUntilClosed(connector.snapshot().session().orElseThrow());
        stage.post(new AutoConnectEvent.FailedAllAttempts(new IllegalStateException("gone")))
                .post(END_CALL.refused(new IllegalStateException("no answer")))
                .post(AUTO_CONNECT_STOP.refused(new IllegalStateException("stuck")));

        assertThat(stage.result(closed)).isEqualTo(CloseReason.AUTO_CONNECT_FAILED);
        assertThat(connector.snapshot().phase()).isEqualTo(ConnectAndCallPhase.CLOSED);
    }

    @Scenario
    void redialInVainClosesTheSession(LaneHarness stage) {
        SipConnector connector = active(stage);
        stage.post(new CallReconnectEvent.TerminationClassified(true, LOST))
                .post(new CallReconnectEvent.Terminal("limit-reached", 5, Optional.empty()));
        cleanUp(stage);

        assertThat(connector.snapshot().closeReason()).contains(CloseReason.REDIAL_EXHAUSTED);
    }

    @Scenario
    void aFirstCallThatIsRefusedIsTheCallsErrorAndNotACompletedSession(LaneHarness stage) {
        SipConnector connector = ConnectorFixtures.on(stage).manager(SipConnector.class);
        CompletionStage<ConnectAndCallResult> result = start(connector);
        connect(stage);
        stage.post(new CallReconnectEvent.TerminationClassified(false, LOST)).post(START_CALL.refused(REFUSED));
        cleanUp(stage);

        assertThat(stage.failure(result)).isSameAs(REFUSED);
        assertThat(connector.snapshot().closeReason()).contains(CloseReason.INITIAL_CALL_FAILED);
    }

    private static CompletionStage<ConnectAndCallResult> start(SipConnector connector) {
        return connector.connectAndCallToServer(ConnectAndCallParameters.to("600"));
    }

    private static void connect(LaneHarness stage) {
        stage.post(ConnectorFixtures.connected()).post(AUTO_CONNECT.answered(STARTED));
    }

    private static SipConnector active(LaneHarness stage) {
        SipConnector connector = ConnectorFixtures.on(stage).manager(SipConnector.class);
        start(connector);
        connect(stage);
        stage.post(ConnectorFixtures.autoConnector(AutoConnectorState.CONNECTED_MONITORING));
        stage.post(call(CallState.IN_CALL)).post(START_CALL.answered(PEER));
        return connector;
    }

    private static void cleanUp(LaneHarness stage) {
        stage.post(END_CALL.done()).post(call(CallState.IDLE)).post(ConnectorFixtures.disconnected()).post(AUTO_CONNECT_STOP.done())
                .post(ConnectorFixtures.autoConnector(AutoConnectorState.IDLE));
    }
}
