/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.session;

import org.sipconnector.api.autoconnector.AutoConnectorState;
import org.sipconnector.api.connection.ConnectionState;

/** What a connector is doing, in one word. A running call counts more than the connection beneath it. */
public enum SystemStatus {
    DISCONNECTED("system:disconnected"),
    CONNECTING("system:connecting"),
    DISCONNECTING("system:disconnecting"),
    READY_TO_CALL("system:readyToCall"),
    CALL_CONNECTING("system:callConnecting"),
    CALL_DISCONNECTING("system:callDisconnecting"),
    CALL_RECONNECTING("system:callReconnecting"),
    CALL_ACTIVE("system:callActive");

    private final String text;

    SystemStatus(String text) {
        this.text = text;
    }

    /** The status' public spelling, such as {@code system:readyToCall}. */
    public String text() {
        return text;
    }

    /**
     * The first rule that holds decides.
     *
     * @param callReconnecting whether a lost call is being set up again
     */
    public static SystemStatus of(ConnectionState connection, AutoConnectorState autoConnector, CallPhase call,
            boolean callReconnecting) {
        if (call.inCall()) {
            return CALL_ACTIVE;
        }
        if (callReconnecting) {
            return CALL_RECONNECTING;
        }
        if (connection == ConnectionState.DISCONNECTING || autoConnector == AutoConnectorState.DISCONNECTING) {
            return DISCONNECTING;
        }
        if (connects(autoConnector, connection)) {
            return CONNECTING;
        }
        return switch (connection) {
            case IDLE, DISCONNECTED -> DISCONNECTED;
            case PREPARING, CONNECTING, CONNECTED, REGISTERED -> CONNECTING;
            default -> ofEstablished(call);
        };
    }

    private static boolean connects(AutoConnectorState autoConnector, ConnectionState connection) {
        return switch (autoConnector) {
            case ATTEMPTING_CONNECT, ATTEMPTING_GATE, WAITING_BEFORE_RETRY -> true;
            case CONNECTED_MONITORING -> connection != ConnectionState.ESTABLISHED;
            default -> false;
        };
    }

    private static SystemStatus ofEstablished(CallPhase call) {
        return switch (call) {
            case CONNECTING -> CALL_CONNECTING;
            case DISCONNECTING -> CALL_DISCONNECTING;
            default -> READY_TO_CALL;
        };
    }
}
