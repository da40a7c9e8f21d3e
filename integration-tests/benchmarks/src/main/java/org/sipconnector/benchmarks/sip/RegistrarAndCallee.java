/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.benchmarks.sip;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.DatagramPacket;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The registrar and callee of all candidates, in a process of its own with one thread, so that its cost is nobody's. */
public final class RegistrarAndCallee {

    private static final int BACKLOG = 4_096;
    private static final int RECEIVE_BUFFER = 4 << 20;

    private final CalleeAnswers answers = new CalleeAnswers();
    private final EventLoopGroup loop = new NioEventLoopGroup(1);

    private RegistrarAndCallee() {}

    /** Says its UDP, TCP and WebSocket port and serves until its input ends. */
    public static void main(String[] args) throws Exception {
        RegistrarAndCallee peer = new RegistrarAndCallee();
        System.out.println(new Ports(peer.udp(), peer.stream("tcp"), peer.stream("ws")));
        System.in.readAllBytes();
        System.exit(0);
    }

    private int udp() throws InterruptedException {
        Channel channel = new Bootstrap().group(loop).channel(NioDatagramChannel.class)
                .option(ChannelOption.SO_RCVBUF, RECEIVE_BUFFER)
                .option(ChannelOption.RCVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(8_192))
                .handler(new SimpleChannelInboundHandler<DatagramPacket>() {
                    @Override
                    protected void channelRead0(ChannelHandlerContext context, DatagramPacket packet) {
                        answer(context, "udp", packet.content())
                                .ifPresent(text -> context.writeAndFlush(new DatagramPacket(bytes(text), packet.sender())));
                    }
                }).bind(loopback()).sync().channel();
        return ((InetSocketAddress) channel.localAddress()).getPort();
    }

    private int stream(String transport) throws InterruptedException {
        Channel channel = new ServerBootstrap().group(loop).channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, BACKLOG).childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel child) {
                        if (transport.equals("ws")) {
                            child.pipeline().addLast(new HttpServerCodec(), new HttpObjectAggregator(65_536),
                                    new WebSocketServerProtocolHandler("/", "sip"), new Frames());
                        } else {
                            child.pipeline().addLast(new SipFraming(), new Messages());
                        }
                    }
                }).bind(loopback()).sync().channel();
        return ((InetSocketAddress) channel.localAddress()).getPort();
    }

    private final class Frames extends SimpleChannelInboundHandler<WebSocketFrame> {
        @Override
        protected void channelRead0(ChannelHandlerContext context, WebSocketFrame frame) {
            answer(context, "ws", frame.content()).ifPresent(text -> context.writeAndFlush(new TextWebSocketFrame(bytes(text))));
        }
    }

    private final class Messages extends SimpleChannelInboundHandler<ByteBuf> {
        @Override
        protected void channelRead0(ChannelHandlerContext context, ByteBuf message) {
            answer(context, "tcp", message).ifPresent(text -> context.writeAndFlush(bytes(text)));
        }
    }

    private Optional<String> answer(ChannelHandlerContext context, String transport, ByteBuf request) {
        int port = ((InetSocketAddress) context.channel().localAddress()).getPort();
        return answers.to(request.toString(StandardCharsets.UTF_8),
                "sip:callee@127.0.0.1:" + port + (transport.equals("udp") ? "" : ";transport=" + transport));
    }

    private static ByteBuf bytes(String text) {
        return Unpooled.wrappedBuffer(text.getBytes(StandardCharsets.UTF_8));
    }

    private static InetSocketAddress loopback() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }
}
