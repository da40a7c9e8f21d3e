/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel.internal;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.sipconnector.kernel.internal.time.RealTime;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** From a process to one that has waited for it: the former one sends sound and pictures until peers get those of the other, but not for long. */
final class HandOver {

    private static final Logger LOG = LoggerFactory.getLogger(HandOver.class);
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final Duration LOOK = Duration.ofMillis(20);

    private HandOver() {}

    /** In the former process, which has left its connectors. */
    static void linger(BooleanSupplier awaited) {
        LOG.info("sound and pictures go on until the process that waited sends them, {} s at most", LIMIT.toSeconds());
        long start = System.nanoTime();
        while (awaited.getAsBoolean() && System.nanoTime() - start < LIMIT.toNanos() && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(LOOK.toNanos());
        }
        LOG.info("another process was given the connectors {} ms ago", Duration.ofNanos(System.nanoTime() - start).toMillis());
    }

    /**
     * In the other one.
     *
     * @param takesUp whether something does not go on for its peer yet
     * @param done    the former process may end
     */
    static void takeUp(BooleanSupplier takesUp, Runnable done, RealTime time) {
        look(takesUp, done, time, System.nanoTime() + LIMIT.toNanos());
    }

    private static void look(BooleanSupplier takesUp, Runnable done, RealTime time, long end) {
        if (takesUp.getAsBoolean() && System.nanoTime() < end) {
            time.schedule(LOOK, () -> look(takesUp, done, time, end));
        } else {
            done.run();
        }
    }
}
