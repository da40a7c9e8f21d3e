/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.testkit;

import java.util.Optional;
import org.sipconnector.api.autoconnector.AutoConnectResult;
import org.sipconnector.api.autoconnector.AutoConnectorManager;
import org.sipconnector.api.call.CallManager;
import org.sipconnector.api.call.RingingInvite;
import org.sipconnector.api.callreconnect.CallReconnectManager;
import org.sipconnector.api.connection.ConnectionConfiguration;
import org.sipconnector.api.connection.ConnectionManager;
import org.sipconnector.api.connection.SipAnswer;
import org.sipconnector.api.connectionqueue.ConnectionQueueManager;
import org.sipconnector.api.connector.SipConnector;
import org.sipconnector.api.incomingcall.IncomingCallManager;
import org.sipconnector.api.media.LocalTrack;
import org.sipconnector.api.media.PeerId;
import org.sipconnector.api.presentation.PresentationManager;
import org.sipconnector.api.serverapi.ServerApiManager;
import org.sipconnector.api.stats.StatsManager;

/** Operations that managers ask each other for. */
public final class Operations {

    public static final Operation<ConnectionConfiguration> CONNECT = Operation.of(ConnectionManager.class, ConnectionManager::connect);
    public static final Operation<Void> DISCONNECT = Operation.of(ConnectionManager.class, ConnectionManager::disconnect);
    public static final Operation<SipAnswer> PING = Operation.of(ConnectionManager.class, ConnectionManager::ping);
    public static final Operation<Void> CHECK_TELEPHONY = Operation.of(ConnectionManager.class, ConnectionManager::checkTelephony);

    public static final Operation<ConnectionConfiguration> QUEUE_CONNECT =
            Operation.of(ConnectionQueueManager.class, ConnectionQueueManager::connect);
    public static final Operation<Void> QUEUE_DISCONNECT = Operation.of(ConnectionQueueManager.class, ConnectionQueueManager::disconnect);
    public static final Operation<Void> QUEUE_STOP = Operation.of(ConnectionQueueManager.class, ConnectionQueueManager::stop);

    public static final Operation<AutoConnectResult> AUTO_CONNECT = Operation.of(AutoConnectorManager.class, AutoConnectorManager::start);
    public static final Operation<Void> AUTO_CONNECT_RESTART = Operation.of(AutoConnectorManager.class, AutoConnectorManager::restart);
    public static final Operation<Void> AUTO_CONNECT_STOP = Operation.of(AutoConnectorManager.class, AutoConnectorManager::stop);

    public static final Operation<PeerId> START_CALL = Operation.of(CallManager.class, call -> call.startCall(null));
    public static final Operation<PeerId> ANSWER_CALL = Operation.of(CallManager.class, call -> call.answer(null, null));
    public static final Operation<Void> END_CALL = Operation.of(CallManager.class, CallManager::endCall);
    public static final Operation<Void> FAIL_CALL = Operation.of(CallManager.class, call -> call.fail(null, null));
    public static final Operation<Void> LOSE_CALL = Operation.of(CallManager.class, call -> call.lose(null));
    public static final Operation<Boolean> RENEGOTIATE = Operation.of(CallManager.class, CallManager::renegotiate);
    public static final Operation<Boolean> REPLACE_MEDIA_STREAM = Operation.of(CallManager.class, call -> call.replaceMediaStream(null, null));

    public static final Operation<Void> ARM = Operation.of(CallReconnectManager.class, redial -> redial.arm(null));
    public static final Operation<Void> DISARM = Operation.of(CallReconnectManager.class, CallReconnectManager::disarm);

    public static final Operation<RingingInvite> CLAIM = Operation.of(IncomingCallManager.class, IncomingCallManager::claim);
    public static final Operation<Optional<LocalTrack>> STOP_PRESENTATION =
            Operation.of(PresentationManager.class, PresentationManager::stopPresentation);
    public static final Operation<Void> WAIT_FOR_OUTBOUND_VIDEO_PACKETS =
            Operation.of(StatsManager.class, stats -> stats.waitForOutboundVideoPackets(null));

    public static final Operation<Void> SEND_DTMF = Operation.of(ServerApiManager.class, server -> server.sendDtmf(null));
    public static final Operation<Void> SEND_MEDIA_STATE = Operation.of(ServerApiManager.class, server -> server.sendMediaState(null));
    public static final Operation<Void> SEND_REFUSAL_TO_TURN_ON =
            Operation.of(ServerApiManager.class, server -> server.sendRefusalToTurnOn(null));
    public static final Operation<Void> SEND_STATS = Operation.of(ServerApiManager.class, server -> server.sendStats(0));

    public static final Operation<PeerId> CONNECTOR_CALL = Operation.of(SipConnector.class, connector -> connector.call(null, false));
    public static final Operation<Void> CONNECTOR_DISCONNECT = Operation.of(SipConnector.class, SipConnector::disconnect);

    private Operations() {}
}
