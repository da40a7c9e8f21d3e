/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.incomingcall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sipconnector.testkit.Operations.ANSWER_CALL;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.sipconnector.api.call.CallInProgressException;
import org.sipconnector.api.call.CallManager;
import org.sipconnector.api.call.CallNotPossibleException;
import org.sipconnector.api.call.CallParameters;
import org.sipconnector.api.call.CallSnapshot;
import org.sipconnector.api.call.CallState;
import org.sipconnector.api.call.RingingInvite;
import org.sipconnector.api.connection.ConnectionEvent;
import org.sipconnector.api.connector.ConnectAndCallPhase;
import org.sipconnector.api.connector.ConnectorSnapshot;
import org.sipconnector.api.connector.SipConnector;
import org.sipconnector.api.incomingcall.CallDecision;
import org.sipconnector.api.incomingcall.IncomingCallDecider;
import org.sipconnector.api.incomingcall.IncomingCallEvent;
import org.sipconnector.api.incomingcall.IncomingCallManager;
import org.sipconnector.api.incomingcall.IncomingCallState;
import org.sipconnector.api.incomingcall.NoIncomingCallException;
import org.sipconnector.api.incomingcall.RemoteCaller;
import org.sipconnector.api.incomingcall.RingingCall;
import org.sipconnector.api.incomingcall.SecondCallPolicy;
import org.sipconnector.api.sip.DialogId;
import org.sipconnector.api.sip.Originator;
import org.sipconnector.api.sip.SipCause;
import org.sipconnector.api.sip.SipFailure;
import org.sipconnector.api.sip.UserAgentId;
import org.sipconnector.spi.sip.SipEvent;
import org.sipconnector.testkit.LaneHarness;
import org.sipconnector.testkit.RecordedSip.Reject;
import org.sipconnector.testkit.RecordedSip.Ring;
import org.sipconnector.testkit.Scenario;
import org.sipconnector.testkit.StandIn;

class IncomingCallsTest {

    private static final UserAgentId UA = new UserAgentId("ua");
    private static final RingingCall JOHN = new RingingCall(new DialogId("john"),
            new RemoteCaller(Optional.of("John Doe"), "example.com", "johndoe"));
    private static final RingingCall JANE = new RingingCall(new DialogId("jane"),
            new RemoteCaller(Optional.empty(), "example.com", ""));

    private static IncomingCallManager on(LaneHarness stage) {
        return on(stage, null, SecondCallPolicy.RING);
    }

    private static IncomingCallManager on(LaneHarness stage, IncomingCallDecider decider, SecondCallPolicy policy) {
        stage.install(new StandIn(CallManager.class, CallSnapshot.IDLE), new IncomingCallManagerFactory(stage.sip(),
                connector -> Optional.ofNullable(decider), policy));
        return stage.manager(IncomingCallManager.class);
    }

    private static void rings(LaneHarness stage, RingingCall call) {
        stage.post(new SipEvent.IncomingInvite(UA, call.dialog(), "1001", call.caller().incomingNumber(),
                call.caller().host(), call.caller().displayName(), Optional.of("offer of " + call.dialog()), List.of()));
    }

    private static void fails(LaneHarness stage, RingingCall call, Originator originator, SipCause cause) {
        stage.post(new SipEvent.DialogFailed(UA, call.dialog(),
                new SipFailure(originator, cause, 0, cause.text(), List.of())));
    }

    private static List<Integer> refusals(LaneHarness stage) {
        return stage.commands(Reject.class).stream().map(Reject::status).toList();
    }

    @Scenario
    void aDrainedConnectorRefusesCallsUntilItIsReopened(LaneHarness stage) {
        IncomingCallManager calls = on(stage);
        stage.install(new StandIn(SipConnector.class, ConnectorSnapshot.IDLE));
        stage.post(drained(true));
        rings(stage, JOHN);
        assertThat(refusals(stage)).containsExactly(503);
        assertThat(stage.command(Reject.class).toString()).contains("Retry-After: 60");
        assertThat(stage.events(IncomingCallEvent.class)).isEmpty();

        stage.post(drained(false));
        rings(stage, JANE);
        assertThat(calls.isAvailableIncomingCall()).isTrue();
    }

