/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.test.calls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sipconnector.test.calls.LiveConnector.failed;
import static org.sipconnector.test.calls.LiveConnector.got;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.sipconnector.api.call.CallEvent;
import org.sipconnector.api.call.CallFailedException;
import org.sipconnector.api.call.CallParameters;
import org.sipconnector.api.call.CallState;
import org.sipconnector.api.callreconnect.CallReconnectEvent;
import org.sipconnector.api.callreconnect.CallReconnectManager;
import org.sipconnector.api.callreconnect.CallReconnectOptions;
import org.sipconnector.api.callreconnect.CallReconnectState;
import org.sipconnector.api.callreconnect.DisarmReason;
import org.sipconnector.api.callreconnect.Jitter;
import org.sipconnector.api.conferencestate.ConferenceState;
import org.sipconnector.api.connection.ConnectionEvent;
import org.sipconnector.api.connection.ConnectionManager;
import org.sipconnector.api.media.LocalTrack;
import org.sipconnector.api.media.MediaKind;
import org.sipconnector.api.media.PeerId;
import org.sipconnector.api.presentation.PresentationState;
import org.sipconnector.simulator.Drop;
import org.sipconnector.simulator.Fault;
import org.sipconnector.spi.network.NetworkEvent;
import org.sipconnector.testkit.Await;

/** A lost call comes back by itself, with real signalling and real media; a hang-up leaves nothing in any phase. */
@Timeout(600)
class LiveRedialTest extends LiveRoom {

    private static final LocalTrack SCREEN = new LocalTrack("screen", MediaKind.VIDEO, "pattern:480x270@10");
    private static final CallReconnectOptions TWICE_SOON = new CallReconnectOptions(2, Duration.ofMillis(200),
            Duration.ofMillis(400), 2, Jitter.NONE, Duration.ofSeconds(20));

    /** The server knows the call no more, as its 481 to the next offer says: the call is lost, and ended by nobody. */
    private static void forget(LiveConnector alice) {
        room.simulator.fail(new Fault.RefuseReinvite(481), 1);
        alice.call().restartIce();
    }

    @Test
    void aCallThatTheServerHasForgottenComesBackInItsRoomAndItsPresentationIsToldAsOver() {
        try (LiveConnector alice = connector("alice")) {
            PeerId first = watchedCall(alice, "100");
            Await.until("alice is in the room", () -> alice.conference().state() == ConferenceState.IN_ROOM);
            got(alice.presentation().startPresentation(SCREEN));
            forget(alice);

            alice.ears.await(CallReconnectEvent.AttemptSucceeded.class, success -> success.attempt() == 1);
            Await.until("alice is in the room again", () -> alice.conference().state() == ConferenceState.IN_ROOM);
            assertThat(alice.conference().room()).contains("100");
            assertThat(alice.presentation().snapshot().state()).isEqualTo(PresentationState.IDLE);
            PeerId second = alice.calling().peer().orElseThrow();
            assertThat(second).isNotEqualTo(first);
            Await.until("the picture comes again", () -> room.engine.flow(second).filter(flow -> flow.framesReceived() > 5).isPresent());
            assertThat(redial(alice).snapshot().state()).isEqualTo(CallReconnectState.ARMED);
        }
    }

    @Test
    void aCallWhoseConnectionWasLostGoesOnInItsRoomOnceConnectedAgain() {
        try (Cable cable = new Cable(room.simulator.addresses().wssPort().orElseThrow());
                LiveConnector alice = new LiveConnector(room, http, "alice", cable.port()).connected()) {
            PeerId peer = watchedCall(alice, "100");
            Await.until("alice is in the room", () -> alice.conference().state() == ConferenceState.IN_ROOM);
            cable.cut();
            alice.ears.await(ConnectionEvent.Disconnected.class, ConnectionEvent.Disconnected::error);
            cable.mend();

            Await.until("alice is registered again", () -> alice.manager(ConnectionManager.class).isRegistered());
            goesOn(alice, peer);
            got(alice.presentation().startPresentation(SCREEN));
            assertThat(alice.ears.all(CallReconnectEvent.FailureDetected.class)).isEmpty();
        }
    }

    private static void goesOn(LiveConnector alice, PeerId peer) {
        long frames = room.engine.flow(peer).orElseThrow().framesReceived();
        Await.until("the picture goes on", () -> room.engine.flow(peer).filter(flow -> flow.framesReceived() > frames + 5).isPresent());
        assertThat(alice.calling().peer()).contains(peer);
        assertThat(alice.conference().room()).contains("100");
    }

