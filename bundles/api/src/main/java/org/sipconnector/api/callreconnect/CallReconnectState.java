package org.sipconnector.api.callreconnect;

import java.util.Locale;

/** Where redialling is. */
public enum CallReconnectState {
    /** Not asked to redial. */
    IDLE,
    /** Watches the call. */
    ARMED,
    /** Decides what comes next; passed through at once. */
    EVALUATING,
    /** Lets some time pass before the next attempt. */
    BACKOFF,
    /** No attempt makes sense before the connection is ready again. */
    WAITING_SIGNALING,
    /** A call is being set up. */
    ATTEMPTING,
    /** All attempts were in vain; can be forced to go on. */
    LIMIT_REACHED,
    /** No further attempt makes sense; can be forced to go on. */
    ERROR_TERMINAL;

    /** Whether a lost call is being set up again, or could still be by force because its attempts are used up. */
    public boolean cycleRunning() {
        return this == EVALUATING || this == BACKOFF || this == WAITING_SIGNALING || this == ATTEMPTING
                || this == LIMIT_REACHED;
    }

    /** The state's public spelling, such as {@code callReconnect:limit_reached}. */
    public String text() {
        return "callReconnect:" + name().toLowerCase(Locale.ROOT);
    }
}