    private static StandIn.Shown drained(boolean drained) {
        return new StandIn.Shown(SipConnector.class,
                new ConnectorSnapshot(drained, Optional.empty(), ConnectAndCallPhase.IDLE, Optional.empty(), false, false));
    }

    // ---- who calls

    @Scenario
    void withoutACallThereIsNoCaller(LaneHarness stage) {
        IncomingCallManager calls = on(stage);

        assertThat(calls.remoteCaller()).isEmpty();
        assertThat(calls.isAvailableIncomingCall()).isFalse();
        assertThat(calls.snapshot().state()).isEqualTo(IncomingCallState.IDLE);
        assertThat(stage.failure(calls.claim())).isInstanceOf(NoIncomingCallException.class)
                .hasMessage("that call does not ring, or rings no more");
        assertThat(stage.failure(calls.decline())).isInstanceOf(NoIncomingCallException.class);
        assertThat(stage.failure(calls.busy())).isInstanceOf(NoIncomingCallException.class);
    }

    @Scenario
    void aCallIsAnnouncedWithItsCallerBeforeItRings(LaneHarness stage) {
        IncomingCallManager calls = on(stage);
        rings(stage, JOHN);

        assertThat(calls.remoteCaller()).contains(JOHN.caller());
        assertThat(calls.isAvailableIncomingCall()).isTrue();
        assertThat(calls.snapshot().state()).isEqualTo(IncomingCallState.RINGING);
        assertThat(calls.snapshot().remoteCaller()).contains(JOHN.caller());
        assertThat(stage.events(IncomingCallEvent.class)).containsExactly(new IncomingCallEvent.Ringing(JOHN));
        assertThat(stage.eventNames()).contains("incoming-call:ringing");
        assertThat(stage.command(Ring.class).dialog()).isEqualTo(JOHN.dialog());
    }

    @Scenario
    void aCallerMayHaveNeitherNameNorNumber(LaneHarness stage) {
        IncomingCallManager calls = on(stage);
        rings(stage, JANE);

        assertThat(calls.remoteCaller()).contains(new RemoteCaller(Optional.empty(), "example.com", ""));
    }

    // ---- handing over and refusing

    @Scenario
    void aCallThatIsHandedOverIsNoLongerPending(LaneHarness stage) {
        IncomingCallManager calls = on(stage);
        rings(stage, JOHN);

        assertThat(stage.result(calls.claim()))
                .isEqualTo(new RingingInvite(UA, JOHN.dialog(), "johndoe", Optional.of("offer of john")));
        assertThat(calls.isAvailableIncomingCall()).isFalse();
        assertThat(calls.snapshot().state()).isEqualTo(IncomingCallState.CONSUMED);
        assertThat(calls.snapshot().remoteCaller()).contains(JOHN.caller());
        assertThat(calls.snapshot().lastReason()).contains(IncomingCallState.CONSUMED);
        assertThat(stage.failure(calls.claim())).isInstanceOf(NoIncomingCallException.class);
    }

    @Scenario
    void aHandedOverCallThatFailsIsToldButStaysConsumed(LaneHarness stage) {
        IncomingCallManager calls = on(stage);
        rings(stage, JOHN);
        stage.result(calls.claim());
        fails(stage, JOHN, Originator.REMOTE, SipCause.CANCELED);

        assertThat(stage.events()).contains(new IncomingCallEvent.Failed(JOHN));
        assertThat(calls.snapshot().state()).isEqualTo(IncomingCallState.CONSUMED);
    }

