package org.sipconnector.sip.transport;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import java.net.InetSocketAddress;
import org.sipconnector.api.Transport;

/** An open way for SIP messages to one peer and back. Sending never blocks. */
public final class Flow {

    private final Channel channel;
    private final Transport transport;
    private boolean stalled;

    Flow(Channel channel, Transport transport) {
        this.channel = channel;
        this.transport = transport;
    }

    public Transport transport() {
        return transport;
    }

    /** The thread all of this flow's messages come on. */
    public EventLoop loop() {
        return channel.eventLoop();
    }

    public boolean open() {
        return channel.isActive();
    }

    public void send(byte[] message) {
        if (stalled) {
            return;
        }
        channel.writeAndFlush(new TextWebSocketFrame(Unpooled.wrappedBuffer(message)), channel.voidPromise());
    }

    /** Neither reads nor writes from now on, and stays open: to the peer we look like a host that has frozen. */
    public void stall() {
        stalled = true;
        channel.config().setAutoRead(false);
    }

    boolean stalled() {
        return stalled;
    }

    public void close() {
        channel.close();
    }

    public InetSocketAddress remote() {
        return (InetSocketAddress) channel.remoteAddress();
    }

    public InetSocketAddress local() {
        return (InetSocketAddress) channel.localAddress();
    }

    /** Host and port as text, IPv6 addresses in brackets. */
    public static String hostPort(InetSocketAddress address) {
        String host = address.getAddress() == null ? address.getHostString() : address.getAddress().getHostAddress();
        int zone = host.indexOf('%');
        String plain = zone < 0 ? host : host.substring(0, zone);
        return (plain.indexOf(':') < 0 ? plain : '[' + plain + ']') + ':' + address.getPort();
    }
}
