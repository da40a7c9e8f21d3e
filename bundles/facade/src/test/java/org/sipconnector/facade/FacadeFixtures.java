/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.facade;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.sipconnector.api.Event;
import org.sipconnector.api.call.CallManager;
import org.sipconnector.api.call.CallMedia;
import org.sipconnector.api.call.CallParties;
import org.sipconnector.api.call.CallSnapshot;
import org.sipconnector.api.call.CallState;
import org.sipconnector.api.call.CallStatus;
import org.sipconnector.api.connection.ConnectionConfiguration;
import org.sipconnector.api.connection.ConnectionManager;
import org.sipconnector.api.connection.ConnectionSnapshot;
import org.sipconnector.api.connection.ConnectionState;
import org.sipconnector.api.connection.UserAgentStatus;
import org.sipconnector.api.connectionqueue.ConnectionQueueManager;
import org.sipconnector.api.connectionqueue.ConnectionQueueSnapshot;
import org.sipconnector.api.connector.ConnectorSnapshot;
import org.sipconnector.api.connector.SipConnector;
import org.sipconnector.api.incomingcall.IncomingCallManager;
import org.sipconnector.api.incomingcall.IncomingCallSnapshot;
import org.sipconnector.api.incomingcall.IncomingCallState;
import org.sipconnector.api.incomingcall.RemoteCaller;
import org.sipconnector.api.incomingcall.RingingCall;
import org.sipconnector.api.media.PeerId;
import org.sipconnector.api.presentation.PresentationManager;
import org.sipconnector.api.presentation.PresentationSnapshot;
import org.sipconnector.api.serverapi.ServerApiManager;
import org.sipconnector.api.serverapi.ServerApiSnapshot;
import org.sipconnector.api.sip.DialogId;
import org.sipconnector.api.stats.StatsManager;
import org.sipconnector.api.stats.StatsSnapshot;
import org.sipconnector.testkit.LaneHarness;
import org.sipconnector.testkit.StandIn;

/** The facade on a stage, with stand-ins for everyone it works with. */
final class FacadeFixtures {

    static final ConnectionConfiguration CONFIGURATION = new ConnectionConfiguration(
            LaneHarness.standardConfiguration().build().parameters(), "1001");

    private FacadeFixtures() {}

    static LaneHarness on(LaneHarness stage) {
        return stage.install(
                new StandIn(ConnectionManager.class, ConnectionSnapshot.IDLE),
                new StandIn(ConnectionQueueManager.class, ConnectionQueueSnapshot.EMPTY),
                new StandIn(CallManager.class, CallSnapshot.IDLE),
                new StandIn(IncomingCallManager.class, IncomingCallSnapshot.IDLE),
                new StandIn(PresentationManager.class, PresentationSnapshot.IDLE),
                new StandIn(ServerApiManager.class, ServerApiSnapshot.NONE),
                new StandIn(StatsManager.class, StatsSnapshot.NONE),
                new StandIn(SipConnector.class, ConnectorSnapshot.IDLE),
                new FacadeFactory());
    }

    static Event established() {
        return new StandIn.Shown(ConnectionManager.class, new ConnectionSnapshot(ConnectionState.ESTABLISHED,
                new UserAgentStatus(Optional.empty(), true, true), Optional.of(CONFIGURATION), Optional.of("sip.example.org"), Set.of(),
                Optional.empty()));
    }

    /** The call is up. */
    static Event inCall(PeerId peer) {
        return new StandIn.Shown(CallManager.class, new CallSnapshot(CallStatus.in(CallState.IN_CALL), CallParties.calling("600",
                Optional.of(peer)), CallMedia.NONE));
    }

    static Event ringing(String number) {
        RemoteCaller caller = new RemoteCaller(Optional.empty(), "example.org", number);
        return new StandIn.Shown(IncomingCallManager.class, new IncomingCallSnapshot(IncomingCallState.RINGING,
                Optional.of(caller), Optional.empty(), List.of(new RingingCall(new DialogId("d1"), caller)), Set.of()));
    }
}
