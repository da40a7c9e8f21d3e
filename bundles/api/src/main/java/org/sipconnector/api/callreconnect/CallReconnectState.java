/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.callreconnect;

/** Where redialling is. */
public enum CallReconnectState {
    /** Not asked to redial. */
    IDLE("idle"),
    /** Watches the call. */
    ARMED("armed"),
    /** Decides what comes next; passed through at once. */
    EVALUATING("evaluating"),
    /** Lets some time pass before the next attempt. */
    BACKOFF("backoff"),
    /** No attempt makes sense before the connection is ready again. */
    WAITING_SIGNALING("waitingSignaling"),
    /** A call is being set up. */
    ATTEMPTING("attempting"),
    /** All attempts were in vain; can be forced to go on. */
    LIMIT_REACHED("limitReached"),
    /** No further attempt makes sense; can be forced to go on. */
    ERROR_TERMINAL("errorTerminal");

    private final String text;

    CallReconnectState(String text) {
        this.text = text;
    }

    /** Whether a lost call is being set up again, or could still be by force because its attempts are used up. */
    public boolean cycleRunning() {
        return this == EVALUATING || this == BACKOFF || this == WAITING_SIGNALING || this == ATTEMPTING
                || this == LIMIT_REACHED;
    }

    /** The state's public spelling, such as {@code callReconnect:limitReached}. */
    public String text() {
        return "callReconnect:" + text;
    }
}
