/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel.internal.update;

import java.time.Duration;

/** Whether something still moves: a loaded machine may take long over what works, so only standing still counts. */
final class Progress {

    private final long limitNanos;
    private Object last;
    private long since;

    /** @param now from any clock in nanoseconds, as below */
    Progress(Duration limit, long now) {
        limitNanos = limit.toNanos();
        since = now;
    }

    /** Whether what is seen has been the same for the limit. */
    boolean stalled(Object seen, long now) {
        if (!seen.equals(last)) {
            last = seen;
            since = now;
        }
        return now - since >= limitNanos;
    }
}
