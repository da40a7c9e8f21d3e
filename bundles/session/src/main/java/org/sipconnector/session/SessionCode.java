/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.session;

import java.util.Set;
import org.sipconnector.api.HasSnapshot;
import org.sipconnector.api.autoconnector.AutoConnectorManager;
import org.sipconnector.api.call.CallManager;
import org.sipconnector.api.callreconnect.CallReconnectManager;
import org.sipconnector.api.conferencestate.ConferenceStateManager;
import org.sipconnector.api.connection.ConnectionManager;
import org.sipconnector.api.incomingcall.IncomingCallManager;
import org.sipconnector.api.presentation.PresentationManager;
import org.sipconnector.api.session.SessionEvent;
import org.sipconnector.api.session.SessionManager;
import org.sipconnector.api.session.SessionSnapshot;
import org.sipconnector.kernel.Handover;
import org.sipconnector.kernel.Lane;
import org.sipconnector.kernel.LaneAccess;
import org.sipconnector.kernel.Manager;

/** Shows anew what the other managers show whenever one of them shows something else. */
final class SessionCode extends LaneAccess implements SessionManager, Manager {

    private static final int VERSION = 1;
    private static final Set<Class<? extends HasSnapshot<?>>> PARTS = Set.of(ConnectionManager.class, CallManager.class,
            ConferenceStateManager.class, IncomingCallManager.class, PresentationManager.class, AutoConnectorManager.class,
            CallReconnectManager.class);

    /** It has none of its own: what was shown last is kept by the kernel. */
    record State() {}

    SessionCode(Lane lane) {
        super(lane);
        lane.onSnapshots(PARTS, this::gather);
    }

    void gather() {
        SessionSnapshot previous = snapshot();
        SessionSnapshot current = new SnapshotParts(lane).gather(previous.revision());
        if (current.sameAs(previous)) {
            lane.show(current);
            return;
        }
        SessionSnapshot next = current.withRevision(previous.revision() + 1);
        lane.show(next);
        lane.publish(new SessionEvent.SnapshotChanged(previous, next));
    }

    @Override
    public SessionSnapshot snapshot() {
        return lane.has(SessionManager.class) ? lane.manager(SessionManager.class).snapshot() : SessionSnapshot.IDLE;
    }

    @Override
    public Handover handOver() {
        return Handover.of(VERSION, new State());
    }
}
