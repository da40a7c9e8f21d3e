/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.conferencesimulator;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An executor with one thread of its own. */
final class SingleThreadExecutor implements SimulatorExecutor {

    private static final Logger LOG = LoggerFactory.getLogger(SingleThreadExecutor.class);

    private final ScheduledThreadPoolExecutor thread;

    SingleThreadExecutor(String name) {
        thread = new ScheduledThreadPoolExecutor(1, work -> {
            Thread made = new Thread(work, name);
            made.setDaemon(true);
            return made;
        });
        thread.setRemoveOnCancelPolicy(true);
        thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        // now: made by the first event it would keep the class loader of the foundation that sent it
        thread.prestartCoreThread();
    }

    @Override
    public void execute(Runnable work) {
        try {
            thread.execute(() -> guarded(work));
        } catch (RejectedExecutionException closed) {
            LOG.debug("closed: work is dropped");
        }
    }

    @Override
    public Runnable after(Duration delay, Runnable work) {
        try {
            Future<?> due = thread.schedule(() -> guarded(work), delay.toNanos(), TimeUnit.NANOSECONDS);
            return () -> due.cancel(false);
        } catch (RejectedExecutionException closed) {
            return () -> {};
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }

    private static void guarded(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException | StackOverflowError mistake) {
            LOG.error("the simulator made a mistake", mistake);
        }
    }
}
