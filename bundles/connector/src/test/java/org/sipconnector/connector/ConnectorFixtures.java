/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.connector;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.sipconnector.api.Event;
import org.sipconnector.api.autoconnector.AutoConnectStop;
import org.sipconnector.api.autoconnector.AutoConnectorManager;
import org.sipconnector.api.autoconnector.AutoConnectorSnapshot;
import org.sipconnector.api.autoconnector.AutoConnectorState;
import org.sipconnector.api.autoconnector.ConnectAttempts;
import org.sipconnector.api.call.CallManager;
import org.sipconnector.api.call.CallMedia;
import org.sipconnector.api.call.CallParties;
import org.sipconnector.api.call.CallSnapshot;
import org.sipconnector.api.call.CallState;
import org.sipconnector.api.call.CallStatus;
import org.sipconnector.api.call.MutedMedia;
import org.sipconnector.api.callreconnect.CallReconnectManager;
import org.sipconnector.api.callreconnect.CallReconnectOptions;
import org.sipconnector.api.callreconnect.CallReconnectSnapshot;
import org.sipconnector.api.callreconnect.CallReconnectState;
import org.sipconnector.api.callreconnect.RedialAttempts;
import org.sipconnector.api.connection.ConnectionConfiguration;
import org.sipconnector.api.connection.ConnectionManager;
import org.sipconnector.api.connection.ConnectionSnapshot;
import org.sipconnector.api.connection.ConnectionState;
import org.sipconnector.api.connection.UserAgentStatus;
import org.sipconnector.api.connectionqueue.ConnectionQueueManager;
import org.sipconnector.api.connectionqueue.ConnectionQueueSnapshot;
import org.sipconnector.api.incomingcall.IncomingCallManager;
import org.sipconnector.api.incomingcall.IncomingCallSnapshot;
import org.sipconnector.api.media.PeerId;
import org.sipconnector.api.presentation.PresentationManager;
import org.sipconnector.api.presentation.PresentationSnapshot;
import org.sipconnector.api.serverapi.ServerApiManager;
import org.sipconnector.api.serverapi.ServerApiSnapshot;
import org.sipconnector.api.sip.UserAgentId;
import org.sipconnector.testkit.LaneHarness;
import org.sipconnector.testkit.StandIn;

/** The coordinator on a stage, with stand-ins for everyone they work with. */
final class ConnectorFixtures {

    static final ConnectionConfiguration CONFIGURATION = new ConnectionConfiguration(
            LaneHarness.standardConfiguration().build().parameters(), "1001");

    /** The main connection of the call that is shown. */
    static final PeerId UP = new PeerId("p");

    private ConnectorFixtures() {}

    static LaneHarness on(LaneHarness stage) {
        return stage.install(
                new StandIn(ConnectionManager.class, ConnectionSnapshot.IDLE),
                new StandIn(ConnectionQueueManager.class, ConnectionQueueSnapshot.EMPTY),
                new StandIn(AutoConnectorManager.class, AutoConnectorSnapshot.IDLE),
                new StandIn(CallManager.class, CallSnapshot.IDLE),
                new StandIn(CallReconnectManager.class, CallReconnectSnapshot.IDLE),
                new StandIn(IncomingCallManager.class, IncomingCallSnapshot.IDLE),
                new StandIn(PresentationManager.class, PresentationSnapshot.IDLE),
                new StandIn(ServerApiManager.class, ServerApiSnapshot.NONE),
                new CoordinatorFactory());
    }

    static Event call(CallState state) {
        return call(state, MutedMedia.NONE);
    }

    static Event call(CallState state, MutedMedia muted) {
        return call(state, muted, UP);
    }

    static Event call(CallState state, MutedMedia muted, PeerId peer) {
        return new StandIn.Shown(CallManager.class, new CallSnapshot(CallStatus.in(state), CallParties.calling("600",
                state == CallState.IDLE ? Optional.empty() : Optional.of(peer)), CallMedia.muted(muted)));
    }

    static Event connected() {
        return new StandIn.Shown(ConnectionManager.class, new ConnectionSnapshot(ConnectionState.ESTABLISHED,
                new UserAgentStatus(Optional.empty(), true, true), Optional.of(CONFIGURATION), Optional.of("sip.example.org"), Set.of(),
                Optional.empty()));
    }

    /** The transport is open, the registrar has not answered. */
    static Event registering() {
        return new StandIn.Shown(ConnectionManager.class, new ConnectionSnapshot(ConnectionState.CONNECTED,
                new UserAgentStatus(Optional.of(new UserAgentId("ua")), true, false), Optional.of(CONFIGURATION),
                Optional.of("sip.example.org"), Set.of(), Optional.empty()));
    }

    static Event registrationFailed() {
        return new StandIn.Shown(ConnectionManager.class, new ConnectionSnapshot(ConnectionState.DISCONNECTED,
                new UserAgentStatus(Optional.of(new UserAgentId("ua")), true, false), Optional.of(CONFIGURATION),
                Optional.of("sip.example.org"), Set.of(), Optional.of("403 Forbidden")));
    }

    static Event disconnected() {
        return new StandIn.Shown(ConnectionManager.class, ConnectionSnapshot.IDLE);
    }

    static Event autoConnector(AutoConnectorState state) {
        return new StandIn.Shown(AutoConnectorManager.class, new AutoConnectorSnapshot(state, ConnectAttempts.NONE));
    }

    /** At rest until the host is online again. */
    static Event offline() {
        return new StandIn.Shown(AutoConnectorManager.class, new AutoConnectorSnapshot(AutoConnectorState.IDLE, new ConnectAttempts(false,
                0, Optional.of(AutoConnectStop.OFFLINE), Optional.empty())));
    }

    /** Names the call that redial is armed for. */
    static final PeerId WATCHED = new PeerId("watched");

    static Event redial(CallReconnectState state) {
        return new StandIn.Shown(CallReconnectManager.class, new CallReconnectSnapshot(state, new RedialAttempts(1, Duration.ZERO,
                Optional.empty()), Optional.empty(), Optional.empty(), CallReconnectOptions.STANDARD, Set.of(), Optional.of(WATCHED)));
    }
}
