/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.benchmarks.sip;

import gov.nist.core.HostPort;
import gov.nist.javax.sip.stack.MessageChannel;
import gov.nist.javax.sip.stack.MessageProcessor;
import gov.nist.javax.sip.stack.SIPTransactionStack;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler;
import io.netty.handler.codec.http.websocketx.WebSocketVersion;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * WebSocket connections for jain-sip, which knows peers by address only: each has one of its own that nobody listens at.
 */
final class RawWebSockets extends MessageProcessor {

    private static final int LOOPS = 2;
    private static final int MESSAGE_SIZE = 65_536;

    private final Map<String, RawWebSocket> open = new ConcurrentHashMap<>();
    private final AtomicInteger hosts = new AtomicInteger();
    private final EventLoopGroup loops = new NioEventLoopGroup(LOOPS);

    RawWebSockets() {
        super("ws");
    }

    /** The address that stands for a new connection; of a block that is never used (RFC 1112). */
    String nextHost() {
        int number = hosts.incrementAndGet();
        return "240." + (number >> 16) + '.' + (number >> 8 & 255) + '.' + (number & 255);
    }

    void connect(String host, int port, Runnable connected, Runnable failed) {
        new Bootstrap().group(loops).channel(NioSocketChannel.class).option(ChannelOption.TCP_NODELAY, true)
                .handler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        RawWebSocket socket = new RawWebSocket(RawWebSockets.this, host, channel, () -> {
                            open.put(host, channel.attr(RawWebSocket.KEY).get());
                            connected.run();
                        });
                        channel.attr(RawWebSocket.KEY).set(socket);
                        channel.pipeline().addLast(new HttpClientCodec(), new HttpObjectAggregator(MESSAGE_SIZE),
                                new WebSocketClientProtocolHandler(URI.create("ws://127.0.0.1:" + port + "/"),
                                        WebSocketVersion.V13, "sip", false, EmptyHttpHeaders.INSTANCE, MESSAGE_SIZE),
                                socket.reader());
                    }
                }).connect("127.0.0.1", port).addListener((ChannelFutureListener) done -> {
                    if (!done.isSuccess()) {
                        failed.run();
                    }
                });
    }

    @Override
    public MessageChannel createMessageChannel(HostPort peer) throws IOException {
        return channel(peer.getHost().getHostname());
    }

    @Override
    public MessageChannel createMessageChannel(InetAddress host, int port) throws IOException {
        return channel(host.getHostAddress());
    }

    private MessageChannel channel(String host) throws IOException {
        RawWebSocket socket = open.get(host);
        if (socket == null) {
            throw new IOException("no connection " + host);
        }
        return socket;
    }

    @Override
    public SIPTransactionStack getSIPStack() {
        return sipStack;
    }

    @Override
    public void start() {}

    @Override
    public void stop() {
        loops.shutdownGracefully();
    }

    @Override
    public int getDefaultTargetPort() {
        return 80;
    }

    @Override
    public boolean isSecure() {
        return false;
    }

    @Override
    public int getMaximumMessageSize() {
        return MESSAGE_SIZE;
    }

    @Override
    public boolean inUse() {
        return false;
    }
}
