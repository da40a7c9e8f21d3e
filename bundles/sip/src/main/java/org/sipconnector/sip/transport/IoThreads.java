package org.sipconnector.sip.transport;

import io.netty.channel.EventLoop;
import io.netty.channel.nio.NioEventLoopGroup;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The threads of the foundation, whatever the number of accounts: two for messages, one for host names. */
public final class IoThreads implements AutoCloseable {

    private final NioEventLoopGroup loops;
    private final ExecutorService names;

    public IoThreads() {
        loops = new NioEventLoopGroup(Math.min(2, Runtime.getRuntime().availableProcessors()), named("sip-io-"));
        names = Executors.newSingleThreadExecutor(named("sip-dns-"));
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

    /** For name look-ups, which block in the JDK. */
    public ExecutorService names() {
        return names;
    }

    /** Stops all threads, waiting for them at most 5 s. */
    @Override
    public void close() {
        names.shutdownNow();
        loops.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly(5, TimeUnit.SECONDS);
    }
}
