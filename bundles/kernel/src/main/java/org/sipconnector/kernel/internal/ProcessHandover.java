/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel.internal;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.sipconnector.kernel.internal.time.RealTime;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** From a process to one that has waited for it: the former one sends sound and pictures until the other is ready to, but not for long. */
final class ProcessHandover {

    private static final Logger LOG = LoggerFactory.getLogger(ProcessHandover.class);
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final Duration LOOK = Duration.ofMillis(20);

    private ProcessHandover() {}

    /**
     * In the former process, which has left its connectors.
     *
     * @param succeeded whether they are at work in the other one
     */
    static void linger(BooleanSupplier succeeded) {
        LOG.info("sound and pictures go on until the process that waited is ready to send them, {} s at most", LIMIT.toSeconds());
        long start = System.nanoTime();
        while (!succeeded.getAsBoolean() && System.nanoTime() - start < LIMIT.toNanos() && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(LOOK.toNanos());
        }
        LOG.info("another process was given the connectors {} ms ago", Duration.ofNanos(System.nanoTime() - start).toMillis());
    }

    /**
     * In the other one.
     *
     * @param takesUp whether something is not ready to go on for its peer yet
     * @param done    the former process may end
     * @param clients where is looked: both may wait for a foundation or a disk
     */
    static void takeUp(BooleanSupplier takesUp, Runnable done, RealTime time, Executor clients) {
        look(takesUp, done, time, clients, System.nanoTime() + LIMIT.toNanos());
    }

    private static void look(BooleanSupplier takesUp, Runnable done, RealTime time, Executor clients, long end) {
        try {
            clients.execute(() -> {
                if (System.nanoTime() < end && isTakingUp(takesUp)) {
                    time.schedule(LOOK, () -> look(takesUp, done, time, clients, end));
                } else {
                    done.run();
                }
            });
        } catch (RejectedExecutionException ended) {
            LOG.debug("the kernel has ended before all was taken up");
        }
    }

    private static boolean isTakingUp(BooleanSupplier takesUp) {
        try {
            return takesUp.getAsBoolean();
        } catch (RuntimeException | LinkageError e) {
            LOG.debug("not known whether all is taken up", e);
            return false;
        }
    }
}
