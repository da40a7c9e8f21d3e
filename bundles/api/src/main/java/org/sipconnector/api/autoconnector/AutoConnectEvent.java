/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.autoconnector;

import java.time.Duration;
import org.sipconnector.api.Event;

/** What the auto connector does. */
public sealed interface AutoConnectEvent extends Event {

    /** It is about to decide on the next attempt. */
    record BeforeAttempt() implements AutoConnectEvent {
        @Override
        public String name() {
            return "auto-connect:before-attempt";
        }
    }

    /** True from the first connect of a cycle, through success, until it is stopped or gives up. */
    record ChangedAttemptStatus(boolean inProgress) implements AutoConnectEvent {
        @Override
        public String name() {
            return "auto-connect:changed-attempt-status";
        }
    }

    /** It connected, or found the connection alive. */
    record Success() implements AutoConnectEvent {
        @Override
        public String name() {
            return "auto-connect:success";
        }
    }

    /** It gave up: the error forbids another attempt. */
    record StopAttemptsByError(Throwable error) implements AutoConnectEvent {
        @Override
        public String name() {
            return "auto-connect:stop-attempts-by-error";
        }
    }

    /** It gave up: the attempt was overtaken, or the wait for the next one cancelled. */
    record CancelledAttempts(Throwable error) implements AutoConnectEvent {
        @Override
        public String name() {
            return "auto-connect:cancelled-attempts";
        }
    }

    /** It gave up: it could not go on. */
    record FailedAllAttempts(Throwable error) implements AutoConnectEvent {
        @Override
        public String name() {
            return "auto-connect:failed-all-attempts";
        }
    }

    /** All attempts of the cycle are used up; it now checks the server. */
    record LimitReachedAttempts(Throwable error) implements AutoConnectEvent {
        @Override
        public String name() {
            return "auto-connect:limit-reached-attempts";
        }
    }

    /**
     * A check of the server failed.
     *
     * @param failCount          failed checks in a row
     * @param reconnectRequested whether it leads to a new cycle of attempts
     * @param nextRetryDelay     how long no further failed check will
     */
    record TelephonyCheckFailure(int failCount, EscalationLevel level, boolean reconnectRequested, Duration nextRetryDelay,
            Throwable error) implements AutoConnectEvent {
        @Override
        public String name() {
            return "auto-connect:telephony-check-failure";
        }
    }

    /** Failed checks of the server have become worse. */
    record TelephonyCheckEscalated(int failCount, EscalationLevel level, Throwable error) implements AutoConnectEvent {
        @Override
        public String name() {
            return "auto-connect:telephony-check-escalated";
        }
    }
}
