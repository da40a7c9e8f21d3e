/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.spi.foundation;

import java.time.Duration;

/**
 * What a foundation leaves, with counters that peers remember. Another process may have an older copy of it than peers have seen, so
 * it goes on beyond all that can have been used since.
 */
public interface JumpingAhead {

    /**
     * With counters that are beyond everything used since.
     *
     * @param age how old the copy is, not negative
     */
    Object jumpedAhead(Duration age);
}
