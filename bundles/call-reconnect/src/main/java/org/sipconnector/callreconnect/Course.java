package org.sipconnector.callreconnect;

import java.util.Optional;
import org.sipconnector.api.callreconnect.DisarmReason;

/**
 * How redialling goes: the chart's context.
 *
 * @param attempt          attempts made since the call was lost
 * @param outlook          what decides on the next step
 * @param lastError        why the last attempt failed
 * @param lastFailureCause why the call was lost
 * @param cancelledReason  why it was disarmed
 */
record Course(int attempt, Signal.Outlook outlook, Optional<String> lastError, Optional<String> lastFailureCause,
        Optional<DisarmReason> cancelledReason) {

    static final Course NEW =
            new Course(0, Signal.Outlook.UNKNOWN, Optional.empty(), Optional.empty(), Optional.empty());

    boolean limitReached() {
        return outlook.maxAttempts() > 0 && attempt >= outlook.maxAttempts();
    }

    boolean ready() {
        return outlook.ready();
    }

    Course disarmed(Signal.Disarm disarm) {
        return new Course(0, outlook, Optional.empty(), Optional.empty(), Optional.of(disarm.reason()));
    }

    Course lost(Signal.Lost lost) {
        return new Course(attempt, lost.outlook(), lastError, Optional.of(lost.end().cause().text()), cancelledReason);
    }

    Course attempted() {
        return new Course(attempt + 1, outlook, lastError, lastFailureCause, cancelledReason);
    }

    Course failed(Signal.Failed failure) {
        return new Course(attempt, failure.outlook(), Optional.of(failure.error()), lastFailureCause, cancelledReason);
    }

    Course timedOut(Signal.TimedOut timeout) {
        return new Course(attempt, outlook, Optional.of(timeout.error()), lastFailureCause, cancelledReason);
    }

    Course forced(Signal.Force force) {
        return new Course(0, force.outlook(), Optional.empty(), Optional.empty(), cancelledReason);
    }
}
