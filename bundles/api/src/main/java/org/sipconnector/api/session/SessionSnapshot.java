/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.session;

import org.sipconnector.api.autoconnector.AutoConnectorSnapshot;
import org.sipconnector.api.callreconnect.CallReconnectSnapshot;
import org.sipconnector.api.conferencestate.CallSessionState;
import org.sipconnector.api.connection.ConnectionSnapshot;
import org.sipconnector.api.incomingcall.IncomingCallSnapshot;
import org.sipconnector.api.presentation.PresentationSnapshot;

/**
 * Everything a connector does at one moment. A manager that is not installed is shown as idle.
 *
 * @param revision      rises by one with every {@link SessionEvent.SnapshotChanged}
 * @param connection    the connection
 * @param call          the call and its room
 * @param incoming      the incoming call
 * @param presentation  the own presentation
 * @param autoConnector what keeps the connection up
 * @param callReconnect what sets a lost call up again
 * @param role          license, forced mode and role in the conference
 */
public record SessionSnapshot(long revision, ConnectionSnapshot connection, SessionCall call,
        IncomingCallSnapshot incoming, PresentationSnapshot presentation, AutoConnectorSnapshot autoConnector,
        CallReconnectSnapshot callReconnect, CallSessionState role) {

    public static final SessionSnapshot IDLE = new SessionSnapshot(0, ConnectionSnapshot.IDLE, SessionCall.IDLE,
            IncomingCallSnapshot.IDLE, PresentationSnapshot.IDLE, AutoConnectorSnapshot.IDLE,
            CallReconnectSnapshot.IDLE, CallSessionState.INITIAL);

    public SystemStatus systemStatus() {
        return SystemStatus.of(connection.state(), autoConnector.state(), call.phase(), callReconnecting());
    }

    public boolean inCall() {
        return call.phase().inCall();
    }

    /** Whether a lost call is being set up again. */
    public boolean callReconnecting() {
        return switch (callReconnect.state()) {
            case EVALUATING, BACKOFF, WAITING_SIGNALING, ATTEMPTING -> true;
            default -> false;
        };
    }

    /**
     * Whether nothing changed that a listener would want to know: the states of connection, incoming call and auto
     * connector, and everything about call, presentation, redial and role.
     */
    public boolean sameAs(SessionSnapshot other) {
        return connection.state() == other.connection.state()
                && incoming.state() == other.incoming.state()
                && autoConnector.state() == other.autoConnector.state()
                && call.equals(other.call)
                && presentation.state() == other.presentation.state()
                && presentation.track().equals(other.presentation.track())
                && presentation.lastError().equals(other.presentation.lastError())
                && callReconnect.equals(other.callReconnect)
                && role.equals(other.role);
    }

    public SessionSnapshot withRevision(long other) {
        return new SessionSnapshot(other, connection, call, incoming, presentation, autoConnector, callReconnect, role);
    }
}
