/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.stats;

import java.time.Duration;

/** How soon to read again: the slower reading was, the later. */
final class ReadingInterval {

    static final Duration BASE = Duration.ofSeconds(1);
    private static final Duration QUICK = Duration.ofMillis(16);
    private static final int SLOWEST = 4;
    static final Duration LONGEST = BASE.multipliedBy(SLOWEST);

    private ReadingInterval() {}

    /** @param took how long the reading just finished took */
    static Duration after(Duration took) {
        int times = 1;
        while (times < SLOWEST && took.compareTo(QUICK.multipliedBy(times)) > 0) {
            times++;
        }
        return BASE.multipliedBy(times);
    }
}
