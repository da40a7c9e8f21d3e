/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.callreconnect;

import java.time.Instant;
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
 * @param notBefore        when the server may be called again that has named a time, absent from versions that did not keep it
 */
record RedialProgress(int attempt, RedialSignal.Outlook outlook, Optional<String> lastError, Optional<String> lastFailureCause,
        Optional<DisarmReason> cancelledReason, Optional<Instant> notBefore) {

    static final RedialProgress NEW =
            new RedialProgress(0, RedialSignal.Outlook.UNKNOWN, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    RedialProgress {
        notBefore = notBefore == null ? Optional.empty() : notBefore;
    }

    boolean limitReached() {
        return outlook.maxAttempts() > 0 && attempt >= outlook.maxAttempts();
    }

    boolean ready() {
        return outlook.ready();
    }

    RedialProgress disarmed(RedialSignal.Disarm disarm) {
        return new RedialProgress(0, outlook, Optional.empty(), Optional.empty(), Optional.of(disarm.reason()), Optional.empty());
    }

    RedialProgress lost(RedialSignal.Lost lost) {
        return new RedialProgress(attempt, lost.outlook(), lastError, Optional.of(lost.end().cause().text()), cancelledReason, lost.notBefore());
    }

    RedialProgress attempted() {
        return new RedialProgress(attempt + 1, outlook, lastError, lastFailureCause, cancelledReason, notBefore);
    }

    RedialProgress failed(RedialSignal.Failed failure) {
        return new RedialProgress(attempt, failure.outlook(), Optional.of(failure.error()), lastFailureCause, cancelledReason, failure.notBefore());
    }

    RedialProgress timedOut(RedialSignal.TimedOut timeout) {
        return new RedialProgress(attempt, outlook, Optional.of(timeout.error()), lastFailureCause, cancelledReason, notBefore);
    }

    RedialProgress forced(RedialSignal.Force force) {
        return new RedialProgress(0, force.outlook(), Optional.empty(), Optional.empty(), cancelledReason, Optional.empty());
    }
}
