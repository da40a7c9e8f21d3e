/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.sip.trace;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Masks and writes what is traced, in order, so that neither a long message nor a slow disk delays calls. The thread is there
 * while something is traced. Any thread.
 */
public final class TraceThread implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TraceThread.class);

    private static final long MOST_WAITING_BYTES = 16 * 1024 * 1024;
    private static final long IDLE_SECONDS = 10;
    private static final long CLOSE_SECONDS = 5;

    private final AtomicLong waiting = new AtomicLong();
    private final ThreadPoolExecutor thread;

    public TraceThread() {
        this(task -> {
            Thread made = new Thread(task, "sip-trace");
            made.setDaemon(true);
            return made;
        });
    }

    TraceThread(ThreadFactory threads) {
        thread = new ThreadPoolExecutor(1, 1, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), threads,
                new ThreadPoolExecutor.DiscardPolicy());
        thread.allowCoreThreadTimeOut(true);
    }

    /**
     * Runs that when its turn comes, unless so much waits already that memory would be filled, or no thread can be started; whether it will
     * be run.
     */
    boolean offer(int bytes, Runnable task) {
        if (waiting.addAndGet(bytes) > MOST_WAITING_BYTES) {
            waiting.addAndGet(-bytes);
            return false;
        }
        boolean taken = execute(() -> {
            try {
                task.run();
            } finally {
                waiting.addAndGet(-bytes);
            }
        });
        if (!taken) {
            waiting.addAndGet(-bytes);
        }
        return taken;
    }

    /** Runs that after all that was offered before. */
    void then(Runnable task) {
        if (!execute(task)) {
            // without a thread nothing waits before it
            task.run();
        }
    }

    /** Messages go on whether they can be traced or not. */
    private boolean execute(Runnable task) {
        try {
            thread.execute(task);
            return true;
        } catch (OutOfMemoryError noThread) {
            return false;
        }
    }

    /** Waits, for 5 s at most, until what was offered before is written, so that a file can be read. Not from this thread. */
    public void flush() {
        CountDownLatch written = new CountDownLatch(thread.isShutdown() ? 0 : 1);
        then(written::countDown);
        try {
            if (!written.await(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("SIP trace: not everything is written yet, the disk takes long");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Lets be written what waits, for 5 s at most; what is offered later is not written. */
    @Override
    public void close() {
        thread.shutdown();
        try {
            thread.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