    @Scenario
    void decliningForgetsTellsAndRefusesWith603(LaneHarness stage) {
        IncomingCallManager calls = on(stage);
        rings(stage, JOHN);
        stage.result(calls.decline());
        fails(stage, JOHN, Originator.LOCAL, SipCause.REJECTED);

        assertThat(refusals(stage)).containsExactly(603);
        assertThat(stage.events(IncomingCallEvent.class)).containsExactly(new IncomingCallEvent.Ringing(JOHN),
                new IncomingCallEvent.Declined(JOHN), new IncomingCallEvent.Terminated(JOHN));
        assertThat(calls.snapshot().state()).isEqualTo(IncomingCallState.DECLINED);
        assertThat(calls.snapshot().lastReason()).contains(IncomingCallState.DECLINED);
        assertThat(calls.isAvailableIncomingCall()).isFalse();
    }

    @Scenario
    void anotherStatusMayBeGivenAndBusyIs486(LaneHarness stage) {
        IncomingCallManager calls = on(stage);
        rings(stage, JOHN);
        stage.result(calls.decline(603));
        rings(stage, JANE);
        stage.result(calls.busy());

        assertThat(refusals(stage)).containsExactly(603, 486);
    }

    @Scenario
    void aStatusThatIsNoRefusalFailsAndTheCallRingsOn(LaneHarness stage) {
        IncomingCallManager calls = on(stage);
        rings(stage, JOHN);

        assertThat(stage.failure(calls.decline(200))).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("status: '200' is not from 300 to 699");
        assertThat(calls.isAvailableIncomingCall()).isTrue();
        assertThat(refusals(stage)).isEmpty();
    }

    // ---- the end

    @Scenario
    void ringingTooLongTerminatesTheCall(LaneHarness stage) {
        IncomingCallManager calls = on(stage);
        rings(stage, JOHN);
        fails(stage, JOHN, Originator.LOCAL, SipCause.NO_ANSWER);

        assertThat(stage.events()).contains(new IncomingCallEvent.Terminated(JOHN));
        assertThat(calls.snapshot().state()).isEqualTo(IncomingCallState.TERMINATED);
        assertThat(calls.isAvailableIncomingCall()).isFalse();
    }

    @Scenario
    void aCallerWhoHangsUpFailsTheCall(LaneHarness stage) {
        IncomingCallManager calls = on(stage);
        rings(stage, JOHN);
        fails(stage, JOHN, Originator.REMOTE, SipCause.CANCELED);

        assertThat(stage.events()).contains(new IncomingCallEvent.Failed(JOHN));
        assertThat(calls.snapshot().state()).isEqualTo(IncomingCallState.FAILED);
        assertThat(calls.isAvailableIncomingCall()).isFalse();
    }

    @Scenario
    void anExpiredInviteFailsTheCall(LaneHarness stage) {
        IncomingCallManager calls = on(stage);
        rings(stage, JOHN);
        fails(stage, JOHN, Originator.SYSTEM, SipCause.EXPIRES);

        assertThat(calls.snapshot().state()).isEqualTo(IncomingCallState.FAILED);
    }

    @Scenario
    void theLossOfTheConnectionClearsStateAndCallTogether(LaneHarness stage) {
        IncomingCallManager calls = on(stage);
        rings(stage, JOHN);
        stage.post(new ConnectionEvent.Disconnected(true, 1006, "reset"));

        assertThat(calls.snapshot().state()).isEqualTo(IncomingCallState.IDLE);
        assertThat(calls.snapshot().lastReason()).isEmpty();
        assertThat(calls.isAvailableIncomingCall()).isFalse();
        fails(stage, JOHN, Originator.SYSTEM, SipCause.CONNECTION_ERROR);
        assertThat(stage.events()).contains(new IncomingCallEvent.Failed(JOHN));
        assertThat(calls.snapshot().state()).isEqualTo(IncomingCallState.IDLE);
    }

    @Scenario
    void aLostAccountClearsAndNobodyIsLeftRinging(LaneHarness stage) {
        IncomingCallManager calls = on(stage);
        rings(stage, JOHN);
        stage.post(new ConnectionEvent.RegistrationFailed(SipFailure.response(403, "Forbidden", List.of())));

        assertThat(calls.snapshot().state()).isEqualTo(IncomingCallState.IDLE);
        assertThat(refusals(stage)).containsExactly(480);
    }

