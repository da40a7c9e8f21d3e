/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.test;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/** Waits for conditions, never for time to pass. */
public final class Await {

    private static final Duration LIMIT = Duration.ofSeconds(120);
    private static final Duration STEP = Duration.ofMillis(20);

    private Await() {}

    /** Returns as soon as the condition holds; fails after two minutes saying what did not happen. */
    public static void until(String what, Callable<Boolean> condition) throws Exception {
        within(LIMIT, what, condition);
    }

    /** For what takes longer on a busy machine, such as the first start of a container. */
    public static void within(Duration limit, String what, Callable<Boolean> condition) throws Exception {
        long end = System.nanoTime() + limit.toNanos();
        while (!condition.call()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("did not happen within " + limit.toSeconds() + " s: " + what);
            }
            LockSupport.parkNanos(STEP.toNanos());
        }
    }
}
