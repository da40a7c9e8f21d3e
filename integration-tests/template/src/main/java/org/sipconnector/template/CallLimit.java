/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.template;

import java.time.Duration;
import java.util.Optional;
import org.sipconnector.template.api.CallLimitSnapshot;

/**
 * Everything the manager is.
 *
 * @param longest how long a call may take, absent for any time
 * @param ended   how many calls it has ended
 */
record CallLimit(Optional<Duration> longest, int ended) {

    /** Increased when a component changes its meaning; new and missing components need no new version. */
    static final int VERSION = 1;
    static final CallLimit NONE = new CallLimit(Optional.empty(), 0);

    CallLimit limited(Duration other) {
        return new CallLimit(other.isZero() ? Optional.empty() : Optional.of(other), ended);
    }

    CallLimit counted() {
        return new CallLimit(longest, ended + 1);
    }

    CallLimitSnapshot snapshot() {
        return new CallLimitSnapshot(longest, ended);
    }
}