    @Scenario
    void aCallThatCannotBeAnsweredAfterItsAccountWasLostIsRefused(LaneHarness stage) {
        IncomingCallManager calls = on(stage);
        rings(stage, JOHN);
        DialogId dialog = stage.result(calls.claim()).dialog();
        stage.post(new ConnectionEvent.RegistrationFailed(SipFailure.response(403, "Forbidden", List.of())));
        assertThat(refusals(stage)).as("while it is being answered").isEmpty();
        stage.result(calls.giveBack(dialog));

        assertThat(refusals(stage)).containsExactly(480);
        assertThat(calls.snapshot().ringing()).isEmpty();
    }

    @Scenario
    void aCallThatCannotBeAnsweredAfterAllWereForgottenIsRefusedOnce(LaneHarness stage) {
        IncomingCallManager calls = on(stage);
        rings(stage, JOHN);
        DialogId dialog = stage.result(calls.claim()).dialog();
        stage.result(calls.reset());
        stage.result(calls.stop());
        stage.result(calls.giveBack(dialog));
        stage.result(calls.giveBack(dialog));

        assertThat(refusals(stage)).containsExactly(480);
    }

    @Scenario
    void aFailedConnectClearsAFinishedCall(LaneHarness stage) {
        IncomingCallManager calls = on(stage);
        rings(stage, JOHN);
        stage.result(calls.decline());
        stage.post(new ConnectionEvent.ConnectFailed(new IllegalStateException("no")));

        assertThat(calls.snapshot().state()).isEqualTo(IncomingCallState.IDLE);
        assertThat(refusals(stage)).containsExactly(603);
    }

    @Scenario
    void resetForgetsTheOutcome(LaneHarness stage) {
        IncomingCallManager calls = on(stage);
        rings(stage, JOHN);
        fails(stage, JOHN, Originator.REMOTE, SipCause.CANCELED);
        stage.result(calls.reset());

        assertThat(calls.snapshot().state()).isEqualTo(IncomingCallState.IDLE);
        assertThat(calls.snapshot().remoteCaller()).isEmpty();
        assertThat(calls.snapshot().lastReason()).isEmpty();
    }

    @Scenario
    void resetRefusesEveryCallThatRings(LaneHarness stage) {
        IncomingCallManager calls = on(stage);
        rings(stage, JOHN);
        rings(stage, JANE);
        stage.result(calls.reset());

        assertThat(refusals(stage)).containsExactly(480, 480);
        assertThat(calls.snapshot().state()).isEqualTo(IncomingCallState.IDLE);
        assertThat(calls.isAvailableIncomingCall()).isFalse();
    }

    @Scenario
    void aStoppedManagerNoticesNothingUntilStarted(LaneHarness stage) {
        IncomingCallManager calls = on(stage);
        rings(stage, JOHN);
        stage.result(calls.stop());
        assertThat(calls.isAvailableIncomingCall()).isFalse();
        assertThat(refusals(stage)).as("what the caller hears").containsExactly(480);
        fails(stage, JOHN, Originator.LOCAL, SipCause.UNAVAILABLE);
        assertThat(calls.snapshot().state()).isEqualTo(IncomingCallState.TERMINATED);
        assertThat(stage.events()).contains(new IncomingCallEvent.Terminated(JOHN));

        rings(stage, JANE);
        assertThat(calls.isAvailableIncomingCall()).isFalse();
        stage.result(calls.start());
        rings(stage, JANE);
        assertThat(calls.remoteCaller()).contains(JANE.caller());
    }

    // ---- two at once

    @Scenario
    void aSecondCallIsTheOneAskedAboutAndBothAreSeen(LaneHarness stage) {
        IncomingCallManager calls = on(stage);
        rings(stage, JOHN);
        rings(stage, JANE);

        assertThat(calls.remoteCaller()).contains(JANE.caller());
        assertThat(calls.snapshot().ringing()).containsExactly(JOHN, JANE);
        assertThat(stage.commands(Ring.class)).hasSize(2);
    }

