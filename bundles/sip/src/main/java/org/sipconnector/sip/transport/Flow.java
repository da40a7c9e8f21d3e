/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.sip.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import java.net.InetSocketAddress;
import java.util.function.Function;
import org.sipconnector.api.Transport;

/** An open way for SIP messages to one peer and back. Sending never blocks. */
public final class Flow {

    private final Channel channel;
    private final Transport transport;
    private final InetSocketAddress remote;
    private final Function<ByteBuf, Object> framing;
    private final Runnable closing;
    private boolean stalled;

    /**
     * @param framing what has to be written to the channel for a message
     * @param closing closes the flow, which for a datagram server is not the channel
     */
    Flow(Channel channel, Transport transport, InetSocketAddress remote, Function<ByteBuf, Object> framing,
            Runnable closing) {
        this.channel = channel;
        this.transport = transport;
        this.remote = remote;
        this.framing = framing;
        this.closing = closing;
    }

    public Transport transport() {
        return transport;
    }

    /** The thread all of this flow's messages come on. */
    public EventLoop loop() {
        return channel.eventLoop();
    }

    /** Whether anything can still be sent; a datagram's flow knows no end of its peer. */
    public boolean open() {
        return channel.isActive();
    }

    public void send(byte[] message) {
        if (!stalled) {
            channel.writeAndFlush(framing.apply(Unpooled.wrappedBuffer(message)), channel.voidPromise());
        }
    }

    /** Neither reads nor writes from now on, and stays open: to the peer we look like a host that has frozen. */
    public void stall() {
        stalled = true;
        if (transport != Transport.UDP) {
            channel.config().setAutoRead(false);
        }
    }

    boolean stalled() {
        return stalled;
    }

    public void close() {
        closing.run();
    }

    public InetSocketAddress remote() {
        return remote;
    }

    public InetSocketAddress local() {
        return (InetSocketAddress) channel.localAddress();
    }

    /** Host and port as text, IPv6 addresses in brackets. */
    public static String hostPort(InetSocketAddress address) {
        String host = host(address);
        return (host.indexOf(':') < 0 ? host : '[' + host + ']') + ':' + address.getPort();
    }

    /** The address as text without a zone. */
    public static String host(InetSocketAddress address) {
        String host = address.getAddress() == null ? address.getHostString() : address.getAddress().getHostAddress();
        int zone = host.indexOf('%');
        return zone < 0 ? host : host.substring(0, zone);
    }
}
