/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.callhistory;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.sipconnector.api.call.CallEvent;
import org.sipconnector.api.callhistory.CallHistoryEvent;
import org.sipconnector.api.callhistory.CallHistoryManager;
import org.sipconnector.api.callhistory.CallHistorySnapshot;
import org.sipconnector.api.callhistory.CallRecord;
import org.sipconnector.api.incomingcall.IncomingCallEvent;
import org.sipconnector.api.incomingcall.RemoteCaller;
import org.sipconnector.api.incomingcall.RingingCall;
import org.sipconnector.api.serverapi.ServerApiEvent;
import org.sipconnector.api.sip.DialogId;
import org.sipconnector.api.sip.Originator;
import org.sipconnector.api.sip.SipCause;
import org.sipconnector.api.sip.SipFailure;
import org.sipconnector.testkit.LaneHarness;
import org.sipconnector.testkit.Scenario;

class CallHistoryTest {

    private static final DialogId DIALOG = new DialogId("call-1");
    private static final RingingCall RINGING = new RingingCall(DIALOG, new RemoteCaller(Optional.of("Ann"), "example.org", "1002"));

    @Scenario
    void aCallThatIsOverIsRecordedOnceWithItsTimesRoomAndEnd(LaneHarness stage) {
        begin(stage);
        stage.post(new CallEvent.StartCall("600", false, List.of()));
        stage.advance(Duration.ofSeconds(2));
        stage.post(new CallEvent.Confirmed(DIALOG));
        stage.post(new ServerApiEvent.EnterRoom("Weekly", "demo", Optional.empty(), Optional.empty()));
        stage.advance(Duration.ofMinutes(3));
        stage.post(new CallEvent.Ended(SipFailure.local(SipCause.TERMINATED)));
        stage.post(new CallEvent.Ended(SipFailure.local(SipCause.TERMINATED)));

        CallRecord call = calls(stage).get(0);
        assertThat(calls(stage)).hasSize(1);
        assertThat(call.number()).isEqualTo("600");
        assertThat(call.room()).contains("Weekly");
        assertThat(call.setUpTime()).contains(Duration.ofSeconds(2));
        assertThat(call.duration()).isEqualTo(Duration.ofMinutes(3));
        assertThat(call.outcome().endedBy()).isEqualTo(Originator.LOCAL);
        assertThat(stage.events(CallHistoryEvent.Recorded.class)).extracting(CallHistoryEvent.Recorded::call).containsExactly(call);
    }

    @Scenario
    void aRefusedCallWasNeverUp(LaneHarness stage) {
        begin(stage);
        stage.post(new CallEvent.StartCall("600", false, List.of()));
        stage.post(new CallEvent.Failed(SipFailure.response(486, "Busy Here", List.of())));

        CallRecord call = calls(stage).get(0);
        assertThat(call.confirmed()).isEmpty();
        assertThat(call.duration()).isZero();
        assertThat(call.outcome().status()).isEqualTo(486);
    }

    @Scenario
    void aCallNobodyAnsweredIsRecordedWithHowLongItRang(LaneHarness stage) {
        begin(stage);
        stage.post(new IncomingCallEvent.Ringing(RINGING));
        stage.advance(Duration.ofSeconds(7));
        stage.post(new IncomingCallEvent.Failed(RINGING));

        CallRecord call = calls(stage).get(0);
        assertThat(call.incoming()).isTrue();
        assertThat(call.number()).isEqualTo("1002");
        assertThat(Duration.between(call.begun(), call.ended())).isEqualTo(Duration.ofSeconds(7));
        assertThat(call.outcome().endedBy()).isEqualTo(Originator.REMOTE);
    }

    @Scenario
    void aCallThatRingsDuringAnotherDoesNotDisturbIt(LaneHarness stage) {
        begin(stage);
        stage.post(new CallEvent.StartCall("600", false, List.of()));
        stage.post(new CallEvent.Confirmed(DIALOG));
        stage.post(new IncomingCallEvent.Ringing(RINGING));
        stage.post(new IncomingCallEvent.Terminated(RINGING));
        stage.post(new CallEvent.Ended(SipFailure.local(SipCause.TERMINATED)));

        assertThat(calls(stage)).extracting(CallRecord::number).containsExactly("600", "1002");
        assertThat(calls(stage).get(0).confirmed()).isPresent();
    }

    @Scenario
    void onlyTheLatestCallsAreRememberedAndTextsAreCut(LaneHarness stage) {
        begin(stage);
        for (int i = 0; i <= CallHistorySnapshot.CAPACITY; i++) {
            stage.post(new CallEvent.StartCall("room-" + i, false, List.of()));
            stage.post(new CallEvent.Failed(SipFailure.response(500, "x".repeat(10_000), List.of())));
        }

        assertThat(calls(stage)).hasSize(CallHistorySnapshot.CAPACITY);
        assertThat(calls(stage).get(0).number()).isEqualTo("room-" + CallHistorySnapshot.CAPACITY);
        assertThat(calls(stage)).allSatisfy(call -> assertThat(call.outcome().reason().length()).isLessThanOrEqualTo(200));
    }

    @Scenario
    void aCallThatIsHungUpHereEndsAsOneThatIsGivenUpBeforeItIsAnsweredDoesNot(LaneHarness stage) {
        begin(stage);
        stage.post(new CallEvent.StartCall("600", false, List.of()));
        stage.post(new CallEvent.Failed(SipFailure.local(SipCause.CANCELED)));
        stage.post(new CallEvent.StartCall("600", false, List.of()));
        stage.post(new CallEvent.Confirmed(DIALOG));
        stage.post(new CallEvent.Ended(SipFailure.local(SipCause.CANCELED)));

        assertThat(calls(stage)).extracting(call -> call.outcome().cause()).containsExactly(SipCause.TERMINATED, SipCause.CANCELED);
        assertThat(calls(stage).get(0).outcome().reason()).isEqualTo("Terminated");
    }

    @Scenario
    void anAnsweredCallBeganWhenItBeganToRing(LaneHarness stage) {
        begin(stage);
        stage.post(new IncomingCallEvent.Ringing(RINGING));
        stage.advance(Duration.ofSeconds(7));
        stage.post(new CallEvent.StartCall("1002", true, List.of()));
        stage.post(new CallEvent.Confirmed(DIALOG));
        stage.advance(Duration.ofMinutes(1));
        stage.post(new CallEvent.Ended(SipFailure.local(SipCause.TERMINATED)));

        assertThat(calls(stage)).singleElement().satisfies(call -> {
            assertThat(call.setUpTime()).contains(Duration.ofSeconds(7));
            assertThat(call.duration()).isEqualTo(Duration.ofMinutes(1));
        });
    }

    @Scenario
    void clearingForgetsWhatIsOverAndKeepsTheCallThatIsUp(LaneHarness stage) {
        begin(stage);
        stage.post(new CallEvent.StartCall("600", false, List.of()));
        stage.post(new CallEvent.Failed(SipFailure.local(SipCause.CANCELED)));
        stage.post(new CallEvent.StartCall("700", false, List.of()));
        stage.manager(CallHistoryManager.class).clear();
        stage.settle();
        assertThat(calls(stage)).isEmpty();
        stage.post(new CallEvent.Ended(SipFailure.local(SipCause.TERMINATED)));

        assertThat(calls(stage)).extracting(CallRecord::number).containsExactly("700");
    }

    private static void begin(LaneHarness stage) {
        stage.install(new CallHistoryManagerFactory());
    }

    private static List<CallRecord> calls(LaneHarness stage) {
        return stage.manager(CallHistoryManager.class).snapshot().calls();
    }
}
