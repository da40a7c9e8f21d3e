/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.managers;

import java.util.ArrayList;
import java.util.List;
import org.sipconnector.api.Event;
import org.sipconnector.api.call.CallEvent;
import org.sipconnector.api.call.CallManager;
import org.sipconnector.api.call.CallRole;
import org.sipconnector.api.callreconnect.CallReconnectEvent;
import org.sipconnector.api.conferencestate.CallSessionState;
import org.sipconnector.api.conferencestate.ConferenceState;
import org.sipconnector.api.conferencestate.ConferenceStateEvent;
import org.sipconnector.api.conferencestate.ConferenceStateManager;
import org.sipconnector.api.connection.ConnectionEvent;
import org.sipconnector.api.connector.ConnectAndCallPhase;
import org.sipconnector.api.connector.ConnectorEvent;
import org.sipconnector.api.presentation.PresentationEvent;
import org.sipconnector.api.presentation.PresentationState;
import org.sipconnector.api.session.SessionManager;
import org.sipconnector.api.session.SessionSnapshot;
import org.sipconnector.api.videosendingbalancer.BalancerEvent;
import org.sipconnector.api.videosendingbalancer.VideoSendingBalancerManager;

/** What a client that only listens believes, to compare with what the connector shows. */
final class Told {

    private CallRole role = CallRole.PARTICIPANT;
    private ConferenceState room = ConferenceState.NONE;
    private ConnectAndCallPhase phase = ConnectAndCallPhase.IDLE;
    private CallSessionState callSession = CallSessionState.INITIAL;
    private boolean draining;
    private boolean redialling;
    private boolean presenting;
    private boolean balancing;
    private boolean registered;

    /** What a client knows that looks at what is shown, and listens from then on. */
    static Told shown(WholeConnector all) {
        SessionSnapshot session = all.stage.manager(SessionManager.class).snapshot();
        Told told = new Told();
        told.role = all.stage.manager(CallManager.class).snapshot().role();
        told.room = all.stage.manager(ConferenceStateManager.class).snapshot().state();
        told.callSession = session.role();
        told.phase = all.connector().snapshot().phase();
        told.draining = all.connector().snapshot().draining();
        told.redialling = session.callReconnect().attempting();
        told.presenting = session.presentation().state() == PresentationState.ACTIVE;
        told.balancing = all.stage.manager(VideoSendingBalancerManager.class).snapshot().active();
        told.registered = session.connection().registered();
        return told;
    }

    void heard(Event event) {
        if (event instanceof CallEvent.RoleChanged changed) {
            role = changed.role();
        } else if (event instanceof CallEvent.Ended || event instanceof CallEvent.Failed) {
            role = CallRole.PARTICIPANT;
            presenting = false;
        } else if (event instanceof ConferenceStateEvent.StateChanged changed) {
            room = changed.current().state();
        } else if (event instanceof ConferenceStateEvent.CallSessionStateChanged changed) {
            callSession = changed.current();
        } else if (event instanceof ConferenceStateEvent.StateReset) {
            room = ConferenceState.NONE;
            callSession = CallSessionState.INITIAL;
        } else if (event instanceof ConnectorEvent.SessionPhaseChanged changed) {
            phase = changed.phase();
        } else if (event instanceof ConnectorEvent.DrainingChanged changed) {
            draining = changed.draining();
        } else if (event instanceof CallReconnectEvent.StatusChanged changed) {
            redialling = changed.reconnecting();
        } else if (event instanceof BalancerEvent.BalancingStarted || event instanceof BalancerEvent.BalancingStopped) {
            balancing = event instanceof BalancerEvent.BalancingStarted;
        } else if (event instanceof ConnectionEvent connection) {
            connection(connection);
        } else if (event instanceof PresentationEvent presentation) {
            presentation(presentation);
        }
    }

    private void connection(ConnectionEvent event) {
        if (event instanceof ConnectionEvent.Registered) {
            registered = true;
        } else if (event instanceof ConnectionEvent.Unregistered || event instanceof ConnectionEvent.RegistrationFailed
                || event instanceof ConnectionEvent.Disconnected) {
            registered = false;
        }
    }

    private void presentation(PresentationEvent event) {
        if (event instanceof PresentationEvent.Started) {
            presenting = true;
        } else if (event instanceof PresentationEvent.End || event instanceof PresentationEvent.Ended
                || event instanceof PresentationEvent.Failed) {
            presenting = false;
        }
    }

    /** What is shown otherwise than it was told, a line each. */
    List<String> differences(WholeConnector all, SessionSnapshot session) {
        List<String> found = new ArrayList<>();
        compare(found, "the role", role, all.stage.manager(CallManager.class).snapshot().role());
        compare(found, "the room", room, all.stage.manager(ConferenceStateManager.class).snapshot().state());
        compare(found, "the session's role and license", callSession, session.role());
        compare(found, "the session's phase", phase, all.connector().snapshot().phase());
        compare(found, "draining", draining, all.connector().snapshot().draining());
        compare(found, "redialling", redialling, session.callReconnect().attempting());
        compare(found, "presenting", presenting, session.presentation().state() == PresentationState.ACTIVE);
        compare(found, "balancing", balancing, all.stage.manager(VideoSendingBalancerManager.class).snapshot().active());
        compare(found, "being registered", registered, session.connection().registered());
        return found;
    }

    private static void compare(List<String> found, String what, Object told, Object shown) {
        if (!told.equals(shown)) {
            found.add(what + " was told as " + told + " and is shown as " + shown);
        }
    }
}
