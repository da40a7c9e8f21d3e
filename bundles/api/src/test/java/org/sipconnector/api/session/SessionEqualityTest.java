/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.sipconnector.api.autoconnector.AutoConnectorSnapshot;
import org.sipconnector.api.autoconnector.AutoConnectorState;
import org.sipconnector.api.autoconnector.ConnectAttempts;
import org.sipconnector.api.call.CallRole;
import org.sipconnector.api.callreconnect.CallReconnectOptions;
import org.sipconnector.api.callreconnect.CallReconnectSnapshot;
import org.sipconnector.api.callreconnect.CallReconnectState;
import org.sipconnector.api.callreconnect.RedialAttempts;
import org.sipconnector.api.conferencestate.CallSessionState;
import org.sipconnector.api.connection.ConnectionSnapshot;
import org.sipconnector.api.connection.ConnectionState;
import org.sipconnector.api.connection.UserAgentStatus;
import org.sipconnector.api.incomingcall.IncomingCallSnapshot;
import org.sipconnector.api.incomingcall.IncomingCallState;
import org.sipconnector.api.incomingcall.RemoteCaller;
import org.sipconnector.api.media.LocalTrack;
import org.sipconnector.api.media.MediaKind;
import org.sipconnector.api.presentation.PresentationSnapshot;
import org.sipconnector.api.presentation.PresentationState;
import org.sipconnector.api.sip.UserAgentId;

/** Of which part what counts as a change. */
class SessionEqualityTest {

    private static final SessionSnapshot NOTHING = SessionSnapshot.IDLE;

    @Test
    void ofConnectionIncomingCallAndAutoConnectorOnlyTheStateCounts() {
        assertThat(with(connection(ConnectionState.CONNECTING, "a")).sameAs(with(connection(ConnectionState.CONNECTING, "b")))).isTrue();
        assertThat(with(connection(ConnectionState.CONNECTING, "a")).sameAs(with(connection(ConnectionState.CONNECTED, "a")))).isFalse();
        assertThat(with(incoming(IncomingCallState.RINGING, "a")).sameAs(with(incoming(IncomingCallState.RINGING, "b")))).isTrue();
        assertThat(with(incoming(IncomingCallState.RINGING, "a")).sameAs(with(incoming(IncomingCallState.CONSUMED, "a")))).isFalse();
        assertThat(with(autoConnector(AutoConnectorState.WAITING_BEFORE_RETRY, 1))
                .sameAs(with(autoConnector(AutoConnectorState.WAITING_BEFORE_RETRY, 2)))).isTrue();
        assertThat(with(autoConnector(AutoConnectorState.WAITING_BEFORE_RETRY, 1))
                .sameAs(with(autoConnector(AutoConnectorState.ATTEMPTING_CONNECT, 1)))).isFalse();
    }

    @Test
    void ofCallPresentationRedialAndRoleEverythingCounts() {
        assertThat(with(call("600")).sameAs(with(call("601")))).isFalse();
        assertThat(with(call("600")).sameAs(with(call("600")))).isTrue();
        assertThat(with(presentation("screen")).sameAs(with(presentation("window")))).isFalse();
        assertThat(with(presentation("screen")).sameAs(with(presentation("screen")))).isTrue();
        assertThat(with(redial(1, 1_000)).sameAs(with(redial(2, 1_000)))).isFalse();
        assertThat(with(redial(1, 1_000)).sameAs(with(redial(1, 2_000)))).isFalse();
        assertThat(with(redial(1, 1_000)).sameAs(with(redial(1, 1_000)))).isTrue();
        assertThat(with(CallSessionState.INITIAL).sameAs(with(CallSessionState.INITIAL.withRole(CallRole.spectator("7", false))))).isFalse();
    }

    private static ConnectionSnapshot connection(ConnectionState state, String userAgent) {
        return new ConnectionSnapshot(state, new UserAgentStatus(Optional.of(new UserAgentId(userAgent)), false, false), Optional.empty(),
                Optional.empty(), Set.of(), Optional.empty());
    }

    private static SessionSnapshot with(ConnectionSnapshot part) {
        return new SessionSnapshot(0, part, NOTHING.call(), NOTHING.incoming(), NOTHING.presentation(),
                NOTHING.autoConnector(), NOTHING.callReconnect(), NOTHING.role());
    }

    private static SessionCall call(String number) {
        return new SessionCall(CallPhase.CONNECTING, Optional.of(number), false, Optional.empty(), Optional.empty(),
                Optional.empty(), Optional.empty(), Optional.empty());
    }

    private static SessionSnapshot with(SessionCall part) {
        return new SessionSnapshot(0, NOTHING.connection(), part, NOTHING.incoming(), NOTHING.presentation(),
                NOTHING.autoConnector(), NOTHING.callReconnect(), NOTHING.role());
    }

    private static IncomingCallSnapshot incoming(IncomingCallState state, String caller) {
        return new IncomingCallSnapshot(state, Optional.of(new RemoteCaller(Optional.empty(), "example.org", caller)),
                Optional.empty(), List.of(), Set.of());
    }

    private static SessionSnapshot with(IncomingCallSnapshot part) {
        return new SessionSnapshot(0, NOTHING.connection(), NOTHING.call(), part, NOTHING.presentation(),
                NOTHING.autoConnector(), NOTHING.callReconnect(), NOTHING.role());
    }

    private static PresentationSnapshot presentation(String track) {
        return new PresentationSnapshot(PresentationState.ACTIVE, Optional.of(new LocalTrack(track, MediaKind.VIDEO, "black")),
                false, Optional.empty());
    }

    private static SessionSnapshot with(PresentationSnapshot part) {
        return new SessionSnapshot(0, NOTHING.connection(), NOTHING.call(), NOTHING.incoming(), part,
                NOTHING.autoConnector(), NOTHING.callReconnect(), NOTHING.role());
    }

    private static AutoConnectorSnapshot autoConnector(AutoConnectorState state, int attempts) {
        return new AutoConnectorSnapshot(state, ConnectAttempts.inProgress(attempts));
    }

    private static SessionSnapshot with(AutoConnectorSnapshot part) {
        return new SessionSnapshot(0, NOTHING.connection(), NOTHING.call(), NOTHING.incoming(), NOTHING.presentation(),
                part, NOTHING.callReconnect(), NOTHING.role());
    }

    private static CallReconnectSnapshot redial(int attempt, long delay) {
        return new CallReconnectSnapshot(CallReconnectState.BACKOFF, new RedialAttempts(attempt, Duration.ofMillis(delay),
                Optional.empty()), Optional.empty(), Optional.empty(), CallReconnectOptions.STANDARD, Set.of(), Optional.empty());
    }

    private static SessionSnapshot with(CallReconnectSnapshot part) {
        return new SessionSnapshot(0, NOTHING.connection(), NOTHING.call(), NOTHING.incoming(), NOTHING.presentation(),
                NOTHING.autoConnector(), part, NOTHING.role());
    }

    private static SessionSnapshot with(CallSessionState part) {
        return new SessionSnapshot(0, NOTHING.connection(), NOTHING.call(), NOTHING.incoming(), NOTHING.presentation(),
                NOTHING.autoConnector(), NOTHING.callReconnect(), part);
    }
}
