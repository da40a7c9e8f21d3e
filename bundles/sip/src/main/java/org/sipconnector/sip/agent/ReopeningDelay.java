/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.sip.agent;

import java.util.concurrent.ThreadLocalRandom;

/**
 * How long to wait before a lost transport is opened again: longer and longer, by chance, within bounds. Whole seconds
 * would not do: all accounts of a server that was restarted would come back in the same moments.
 */
final class ReopeningDelay {

    private static final int MAX_EXPONENT = 20;

    private ReopeningDelay() {}

    /**
     * @param tries how many attempts in a row have failed
     * @return milliseconds: evenly spread from min to {@code 2^tries + 1} seconds, at least to twice min, at most to max
     */
    static long delay(int tries, long minMillis, long maxMillis) {
        long wanted = 1000 * (1L << Math.min(tries, MAX_EXPONENT)) + 1000;
        long longest = Math.min(maxMillis, Math.max(2 * minMillis, wanted));
        return longest <= minMillis ? longest : ThreadLocalRandom.current().nextLong(minMillis, longest + 1);
    }
}
