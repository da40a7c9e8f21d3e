package org.sipconnector.sip.transport;

import io.netty.channel.EventLoop;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Finds the addresses of a host without blocking an I/O thread. */
final class HostNames {

    private final IoThreads threads;

    HostNames(IoThreads threads) {
        this.threads = threads;
    }

    /** Answers on the loop, never before this method has returned. */
    void resolve(String host, int port, EventLoop loop, Consumer<List<InetSocketAddress>> found,
            Consumer<Throwable> failed) {
        InetAddress literal = NetUtil.createInetAddressFromIpAddressString(host);
        if (literal != null) {
            loop.execute(() -> found.accept(List.of(new InetSocketAddress(literal, port))));
            return;
        }
        try {
            threads.names().execute(() -> look(host, port, loop, found, failed));
        } catch (RejectedExecutionException e) {
            loop.execute(() -> failed.accept(e));
        }
    }

    private static void look(String host, int port, EventLoop loop, Consumer<List<InetSocketAddress>> found,
            Consumer<Throwable> failed) {
        try {
            List<InetSocketAddress> addresses = Stream.of(InetAddress.getAllByName(host))
                    .map(address -> new InetSocketAddress(address, port)).toList();
            loop.execute(() -> found.accept(addresses));
        } catch (UnknownHostException e) {
            loop.execute(() -> failed.accept(new UnknownHostException("host name '" + host + "' is not known")));
        }
    }
}
