/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.test.calls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sipconnector.test.calls.LiveConnector.failed;
import static org.sipconnector.test.calls.LiveConnector.got;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sipconnector.api.Event;
import org.sipconnector.api.call.CallEvent;
import org.sipconnector.api.call.CallFailedException;
import org.sipconnector.api.call.CallParameters;
import org.sipconnector.api.call.CallState;
import org.sipconnector.api.conferencestate.ConferenceState;
import org.sipconnector.api.connection.ConnectionManager;
import org.sipconnector.api.connection.ConnectionState;
import org.sipconnector.api.incomingcall.IncomingCallEvent;
import org.sipconnector.api.incomingcall.IncomingCallManager;
import org.sipconnector.api.media.LocalTrack;
import org.sipconnector.api.media.MediaKind;
import org.sipconnector.api.media.PeerId;
import org.sipconnector.api.presentation.PresentationEvent;
import org.sipconnector.api.presentation.PresentationState;
import org.sipconnector.api.sip.Header;
import org.sipconnector.api.sip.SipCause;
import org.sipconnector.simulator.Drop;
import org.sipconnector.simulator.Fault;
import org.sipconnector.simulator.ServerCommand;
import org.sipconnector.testkit.Await;

/** Calls that are given up, or whose connection is lost, at every step: the call ends, nothing is left, the next one works. */
@Timeout(600)
class InterruptedCallsTest extends LiveRoom {

    @ParameterizedTest
    @ValueSource(classes = {CallEvent.StartCall.class, CallEvent.PeerConnection.class, CallEvent.Connecting.class,
            CallEvent.Sending.class, CallEvent.Progress.class, CallEvent.Accepted.class, CallEvent.Confirmed.class})
    void hangingUpInAnyPhaseOfCallingLeavesNothing(Class<? extends Event> phase) {
        room.simulator.fail(new Fault.LateAnswer(Duration.ofMillis(200)), 1);
        try (LiveConnector alice = connector("alice")) {
            alice.at(phase, () -> alice.call().endCall());
            CompletionStage<PeerId> calling = alice.call().startCall(CallParameters.to("100"));
            alice.ears.await(phase, any -> true);
            Await.until("the call is over", () -> alice.calling().state() == CallState.IDLE);
            if (phase != CallEvent.Confirmed.class) {
                assertThat(CallFailedException.isCanceled(failed(calling))).isTrue();
            }
            nothingIsLeft();
            alice.isAtRest();
            alice.inCall("100");
        }
    }

    @Test
    void hangingUpWhileASpectatorsSessionStartsLeavesNothing() {
        try (LiveConnector alice = connector("alice")) {
            alice.inCall("100");
            Await.until("the token has come", () -> alice.conference().state() == ConferenceState.IN_ROOM);
            alice.at(CallEvent.RoleChanged.class, () -> alice.call().endCall());
            got(room.simulator.tell("alice", new ServerCommand.ToSpectators(Optional.of("5"), OptionalInt.empty())));
            alice.ears.await(CallEvent.RoleChanged.class);
            Await.until("the call is over", () -> alice.calling().state() == CallState.IDLE);
            assertThat(alice.calling().recvSession()).isEmpty();
            nothingIsLeft();
            alice.isAtRest();
        }
    }

    @Test
    void hangingUpAsASpectatorLeavesNothing() {
        try (LiveConnector alice = connector("alice")) {
            alice.inCall("100");
            Await.until("the token has come", () -> alice.conference().state() == ConferenceState.IN_ROOM);
            got(room.simulator.tell("alice", new ServerCommand.ToSpectators(Optional.of("5"), OptionalInt.empty())));
            alice.ears.await(CallEvent.RecvSessionStarted.class);
            got(alice.call().endCall());
            nothingIsLeft();
            alice.isAtRest();
        }
    }

    @Test
    void hangingUpInTheWaitingRoomLeavesNothing() {
        try (LiveConnector alice = connector("alice")) {
            got(alice.call().startCall(CallParameters.to("100").withHeaders(List.of(new Header("X-Vinteo-Purgatory-Call", "yes")))));
            Await.until("alice waits to be let in", () -> alice.conference().state() == ConferenceState.PURGATORY);
            got(alice.call().endCall());
            nothingIsLeft();
            alice.isAtRest();
        }
    }

