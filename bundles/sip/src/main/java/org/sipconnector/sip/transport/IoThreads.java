/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.sip.transport;

import io.netty.channel.EventLoop;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.util.concurrent.EventExecutor;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The threads of the foundation, whatever the number of accounts: two for messages and names. */
public final class IoThreads implements AutoCloseable {

    private final NioEventLoopGroup loops;

    public IoThreads() {
        loops = new NioEventLoopGroup(Math.min(2, Runtime.getRuntime().availableProcessors()), named("sip-io-"));
    }

    private static ThreadFactory named(String prefix) {
        AtomicInteger count = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, prefix + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }

    public EventLoop next() {
        return loops.next();
    }

    /** Completes when each has done what it was given before. */
    CompletionStage<Void> passed() {
        List<CompletableFuture<Void>> each = new ArrayList<>();
        for (EventExecutor loop : loops) {
            if (!loop.isShuttingDown()) {
                each.add(CompletableFuture.runAsync(() -> {}, loop));
            }
        }
        return CompletableFuture.allOf(each.toArray(CompletableFuture[]::new));
    }

    NioEventLoopGroup loops() {
        return loops;
    }

    /** Stops all threads, waiting for them at most 5 s. */
    @Override
    public void close() {
        loops.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly(5, TimeUnit.SECONDS);
    }
}
