/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.sip.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.timeout.IdleStateEvent;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.sipconnector.api.TlsTrust;
import org.sipconnector.api.Transport;
import org.sipconnector.spi.sip.SipServers.ServerSettings;

/** A WebSocket on which nobody has anything to say stays open while both ends answer pings. */
class KeepAliveTest {

    private final IoThreads threads = new IoThreads();
    private final BlockingQueue<String> pongs = new LinkedBlockingQueue<>();

    @AfterEach
    void stop() {
        threads.close();
    }

    @Test
    void anIdleClientWhosePingsAreAnsweredStaysConnected() throws Exception {
        staysOpen(connect(new CompletableFuture<>()));
    }

    @Test
    void anIdleServerWhosePingsAreAnsweredStaysConnected() throws Exception {
        CompletableFuture<Channel> accepted = new CompletableFuture<>();
        connect(accepted);
        staysOpen(accepted.get(40, TimeUnit.SECONDS));
    }

    private void staysOpen(Channel channel) throws Exception {
        channel.pipeline().addBefore(channel.pipeline().lastContext().name(), "pongs", new ChannelInboundHandlerAdapter() {
            @Override
            public void channelRead(ChannelHandlerContext context, Object message) {
                boolean pong = message instanceof PongWebSocketFrame;
                context.fireChannelRead(message);
                if (pong) {
                    pongs.add("pong");
                }
            }
        });
        for (int i = 0; i < 3; i++) {
            channel.pipeline().fireUserEventTriggered(IdleStateEvent.READER_IDLE_STATE_EVENT);
            assertThat(pongs.poll(40, TimeUnit.SECONDS)).as("answer to ping %d", i + 1).isEqualTo("pong");
        }
        assertThat(channel.isActive()).isTrue();
    }

    private Channel connect(CompletableFuture<Channel> accepted) throws Exception {
        ServerSettings settings = new ServerSettings(Transport.WS, new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                "/", Optional.empty(), "example.org");
        int port = Acceptor.listen(threads, settings, channel -> new Opened(() -> accepted.complete(channel)), new Admission())
                .toCompletableFuture().get(40, TimeUnit.SECONDS).address().getPort();
        Target target = new Target(Transport.WS, "127.0.0.1", port, "/", Optional.empty(), TlsTrust.PLATFORM,
                Optional.empty());
        CompletableFuture<Void> opened = new CompletableFuture<>();
        Channel client = new Bootstrap().group(threads.loops()).channel(NioSocketChannel.class)
                .handler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel fresh) {
                        Pipelines.client(fresh.pipeline(), target, null, new Opened(() -> opened.complete(null)), Limits.DEFAULT);
                    }
                }).connect("127.0.0.1", port).sync().channel();
        opened.get(40, TimeUnit.SECONDS);
        return client;
    }

    private record Opened(Runnable then) implements FlowUser {

        @Override
        public void opened(Flow flow) {
            then.run();
        }

        @Override
        public void received(byte[] message) {}

        @Override
        public void closed(Closing closing) {}
    }
}
