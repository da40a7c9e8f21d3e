/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.sipconnector.api.autoconnector.AutoConnectorManager;
import org.sipconnector.api.autoconnector.AutoConnectorSnapshot;
import org.sipconnector.api.call.CallManager;
import org.sipconnector.api.call.CallMedia;
import org.sipconnector.api.call.CallParties;
import org.sipconnector.api.call.CallRole;
import org.sipconnector.api.call.CallSnapshot;
import org.sipconnector.api.call.CallState;
import org.sipconnector.api.call.CallStatus;
import org.sipconnector.api.conferencestate.CallSessionState;
import org.sipconnector.api.conferencestate.ConferenceState;
import org.sipconnector.api.conferencestate.ConferenceStateManager;
import org.sipconnector.api.conferencestate.ConferenceStateSnapshot;
import org.sipconnector.api.conferencestate.CountedSession;
import org.sipconnector.api.conferencestate.EnteredRoom;
import org.sipconnector.api.connection.ConnectionManager;
import org.sipconnector.api.connection.ConnectionSnapshot;
import org.sipconnector.api.connection.ConnectionState;
import org.sipconnector.api.connection.UserAgentStatus;
import org.sipconnector.api.incomingcall.IncomingCallManager;
import org.sipconnector.api.incomingcall.IncomingCallSnapshot;
import org.sipconnector.api.incomingcall.IncomingCallState;
import org.sipconnector.api.incomingcall.RemoteCaller;
import org.sipconnector.api.media.LocalTrack;
import org.sipconnector.api.media.MediaKind;
import org.sipconnector.api.presentation.PresentationManager;
import org.sipconnector.api.presentation.PresentationSnapshot;
import org.sipconnector.api.presentation.PresentationState;
import org.sipconnector.api.session.CallPhase;
import org.sipconnector.api.session.SessionEvent;
import org.sipconnector.api.session.SessionManager;
import org.sipconnector.api.session.SystemStatus;
import org.sipconnector.testkit.LaneHarness;
import org.sipconnector.testkit.Scenario;
import org.sipconnector.testkit.StandIn;

class SessionTest {

    private static LaneHarness whole(LaneHarness stage) {
        return stage.install(
                new StandIn(ConnectionManager.class, ConnectionSnapshot.IDLE),
                new StandIn(CallManager.class, CallSnapshot.IDLE),
                new StandIn(ConferenceStateManager.class, ConferenceStateSnapshot.NONE),
                new StandIn(IncomingCallManager.class, IncomingCallSnapshot.IDLE),
                new StandIn(PresentationManager.class, PresentationSnapshot.IDLE),
                new StandIn(AutoConnectorManager.class, AutoConnectorSnapshot.IDLE),
                new SessionManagerFactory());
    }

    @Scenario
    void eachPartIsSeenThroughTheSession(LaneHarness stage) {
        whole(stage);
        SessionManager session = stage.manager(SessionManager.class);

        stage.post(connection(ConnectionState.PREPARING));
        assertThat(session.systemStatus()).isEqualTo(SystemStatus.CONNECTING);
        stage.post(connection(ConnectionState.ESTABLISHED));
        assertThat(session.systemStatus()).isEqualTo(SystemStatus.READY_TO_CALL);
        stage.post(call(CallState.CONNECTING, "600"));
        assertThat(session.snapshot().call().number()).contains("600");
        stage.post(call(CallState.IN_CALL, "600"));
        stage.post(room(ConferenceState.ROOM_PENDING_AUTH, "600"));
        assertThat(session.snapshot().call().phase()).isEqualTo(CallPhase.ROOM_PENDING_AUTH);
        stage.post(room(ConferenceState.IN_ROOM, "600"));
        assertThat(session.snapshot().inCall()).isTrue();
        stage.post(incoming(IncomingCallState.RINGING, "alice")).post(incoming(IncomingCallState.CONSUMED, "alice"));
        assertThat(session.snapshot().incoming().state()).isEqualTo(IncomingCallState.CONSUMED);
        stage.post(presentation(PresentationState.ACTIVE)).post(presentation(PresentationState.IDLE));
        assertThat(session.snapshot().presentation().state()).isEqualTo(PresentationState.IDLE);
        assertThat(changes(stage)).isEqualTo(9);
    }

