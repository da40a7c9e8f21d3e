/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.template.api;

import java.time.Duration;
import java.util.Optional;

/**
 * What the call limit is and has done.
 *
 * @param longest how long a call may take, absent for any time
 * @param ended   how many calls it has ended
 */
public record CallLimitSnapshot(Optional<Duration> longest, int ended) {

    /** No call is limited. */
    public static final CallLimitSnapshot NONE = new CallLimitSnapshot(Optional.empty(), 0);
}