    /** The announcement is still unanswered then, and made again. */
    @Test
    void aCallWhoseConnectionIsLostWhileItsRoomIsAnnouncedGoesOnToo() {
        room.simulator.fail(new Fault.IgnoreInfo("roomname"), 1);
        try (Cable cable = new Cable(room.simulator.addresses().wssPort().orElseThrow());
                LiveConnector alice = new LiveConnector(room, http, "alice", cable.port()).connected()) {
            PeerId peer = watchedCall(alice, "100");
            Await.until("the announcement has come and is ignored", () -> room.simulator.snapshot().faults().isEmpty());
            cable.cut();
            alice.ears.await(ConnectionEvent.Disconnected.class, ConnectionEvent.Disconnected::error);
            cable.mend();

            Await.until("alice is registered again", () -> alice.manager(ConnectionManager.class).isRegistered());
            Await.until("alice is in the room", () -> alice.conference().state() == ConferenceState.IN_ROOM);
            goesOn(alice, peer);
            assertThat(alice.ears.all(CallReconnectEvent.FailureDetected.class)).isEmpty();
        }
    }

    /** Nothing passes the connection any more, and neither side was told; then the host has another address. */
    @Test
    void aCallOverAConnectionThatHangsComesBackWhenTheNetworkChanges() {
        try (LiveConnector alice = new LiveConnector(room, http, "alice").keptConnected()) {
            PeerId first = watchedCall(alice, "100");
            Await.until("alice is in the room", () -> alice.conference().state() == ConferenceState.IN_ROOM);
            got(alice.presentation().startPresentation(SCREEN));
            got(room.simulator.drop("alice", Drop.HALF_OPEN));
            alice.tell(new NetworkEvent.AddressesChanged(Set.of("192.0.2.7")));

            alice.ears.await(CallReconnectEvent.AttemptSucceeded.class);
            Await.until("alice is in the room again", () -> alice.conference().state() == ConferenceState.IN_ROOM);
            assertThat(alice.conference().room()).contains("100");
            assertThat(alice.presentation().snapshot().state()).isEqualTo(PresentationState.IDLE);
            PeerId second = alice.calling().peer().orElseThrow();
            assertThat(second).isNotEqualTo(first);
            Await.until("the picture comes again", () -> room.engine.flow(second).filter(flow -> flow.framesReceived() > 5).isPresent());
        }
    }

    @Test
    void aCallOfAHostThatWasOfflineComesBackWhenItIsOnlineAgain() {
        try (Cable cable = new Cable(room.simulator.addresses().wssPort().orElseThrow());
                LiveConnector alice = new LiveConnector(room, http, "alice", cable.port()).keptConnected()) {
            watchedCall(alice, "100");
            Await.until("alice is in the room", () -> alice.conference().state() == ConferenceState.IN_ROOM);
            got(alice.presentation().startPresentation(SCREEN));
            alice.tell(new NetworkEvent.Offline());
            alice.ears.await(CallReconnectEvent.WaitingSignaling.class);
            Await.until("nothing is presented", () -> alice.presentation().snapshot().state() == PresentationState.IDLE);
            cable.cut();
            alice.tell(new NetworkEvent.Online(Set.of("192.0.2.7")));
            cable.mend();

            alice.ears.await(CallReconnectEvent.AttemptSucceeded.class);
            Await.until("alice is in the room again", () -> alice.conference().state() == ConferenceState.IN_ROOM);
            assertThat(alice.conference().room()).contains("100");
        }
    }

    /** The cable is out for a while: the connection is tried again and again, the call waits for it. */
    @Test
    void aCallWhoseNetworkIsLostForAWhileGoesOnByItself() {
        try (Cable cable = new Cable(room.simulator.addresses().wssPort().orElseThrow());
                LiveConnector alice = new LiveConnector(room, http, "alice", cable.port()).keptConnected()) {
            PeerId peer = watchedCall(alice, "100");
            Await.until("alice is in the room", () -> alice.conference().state() == ConferenceState.IN_ROOM);
            got(alice.presentation().startPresentation(SCREEN));
            cable.cut();
            alice.ears.await(ConnectionEvent.Disconnected.class, ConnectionEvent.Disconnected::error);
            cable.mend();

            Await.until("alice is registered again", () -> alice.manager(ConnectionManager.class).isRegistered());
            goesOn(alice, peer);
            assertThat(alice.presentation().snapshot().state()).isEqualTo(PresentationState.ACTIVE);
        }
    }

    @Test
    void aCallWhoseConnectionTheServerCutGoesOnOverTheNextOne() {
        try (LiveConnector alice = connector("alice")) {
            PeerId peer = watchedCall(alice, "100");
            Await.until("alice is in the room", () -> alice.conference().state() == ConferenceState.IN_ROOM);
            got(room.simulator.drop("alice", Drop.SOCKET));
            alice.ears.await(ConnectionEvent.Disconnected.class, ConnectionEvent.Disconnected::error);

            Await.until("alice is registered again", () -> alice.manager(ConnectionManager.class).isRegistered());
            Await.until("alice can negotiate", () -> got(alice.call().renegotiate()));
            long frames = room.engine.flow(peer).orElseThrow().framesReceived();
            Await.until("the picture goes on", () -> room.engine.flow(peer).orElseThrow().framesReceived() > frames + 5);
            got(alice.presentation().startPresentation(SCREEN));
            assertThat(alice.calling().peer()).contains(peer);
            assertThat(room.simulator.snapshot().participants()).hasSize(1);
            assertThat(alice.ears.all(CallReconnectEvent.FailureDetected.class)).isEmpty();
        }
    }

