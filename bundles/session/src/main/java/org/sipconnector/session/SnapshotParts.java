/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.session;

import java.util.function.Function;
import org.sipconnector.api.autoconnector.AutoConnectorManager;
import org.sipconnector.api.autoconnector.AutoConnectorSnapshot;
import org.sipconnector.api.call.CallManager;
import org.sipconnector.api.call.CallSnapshot;
import org.sipconnector.api.callreconnect.CallReconnectManager;
import org.sipconnector.api.callreconnect.CallReconnectSnapshot;
import org.sipconnector.api.conferencestate.ConferenceStateManager;
import org.sipconnector.api.conferencestate.ConferenceStateSnapshot;
import org.sipconnector.api.connection.ConnectionManager;
import org.sipconnector.api.connection.ConnectionSnapshot;
import org.sipconnector.api.incomingcall.IncomingCallManager;
import org.sipconnector.api.incomingcall.IncomingCallSnapshot;
import org.sipconnector.api.presentation.PresentationManager;
import org.sipconnector.api.presentation.PresentationSnapshot;
import org.sipconnector.api.session.SessionCall;
import org.sipconnector.api.session.SessionSnapshot;
import org.sipconnector.kernel.Lane;

/** What the managers of a lane show at this moment. */
record SnapshotParts(Lane lane) {

    SessionSnapshot gather(long revision) {
        CallSnapshot call = part(CallManager.class, CallManager::snapshot, CallSnapshot.IDLE);
        ConferenceStateSnapshot conference =
                part(ConferenceStateManager.class, ConferenceStateManager::snapshot, ConferenceStateSnapshot.NONE);
        return new SessionSnapshot(revision,
                part(ConnectionManager.class, ConnectionManager::snapshot, ConnectionSnapshot.IDLE),
                SessionCall.of(call, conference),
                part(IncomingCallManager.class, IncomingCallManager::snapshot, IncomingCallSnapshot.IDLE),
                part(PresentationManager.class, PresentationManager::snapshot, PresentationSnapshot.IDLE),
                part(AutoConnectorManager.class, AutoConnectorManager::snapshot, AutoConnectorSnapshot.IDLE),
                part(CallReconnectManager.class, CallReconnectManager::snapshot, CallReconnectSnapshot.IDLE),
                conference.session());
    }

    private <M, S> S part(Class<M> api, Function<M, S> snapshot, S absent) {
        return lane.has(api) ? snapshot.apply(lane.manager(api)) : absent;
    }
}
