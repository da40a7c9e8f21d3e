/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.autoconnector;

/** What the auto connector is about. */
public enum AutoConnectorState {
    IDLE("idle"),
    /** Ending the connection, to rest or to begin anew. */
    DISCONNECTING("disconnecting"),
    /** Deciding whether another attempt is allowed; passed through at once. */
    ATTEMPTING_GATE("attemptingGate"),
    ATTEMPTING_CONNECT("attemptingConnect"),
    WAITING_BEFORE_RETRY("waitingBeforeRetry"),
    /** Connected, and watching that it stays so. */
    CONNECTED_MONITORING("connectedMonitoring"),
    /** Out of attempts: waiting for the server to be reachable. */
    TELEPHONY_CHECKING("telephonyChecking"),
    /** Given up until started, restarted or stopped. */
    ERROR_TERMINAL("errorTerminal");

    private final String text;

    AutoConnectorState(String text) {
        this.text = text;
    }

    /** The state's public spelling. */
    public String text() {
        return text;
    }
}
