/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.callreconnect;

import java.time.Duration;
import java.util.Optional;
import org.sipconnector.api.Event;
import org.sipconnector.api.sip.Originator;
import org.sipconnector.api.sip.SipCause;
import org.sipconnector.api.sip.SipFailure;

/** What happens while a lost call is set up again. */
public sealed interface CallReconnectEvent extends Event {

    /** The call is watched from now on. */
    record Armed() implements CallReconnectEvent {
        @Override
        public String name() {
            return "call-reconnect:armed";
        }
    }

    /** The call is no longer watched. */
    record Disarmed() implements CallReconnectEvent {
        @Override
        public String name() {
            return "call-reconnect:disarmed";
        }
    }

    /** The network took the call away. */
    record FailureDetected(SipCause cause, Originator originator, int attempt) implements CallReconnectEvent {
        @Override
        public String name() {
            return "call-reconnect:failure-detected";
        }
    }

    /** @param attempt number of the attempt to come, from 1 */
    record AttemptScheduled(int attempt, Duration delay) implements CallReconnectEvent {
        @Override
        public String name() {
            return "call-reconnect:attempt-scheduled";
        }
    }

    record AttemptStarted(int attempt) implements CallReconnectEvent {
        @Override
        public String name() {
            return "call-reconnect:attempt-started";
        }
    }

    /** The call is there again. */
    record AttemptSucceeded(int attempt) implements CallReconnectEvent {
        @Override
        public String name() {
            return "call-reconnect:attempt-succeeded";
        }
    }

    record AttemptFailed(int attempt, Throwable error) implements CallReconnectEvent {
        @Override
        public String name() {
            return "call-reconnect:attempt-failed";
        }
    }

    /** An attempt waits for the connection. */
    record WaitingSignaling(Duration timeout) implements CallReconnectEvent {
        @Override
        public String name() {
            return "call-reconnect:waiting-signaling";
        }
    }

    record LimitReached(int attempts) implements CallReconnectEvent {
        @Override
        public String name() {
            return "call-reconnect:limit-reached";
        }
    }

    /**
     * No further attempt will be made by itself.
     *
     * @param reason   {@code limit-reached} or {@code error-terminal}
     * @param attempts attempts made
     * @param error    the error that forbids another attempt
     */
    record Terminal(String reason, int attempts, Optional<Throwable> error) implements CallReconnectEvent {
        @Override
        public String name() {
            return "call-reconnect:terminal";
        }
    }

    /** After {@link Disarmed}, or instead of {@link Armed} for a spectator. */
    record Cancelled(DisarmReason reason) implements CallReconnectEvent {
        @Override
        public String name() {
            return "call-reconnect:cancelled";
        }
    }

    /** An attempt has begun or is over. */
    record StatusChanged(boolean reconnecting) implements CallReconnectEvent {
        @Override
        public String name() {
            return "call-reconnect:status-changed";
        }
    }

    /**
     * What a call's end means. Not published for the failed calls of attempts.
     *
     * @param redial whether it will be set up again
     */
    record TerminationClassified(boolean redial, SipFailure end) implements CallReconnectEvent {
        @Override
        public String name() {
            return "call-reconnect:termination-classified";
        }
    }
}