    @Test
    void hangingUpDuringARenegotiationLeavesNothing() {
        try (LiveConnector alice = connector("alice")) {
            alice.inCall("100");
            alice.at(CallEvent.Sdp.class, () -> alice.call().endCall());
            assertThat(failed(alice.call().renegotiate())).isNotNull();
            Await.until("the call is over", () -> alice.calling().state() == CallState.IDLE);
            nothingIsLeft();
            alice.isAtRest();
        }
    }

    @Test
    void hangingUpInAPresentationLeavesNothing() {
        try (LiveConnector alice = connector("alice")) {
            alice.inCall("100");
            got(alice.presentation().startPresentation(new LocalTrack("screen", MediaKind.VIDEO, "pattern:480x270@10")));
            got(alice.call().endCall());
            Await.until("nothing is presented", () -> alice.presentation().snapshot().state() == PresentationState.IDLE);
            nothingIsLeft();
            alice.isAtRest();
        }
    }

    @Test
    void refusingAndHangingUpWhatRingsLeavesNothing() {
        try (LiveConnector alice = connector("alice")) {
            CompletionStage<?> refused = room.simulator.invite("alice", "100");
            alice.ears.await(IncomingCallEvent.Ringing.class);
            got(alice.manager(IncomingCallManager.class).decline());
            assertThat(failed(refused)).isNotNull();
            nothingIsLeft();
            alice.isAtRest();
            room.simulator.invite("alice", "100");
            alice.ears.until("it rings again", () -> alice.ears.all(IncomingCallEvent.Ringing.class).size() == 2);
            alice.at(CallEvent.PeerConnection.class, () -> alice.call().endCall());
            alice.call().answer(got(alice.manager(IncomingCallManager.class).claim()), CallParameters.answering());
            alice.ears.await(CallEvent.EndCall.class);
            Await.until("the call is over", () -> alice.calling().state() == CallState.IDLE);
            nothingIsLeft();
            alice.isAtRest();
        }
    }

    @Test
    void hangingUpWhileAPresentationStartsLeavesNothing() {
        try (LiveConnector alice = connector("alice")) {
            alice.inCall("100");
            alice.at(PresentationEvent.Start.class, () -> alice.call().endCall());
            CompletionStage<?> presenting = alice.presentation().startPresentation(
                    new LocalTrack("screen", MediaKind.VIDEO, "pattern:480x270@10"));
            assertThat(failed(presenting)).isNotNull();
            Await.until("the call is over", () -> alice.calling().state() == CallState.IDLE);
        }
    }

    @ParameterizedTest
    @ValueSource(classes = {CallEvent.StartCall.class, CallEvent.PeerConnection.class, CallEvent.Connecting.class,
            CallEvent.Sending.class, CallEvent.Progress.class})
    void aConnectionLostBeforeTheAnswerFailsTheCall(Class<? extends Event> step) {
        room.simulator.fail(new Fault.LateAnswer(Duration.ofSeconds(2)), 1);
        try (Cable cable = new Cable(room.simulator.addresses().wssPort().orElseThrow());
                LiveConnector alice = new LiveConnector(room, http, "alice", cable.port()).connected()) {
            alice.at(step, cable::cut);
            assertThat(failed(alice.call().startCall(CallParameters.to("100")))).isInstanceOfSatisfying(
                    CallFailedException.class,
                    error -> assertThat(error.failure().cause()).isEqualTo(SipCause.CONNECTION_ERROR));
            assertThat(alice.calling().state()).isEqualTo(CallState.IDLE);
            assertThat(alice.ears.all(CallEvent.Failed.class)).hasSize(1);
            nothingIsLeft();
            reconnected(alice, cable);
            alice.inCall("100");
        }
    }

    /** The room cannot be announced without a connection, and a call whose room is not announced has failed. */
    @ParameterizedTest
    @ValueSource(classes = {CallEvent.Accepted.class, CallEvent.Confirmed.class, CallEvent.PeerConnectionConfirmed.class})
    void aConnectionLostOnTheAnswerEndsTheCall(Class<? extends Event> step) {
        try (Cable cable = new Cable(room.simulator.addresses().wssPort().orElseThrow());
                LiveConnector alice = new LiveConnector(room, http, "alice", cable.port()).connected()) {
            alice.at(step, cable::cut);
            alice.call().startCall(CallParameters.to("100"));
            alice.ears.await(step, any -> true);
            Await.until("the call is over", () -> alice.calling().state() == CallState.IDLE);
            reconnected(alice, cable);
            nothingIsLeft();
            alice.inCall("100");
        }
    }