    @Scenario
    void theFirstCallsEndDoesNotTouchTheSecond(LaneHarness stage) {
        IncomingCallManager calls = on(stage);
        rings(stage, JOHN);
        rings(stage, JANE);
        fails(stage, JOHN, Originator.REMOTE, SipCause.CANCELED);

        assertThat(stage.events()).contains(new IncomingCallEvent.Failed(JOHN));
        assertThat(calls.snapshot().state()).isEqualTo(IncomingCallState.RINGING);
        assertThat(calls.remoteCaller()).contains(JANE.caller());
    }

    @Scenario
    void whenTheSecondCallEndsTheFirstStillRings(LaneHarness stage) {
        IncomingCallManager calls = on(stage);
        rings(stage, JOHN);
        rings(stage, JANE);
        stage.result(calls.decline());

        assertThat(calls.snapshot().state()).isEqualTo(IncomingCallState.RINGING);
        assertThat(calls.remoteCaller()).contains(JOHN.caller());
        assertThat(stage.result(calls.claim()).dialog()).isEqualTo(JOHN.dialog());
    }

    @Scenario
    void eitherOfTwoCallsMayBeNamed(LaneHarness stage) {
        IncomingCallManager calls = on(stage);
        rings(stage, JOHN);
        rings(stage, JANE);
        stage.result(calls.decline(JOHN.dialog(), 603));

        assertThat(stage.command(Reject.class).dialog()).isEqualTo(JOHN.dialog());
        assertThat(stage.result(calls.claim(JANE.dialog())).dialog()).isEqualTo(JANE.dialog());
        assertThat(calls.snapshot().state()).isEqualTo(IncomingCallState.CONSUMED);
        assertThat(stage.failure(calls.claim(JOHN.dialog()))).isInstanceOf(NoIncomingCallException.class);
    }

    @Scenario
    void aCallThatIsGivenBackDoesNotComeBeforeOneThatCameLater(LaneHarness stage) {
        IncomingCallManager calls = on(stage);
        rings(stage, JOHN);
        rings(stage, JANE);
        stage.result(calls.claim(JOHN.dialog()));
        stage.result(calls.giveBack(JOHN.dialog()));

        assertThat(calls.snapshot().ringing()).containsExactly(JOHN, JANE);
        assertThat(calls.snapshot().remoteCaller()).as("whom the chart shows").contains(JANE.caller());
        stage.result(calls.decline());
        assertThat(stage.command(Reject.class).dialog()).isEqualTo(JANE.dialog());
        assertThat(calls.snapshot().remoteCaller()).as("whom the chart shows then").contains(JOHN.caller());
    }

    @Scenario
    void aBusyPolicyRefusesTheSecondCallUnseen(LaneHarness stage) {
        IncomingCallManager calls = on(stage, null, SecondCallPolicy.BUSY);
        rings(stage, JOHN);
        rings(stage, JANE);

        assertThat(refusals(stage)).containsExactly(486);
        assertThat(calls.snapshot().ringing()).containsExactly(JOHN);
        assertThat(stage.events(IncomingCallEvent.Ringing.class)).hasSize(1);
    }

    @Scenario
    void aConnectorMayHaveAPolicyOfItsOwn(LaneHarness stage) {
        IncomingCallManager calls = on(stage);
        stage.result(calls.onSecondCall(SecondCallPolicy.BUSY));
        rings(stage, JOHN);
        rings(stage, JANE);

        assertThat(refusals(stage)).containsExactly(486);
    }

    // ---- deciders

    @Scenario
    void aDeciderThatRefusesAtOnceIsFasterThanTheRinging(LaneHarness stage) {
        on(stage, (connector, call) -> CompletableFuture.completedStage(new CallDecision.Refuse(603)),
                SecondCallPolicy.RING);
        rings(stage, JOHN);

        assertThat(refusals(stage)).containsExactly(603);
        assertThat(stage.commands(Ring.class)).isEmpty();
        assertThat(stage.events()).contains(new IncomingCallEvent.Declined(JOHN));
    }