    @Scenario
    void revisionsCountChangesWithoutAGap(LaneHarness stage) {
        whole(stage);
        stage.post(connection(ConnectionState.PREPARING)).post(connection(ConnectionState.CONNECTING));

        List<SessionEvent.SnapshotChanged> events = stage.events(SessionEvent.SnapshotChanged.class);
        assertThat(events).extracting(event -> event.current().revision()).containsExactly(1L, 2L);
        assertThat(events.get(1).previous()).isEqualTo(events.get(0).current());
    }

    @Scenario
    void ringingAgainWithAnotherCallerIsNoChange(LaneHarness stage) {
        whole(stage);
        stage.post(incoming(IncomingCallState.RINGING, "alice")).post(incoming(IncomingCallState.RINGING, "alice"))
                .post(incoming(IncomingCallState.RINGING, "bob"));

        assertThat(changes(stage)).isEqualTo(1);
        assertThat(stage.manager(SessionManager.class).snapshot().incoming().remoteCaller()
                .map(RemoteCaller::incomingNumber)).contains("bob");
    }

    @Scenario
    void anotherRoomInTheSameStateIsAChange(LaneHarness stage) {
        whole(stage);
        stage.post(call(CallState.IN_CALL, "600")).post(room(ConferenceState.IN_ROOM, "room-1")).forget();
        stage.post(room(ConferenceState.IN_ROOM, "room-2"));

        assertThat(changes(stage)).isEqualTo(1);
    }

    @Scenario
    void aCallStaysActiveWhenTheConnectionIsLost(LaneHarness stage) {
        whole(stage);
        stage.post(connection(ConnectionState.ESTABLISHED)).post(call(CallState.IN_CALL, "600"))
                .post(room(ConferenceState.IN_ROOM, "600")).post(connection(ConnectionState.DISCONNECTED));

        assertThat(stage.manager(SessionManager.class).systemStatus()).isEqualTo(SystemStatus.CALL_ACTIVE);
    }

    @Scenario
    void roleAndLicenseBelongToTheSession(LaneHarness stage) {
        whole(stage);
        stage.post(new StandIn.Shown(ConferenceStateManager.class, new ConferenceStateSnapshot(ConferenceState.NONE, Optional.empty(),
                false, EnteredRoom.NONE, Optional.empty(), Optional.empty(),
                new CountedSession(CallSessionState.INITIAL.withRole(CallRole.spectator("7", false)), 1, 0))));

        assertThat(changes(stage)).isEqualTo(1);
        assertThat(stage.manager(SessionManager.class).snapshot().role().recvSessionExpected()).isTrue();
    }

    @Test
    void aManagerThatIsNotInstalledIsShownAsIdle() {
        LaneHarness stage = new LaneHarness().install(new StandIn(ConnectionManager.class, ConnectionSnapshot.IDLE),
                new SessionManagerFactory());
        stage.post(connection(ConnectionState.ESTABLISHED));

        assertThat(stage.manager(SessionManager.class).systemStatus()).isEqualTo(SystemStatus.READY_TO_CALL);
    }

    private static long changes(LaneHarness stage) {
        return stage.events(SessionEvent.SnapshotChanged.class).size();
    }

    private static StandIn.Shown connection(ConnectionState state) {
        return new StandIn.Shown(ConnectionManager.class, new ConnectionSnapshot(state, UserAgentStatus.NONE, Optional.empty(),
                Optional.empty(), Set.of(), Optional.empty()));
    }

    private static StandIn.Shown call(CallState state, String number) {
        return new StandIn.Shown(CallManager.class, new CallSnapshot(CallStatus.in(state), CallParties.calling(number, Optional.empty()),
                CallMedia.NONE));
    }

    private static StandIn.Shown room(ConferenceState state, String room) {
        return new StandIn.Shown(ConferenceStateManager.class, new ConferenceStateSnapshot(state, Optional.of("600"), false,
                new EnteredRoom(Optional.of(room), Optional.of("test"), Optional.empty(), Optional.empty(), false,
                        Optional.of(Instant.EPOCH)),
                Optional.empty(), Optional.empty(), CountedSession.INITIAL));
    }

    private static StandIn.Shown incoming(IncomingCallState state, String caller) {
        return new StandIn.Shown(IncomingCallManager.class, new IncomingCallSnapshot(state,
                Optional.of(new RemoteCaller(Optional.empty(), "example.org", caller)), Optional.empty(), List.of(),
                Set.of()));
    }

    private static StandIn.Shown presentation(PresentationState state) {
        return new StandIn.Shown(PresentationManager.class, new PresentationSnapshot(state,
                Optional.of(new LocalTrack("screen", MediaKind.VIDEO, "black")), false, Optional.empty()));
    }
}
