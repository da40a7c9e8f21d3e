/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.session;

import java.util.function.Function;
import org.sipconnector.api.autoconnector.AutoConnectorState;
import org.sipconnector.api.callreconnect.CallReconnectState;
import org.sipconnector.api.connection.ConnectionState;
import org.sipconnector.api.incomingcall.IncomingCallState;
import org.sipconnector.api.presentation.PresentationState;

/** Parts of the session worth following by {@link SessionManager#subscribe(Function, java.util.function.Consumer)}. */
public final class SessionSelectors {

    public static final Function<SessionSnapshot, ConnectionState> CONNECTION_STATUS = session -> session.connection().state();
    public static final Function<SessionSnapshot, CallPhase> CALL_STATUS = session -> session.call().phase();
    /** Number, room, token and all that is known of the call. */
    public static final Function<SessionSnapshot, SessionCall> CALL_STATE = SessionSnapshot::call;
    public static final Function<SessionSnapshot, IncomingCallState> INCOMING_STATUS = session -> session.incoming().state();
    public static final Function<SessionSnapshot, PresentationState> PRESENTATION_STATUS =
            session -> session.presentation().state();
    public static final Function<SessionSnapshot, AutoConnectorState> AUTO_CONNECTOR_STATUS =
            session -> session.autoConnector().state();
    public static final Function<SessionSnapshot, CallReconnectState> CALL_RECONNECT_STATUS =
            session -> session.callReconnect().state();
    public static final Function<SessionSnapshot, Boolean> IS_IN_CALL = SessionSnapshot::inCall;
    public static final Function<SessionSnapshot, Boolean> IS_CALL_RECONNECTING = SessionSnapshot::callReconnecting;
    public static final Function<SessionSnapshot, SystemStatus> SYSTEM_STATUS = SessionSnapshot::systemStatus;

    private SessionSelectors() {}
}