    @Test
    void aCallGoesOnWhenItsLostConnectionIsBack() {
        try (Cable cable = new Cable(room.simulator.addresses().wssPort().orElseThrow());
                LiveConnector alice = new LiveConnector(room, http, "alice", cable.port()).connected()) {
            PeerId peer = alice.inCall("100");
            Await.until("the token has come", () -> alice.conference().state() == ConferenceState.IN_ROOM);
            cable.cut();
            reconnected(alice, cable);
            long frames = room.engine.flow(peer).orElseThrow().framesReceived();
            Await.until("picture goes on", () -> room.engine.flow(peer).orElseThrow().framesReceived() > frames + 10);
            assertThat(got(alice.call().renegotiate())).as("an offer over the new connection is answered").isTrue();
            assertThat(alice.ears.all(CallEvent.Ended.class)).isEmpty();
            got(alice.call().endCall());
            nothingIsLeft();
        }
    }

    @Test
    void aCallTheServerEndsWhileTheConnectionIsLostEndsOnReturn() {
        try (Cable cable = new Cable(room.simulator.addresses().wssPort().orElseThrow());
                LiveConnector alice = new LiveConnector(room, http, "alice", cable.port()).connected()) {
            alice.inCall("100");
            Await.until("the token has come", () -> alice.conference().state() == ConferenceState.IN_ROOM);
            cable.cut();
            got(room.simulator.drop("alice", Drop.BYE));
            reconnected(alice, cable);
            alice.ears.await(CallEvent.Ended.class);
            Await.until("the call is over", () -> alice.calling().state() == CallState.IDLE);
            assertThat(alice.ears.all(CallEvent.Ended.class)).hasSize(1);
            nothingIsLeft();
            alice.inCall("100");
        }
    }

    @Test
    void aConnectionLostWhileASpectatorsSessionStartsEndsNothingButWhatNeedsIt() {
        try (Cable cable = new Cable(room.simulator.addresses().wssPort().orElseThrow());
                LiveConnector alice = new LiveConnector(room, http, "alice", cable.port()).connected()) {
            alice.inCall("100");
            Await.until("the token has come", () -> alice.conference().state() == ConferenceState.IN_ROOM);
            alice.at(CallEvent.RoleChanged.class, cable::cut);
            room.simulator.tell("alice", new ServerCommand.ToSpectators(Optional.of("5"), OptionalInt.empty()));
            alice.ears.await(CallEvent.RoleChanged.class);
            Await.until("the loss is noticed", () -> !established(alice));
            reconnected(alice, cable);
            assertThat(got(alice.call().renegotiate())).as("an offer over the new connection is answered").isTrue();
            got(alice.call().endCall());
            assertThat(alice.calling().recvSession()).isEmpty();
            nothingIsLeft();
            alice.inCall("100");
        }
    }

    @Test
    void aConnectionLostWhileAPresentationStartsFailsIt() {
        try (Cable cable = new Cable(room.simulator.addresses().wssPort().orElseThrow());
                LiveConnector alice = new LiveConnector(room, http, "alice", cable.port()).connected()) {
            alice.inCall("100");
            Await.until("the token has come", () -> alice.conference().state() == ConferenceState.IN_ROOM);
            alice.at(PresentationEvent.Start.class, cable::cut);
            assertThat(failed(alice.presentation().startPresentation(
                    new LocalTrack("screen", MediaKind.VIDEO, "pattern:480x270@10")))).isNotNull();
            reconnected(alice, cable);
            assertThat(alice.ears.all(CallEvent.Ended.class)).isEmpty();
            got(alice.call().endCall());
            Await.until("nothing is presented", () -> alice.presentation().snapshot().state() == PresentationState.IDLE);
            nothingIsLeft();
            alice.inCall("100");
        }
    }

    private static boolean established(LiveConnector alice) {
        return alice.manager(ConnectionManager.class).snapshot().state() == ConnectionState.ESTABLISHED;
    }

    private static void reconnected(LiveConnector alice, Cable cable) {
        Await.until("the loss is noticed", () -> !established(alice));
        cable.mend();
        Await.until("the connector is back", () -> established(alice));
    }
}
