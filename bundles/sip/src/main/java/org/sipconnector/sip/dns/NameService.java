/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.sip.dns;

import io.netty.channel.EventLoop;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.function.Supplier;

/** The resolver at work: made when first needed, another one when other servers are to be asked. Any thread. */
public final class NameService implements Supplier<Resolver>, AutoCloseable {

    private final Supplier<EventLoop> loops;
    private List<InetSocketAddress> servers = List.of();
    private Resolver resolver;

    public NameService(Supplier<EventLoop> loops) {
        this.loops = loops;
    }

    /** @param others whom to ask, in order; those of the operating system when empty */
    public synchronized void ask(List<InetSocketAddress> others) {
        if (!others.equals(servers)) {
            servers = others;
            close();
        }
    }

    @Override
    public synchronized Resolver get() {
        if (resolver == null) {
            resolver = new Resolver(loops.get(), servers);
        }
        return resolver;
    }

    @Override
    public synchronized void close() {
        if (resolver != null) {
            resolver.close();
            resolver = null;
        }
    }
}