    @Test
    void refusedAttemptsEndAtTheLimitAndGoOnWhenForced() {
        try (LiveConnector alice = connector("alice")) {
            watchedCall(alice, "100");
            room.simulator.fail(new Fault.RefuseInvite(503), 2);
            forget(alice);

            assertThat(alice.ears.await(CallReconnectEvent.LimitReached.class).attempts()).isEqualTo(2);
            assertThat(alice.ears.all(CallReconnectEvent.AttemptScheduled.class))
                    .extracting(CallReconnectEvent.AttemptScheduled::delay)
                    .isEqualTo(List.of(Duration.ofMillis(200), Duration.ofMillis(400)));
            assertThat(alice.calling().state()).isEqualTo(CallState.IDLE);
            got(redial(alice).forceReconnect());
            alice.ears.await(CallReconnectEvent.AttemptSucceeded.class);
            assertThat(alice.calling().state()).isEqualTo(CallState.IN_CALL);
        }
    }

    @Test
    void theServersByeIsNotRedialled() {
        try (LiveConnector alice = connector("alice")) {
            watchedCall(alice, "100");
            room.simulator.drop("alice", Drop.BYE);

            assertThat(alice.ears.await(CallReconnectEvent.TerminationClassified.class).redial()).isFalse();
            assertThat(redial(alice).snapshot().state()).isEqualTo(CallReconnectState.IDLE);
        }
    }

    @Test
    void aHangUpDuringAnAttemptThatIsNotAnsweredLeavesNothing() {
        try (LiveConnector alice = connector("alice")) {
            watchedCall(alice, "100");
            room.simulator.fail(new Fault.NoAnswer(), 1);
            forget(alice);
            alice.ears.await(CallReconnectEvent.AttemptStarted.class);
            alice.ears.until("it is dialling", () -> alice.ears.all(CallEvent.Sending.class).size() == 2);
            got(redial(alice).disarm(DisarmReason.LOCAL_HANGUP));

            Await.until("alice is idle", () -> alice.calling().state() == CallState.IDLE);
            assertThat(redial(alice).snapshot().state()).isEqualTo(CallReconnectState.IDLE);
            alice.isAtRest();
        }
    }

    @Test
    void aHangUpInThePauseBeforeAnAttemptLeavesNothing() {
        try (LiveConnector alice = connector("alice")) {
            got(redial(alice).setOptions(new CallReconnectOptions(2, Duration.ofSeconds(60), Duration.ofSeconds(60), 1,
                    Jitter.NONE, Duration.ofSeconds(20))));
            got(redial(alice).arm(CallParameters.to("100")));
            alice.inCall("100");
            forget(alice);
            alice.ears.await(CallReconnectEvent.AttemptScheduled.class);
            got(redial(alice).disarm(DisarmReason.LOCAL_HANGUP));

            assertThat(redial(alice).snapshot().state()).isEqualTo(CallReconnectState.IDLE);
            alice.isAtRest();
        }
    }

    @Test
    void aHangUpInAnyPhaseLeavesNothing() {
        try (LiveConnector alice = connector("alice")) {
            for (Class<? extends CallEvent> phase : List.of(CallEvent.StartCall.class, CallEvent.PeerConnection.class,
                    CallEvent.Sending.class, CallEvent.Accepted.class, CallEvent.Confirmed.class)) {
                int before = alice.ears.all(phase).size();
                CompletionStage<PeerId> calling = alice.call().startCall(CallParameters.to("100"));
                alice.ears.until(phase.getSimpleName() + " has come", () -> alice.ears.all(phase).size() > before);
                got(alice.call().endCall());
                assertThat(alice.calling().state()).as(phase.getSimpleName()).isEqualTo(CallState.IDLE);
                if (calling.toCompletableFuture().isCompletedExceptionally()) {
                    assertThat(failed(calling)).isInstanceOf(CallFailedException.class);
                }
                Await.until("nothing is left after " + phase.getSimpleName(), () -> room.engine.statistics().peers() == 0
                        && room.client.statistics().dialogs() == 0 && room.simulator.snapshot().participants().isEmpty());
            }
        }
    }

    private static CallReconnectManager redial(LiveConnector connector) {
        return connector.manager(CallReconnectManager.class);
    }

    private static PeerId watchedCall(LiveConnector connector, String number) {
        got(redial(connector).setOptions(TWICE_SOON));
        got(redial(connector).arm(CallParameters.to(number)));
        return connector.inCall(number);
    }
}