    @Scenario
    void aDeciderMayAnswer(LaneHarness stage) {
        CallParameters parameters = CallParameters.answering();
        IncomingCallManager calls =
                on(stage, (connector, call) -> CompletableFuture.completedStage(new CallDecision.Answer(parameters)), SecondCallPolicy.RING);
        rings(stage, JOHN);

        assertThat(stage.requests()).singleElement().satisfies(asked -> {
            assertThat(asked.operation()).isEqualTo(ANSWER_CALL);
            assertThat(asked.arguments()).containsExactly(
                    new RingingInvite(UA, JOHN.dialog(), "johndoe", Optional.of("offer of john")), parameters);
        });
        assertThat(calls.snapshot().state()).isEqualTo(IncomingCallState.CONSUMED);
    }

    @Scenario
    void whoADeciderAnswersWhileACallIsUpHearsThatWeAreBusy(LaneHarness stage) {
        on(stage, (connector, call) -> CompletableFuture.completedStage(new CallDecision.Answer(CallParameters.answering())),
                SecondCallPolicy.RING);
        rings(stage, JANE);
        stage.post(ANSWER_CALL.refused(new CallInProgressException(CallState.IN_CALL)));

        assertThat(refusals(stage)).containsExactly(486);
        assertThat(stage.events()).contains(new IncomingCallEvent.Declined(JANE));
    }

    @Scenario
    void whoADeciderCouldNotAnswerHearsTheRinging(LaneHarness stage) {
        IncomingCallManager calls = on(stage,
                (connector, call) -> CompletableFuture.completedStage(new CallDecision.Answer(CallParameters.answering())), SecondCallPolicy.RING);
        rings(stage, JANE);
        assertThat(stage.commands(Ring.class)).isEmpty();
        stage.post(ANSWER_CALL.refused(new CallNotPossibleException("no media engine")));

        assertThat(stage.commands(Ring.class)).hasSize(1);
        assertThat(refusals(stage)).isEmpty();
        assertThat(calls.snapshot().ringing()).containsExactly(JANE);
    }

    @Scenario
    void aDeciderMayTakeItsTimeWhileTheCallRings(LaneHarness stage) {
        CompletableFuture<CallDecision> later = new CompletableFuture<>();
        on(stage, (connector, call) -> later, SecondCallPolicy.RING);
        rings(stage, JOHN);
        assertThat(stage.commands(Ring.class)).hasSize(1);
        later.complete(new CallDecision.Refuse(486));

        assertThat(refusals(stage)).containsExactly(486);
    }

    @Scenario
    void aDecisionThatComesTooLateHasNoEffect(LaneHarness stage) {
        CompletableFuture<CallDecision> later = new CompletableFuture<>();
        on(stage, (connector, call) -> later, SecondCallPolicy.RING);
        rings(stage, JOHN);
        fails(stage, JOHN, Originator.REMOTE, SipCause.CANCELED);
        later.complete(new CallDecision.Refuse(486));

        assertThat(refusals(stage)).isEmpty();
    }

    @Scenario
    void aDeciderThatFailsOrDecidesNonsenseLeavesTheCallRinging(LaneHarness stage) {
        CompletionStage<CallDecision> nonsense = CompletableFuture.completedStage(new CallDecision.Refuse(200));
        IncomingCallManager calls = on(stage, (connector, call) -> {
            if (call.equals(JOHN)) {
                throw new IllegalStateException("not today");
            }
            return nonsense;
        }, SecondCallPolicy.RING);
        rings(stage, JOHN);
        rings(stage, JANE);

        assertThat(calls.snapshot().ringing()).containsExactly(JOHN, JANE);
        assertThat(stage.commands(Ring.class)).hasSize(2);
    }
}
