/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.sip.transport;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import javax.net.ssl.SSLException;
import org.sipconnector.api.Transport;
import org.sipconnector.spi.sip.SipServers.ServerSettings;

/** A listening socket. */
public final class Acceptor {

    private final Channel channel;
    private final IoThreads threads;

    private Acceptor(Channel channel, IoThreads threads) {
        this.channel = channel;
        this.threads = threads;
    }

    /**
     * Binds and begins to accept.
     *
     * @param users     makes the user of each new connection, on its loop
     * @param admission what peers may ask
     */
    public static CompletionStage<Acceptor> listen(IoThreads threads, ServerSettings settings,
            Function<Channel, FlowUser> users, Admission admission) {
        CompletableFuture<Acceptor> listening = new CompletableFuture<>();
        TlsContexts.Server tls = null;
        try {
            if (settings.transport().secure()) {
                tls = new TlsContexts.Server(settings.tls().orElseThrow(
                        () -> new SSLException(settings.transport() + " needs a certificate and a key")));
                tls.get(admission.security());
            }
        } catch (SSLException e) {
            listening.completeExceptionally(e);
            return listening;
        }
        ChannelFuture binding = settings.transport() == Transport.UDP
                ? datagrams(threads, users, admission).bind(settings.address())
                : streams(threads, settings, tls, users, admission).bind(settings.address());
        binding.addListener((ChannelFuture bound) -> {
            if (bound.isSuccess()) {
                listening.complete(new Acceptor(bound.channel(), threads));
            } else {
                listening.completeExceptionally(bound.cause());
            }
        });
        return listening;
    }

    private static Bootstrap datagrams(IoThreads threads, Function<Channel, FlowUser> users, Admission admission) {
        return new Bootstrap().group(threads.loops()).channel(NioDatagramChannel.class)
                .option(ChannelOption.RCVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(Pipelines.MAX_DATAGRAM))
                .handler(new DatagramServer(users, admission));
    }

    private static ServerBootstrap streams(IoThreads threads, ServerSettings settings, TlsContexts.Server tls,
            Function<Channel, FlowUser> users, Admission admission) {
        SourceUsage sources = new SourceUsage();
        return new ServerBootstrap().group(threads.loops()).channel(NioServerSocketChannel.class)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel fresh) throws SSLException {
                        InetAddress source = ((InetSocketAddress) fresh.remoteAddress()).getAddress();
                        if (admission.shortages().forConnections().isPresent()) {
                            admission.exceeded().add("resources", source);
                            fresh.close();
                            return;
                        }
                        if (!sources.enter(source, admission.limits().connectionsPerSource())) {
                            admission.exceeded().add("limits.connectionsPerSource", source);
                            fresh.close();
                            return;
                        }
                        fresh.closeFuture().addListener(closed -> sources.leave(source));
                        Pipelines.server(fresh.pipeline(), settings, tls == null ? null : tls.get(admission.security()), users.apply(fresh),
                                admission);
                    }
                });
    }

    public InetSocketAddress address() {
        return (InetSocketAddress) channel.localAddress();
    }

    /** Completes when what was accepted before has reached its user. */
    public CompletionStage<Void> close() {
        CompletableFuture<Void> closed = new CompletableFuture<>();
        channel.close().addListener(done -> threads.passed().whenComplete((all, none) -> closed.complete(null)));
        return closed;
    }
}
