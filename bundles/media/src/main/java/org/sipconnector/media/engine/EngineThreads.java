/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.media.engine;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * All threads of one engine. Workers run the commands of peer connections, the timer runs what is due later, the pumps
 * feed sources, and the clients' pool runs code that is not ours: sources and sinks of server code and files.
 */
public final class EngineThreads implements AutoCloseable {

    private static final int CORES = Math.max(2, Runtime.getRuntime().availableProcessors());
    private static final int MOST_CLIENTS = Math.max(64, 4 * CORES);
    private static final Duration LOOK = Duration.ofMillis(500);
    private static final Duration IDLE = Duration.ofSeconds(30);

    private final ExecutorService workers = Executors.newFixedThreadPool(CORES, named("media-worker"));
    private final ThreadPoolExecutor clients = new ThreadPoolExecutor(2 * CORES, MOST_CLIENTS, IDLE.toSeconds(), TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(), named("media-client"));
    private final ScheduledThreadPoolExecutor timer = scheduler(1, "media-timer");
    private final ScheduledThreadPoolExecutor audioPump = scheduler(1, "media-audio-pump");
    private final ScheduledThreadPoolExecutor videoPumps = scheduler(CORES, "media-video-pump");
    private boolean waited;

    public EngineThreads() {
        clients.allowCoreThreadTimeOut(true);
        every(LOOK, this::relieve);
    }

    /** When tasks of clients wait twice in a row, others may block all threads: more are added, for as long as they are used. */
    private void relieve() {
        boolean waits = !clients.getQueue().isEmpty();
        if (waits && waited) {
            clients.setCorePoolSize(Math.min(MOST_CLIENTS, clients.getCorePoolSize() + 2 * CORES));
        } else if (!waits && clients.getActiveCount() < 2 * CORES) {
            clients.setCorePoolSize(2 * CORES);
        }
        waited = waits;
    }

    /** A fresh sequence of tasks, run by the workers. */
    public SerialExecutor sequence() {
        return new SerialExecutor(workers);
    }

    /** A fresh sequence of tasks that may block, run by the pool for foreign code. */
    public SerialExecutor clientSequence() {
        return new SerialExecutor(clients);
    }

    public ScheduledExecutorService audioPump() {
        return audioPump;
    }

    public ScheduledExecutorService videoPumps() {
        return videoPumps;
    }

    /** Runs a task on a worker and then passes through the pumps: completes when none of them hangs. */
    CompletableFuture<Void> roundTrip(Runnable task) {
        return CompletableFuture.runAsync(task, workers).handleAsync((done, failure) -> (Void) null, audioPump)
                .thenRunAsync(() -> {}, videoPumps);
    }

    public Future<?> after(Duration delay, Runnable task) {
        return timer.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
    }

    public Future<?> every(Duration period, Runnable task) {
        return timer.scheduleWithFixedDelay(task, period.toNanos(), period.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Ends all threads; tasks that wait are dropped, tasks that run are awaited for a moment. */
    @Override
    public void close() {
        for (ExecutorService pool : new ExecutorService[] {timer, audioPump, videoPumps, clients, workers}) {
            pool.shutdownNow();
        }
        try {
            for (ExecutorService pool : new ExecutorService[] {timer, audioPump, videoPumps, clients, workers}) {
                pool.awaitTermination(2, TimeUnit.SECONDS);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static ScheduledThreadPoolExecutor scheduler(int threads, String name) {
        ScheduledThreadPoolExecutor scheduler = new ScheduledThreadPoolExecutor(threads, named(name));
        scheduler.setRemoveOnCancelPolicy(true);
        return scheduler;
    }

    private static ThreadFactory named(String name) {
        AtomicInteger count = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, name + "-" + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }
}
