/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.sip.transport;

import io.netty.channel.EventLoop;
import io.netty.channel.nio.NioEventLoopGroup;
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

    NioEventLoopGroup loops() {
        return loops;
    }

    /** Stops all threads, waiting for them at most 5 s. */
    @Override
    public void close() {
        loops.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly(5, TimeUnit.SECONDS);
    }
}
