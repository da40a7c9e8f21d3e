package org.sipconnector.sip.agent;

import java.util.concurrent.ThreadLocalRandom;

/** How long to wait before a lost transport is opened again: longer and longer, by chance, within bounds. */
final class Recovery {

    private static final int MAX_EXPONENT = 20;

    private Recovery() {}

    /**
     * @param tries how many attempts in a row have failed
     * @return milliseconds: {@code floor(random * 2^tries + 1)} seconds, at least min and at most max
     */
    static long delay(int tries, long minMillis, long maxMillis) {
        double range = Math.pow(2, Math.min(tries, MAX_EXPONENT));
        long seconds = (long) Math.floor(ThreadLocalRandom.current().nextDouble() * range + 1);
        return Math.max(minMillis, Math.min(seconds * 1000, maxMillis));
    }
}
