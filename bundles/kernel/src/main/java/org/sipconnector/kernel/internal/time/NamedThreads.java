/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel.internal.time;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Daemon threads with a name and a number. */
public final class NamedThreads {

    private NamedThreads() {}

    /**
     * A pool whose threads are all there at once: a thread made later, by whoever asks for work, would keep the class loader
     * of that caller's code, which may be replaced, as part of its access control context.
     */
    public static ThreadPoolExecutor pool(int threads, String name) {
        ThreadPoolExecutor pool = new ThreadPoolExecutor(threads, threads, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(),
                of(name));
        pool.prestartAllCoreThreads();
        return pool;
    }

    /** Makes a pool larger or smaller; threads at work end when they have done it. */
    public static void resize(ThreadPoolExecutor pool, int threads) {
        if (threads > pool.getMaximumPoolSize()) {
            pool.setMaximumPoolSize(threads);
        }
        pool.setCorePoolSize(threads);
        pool.setMaximumPoolSize(threads);
        pool.prestartAllCoreThreads();
    }

    public static ThreadFactory of(String name) {
        AtomicInteger count = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, name + "-" + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }
}
