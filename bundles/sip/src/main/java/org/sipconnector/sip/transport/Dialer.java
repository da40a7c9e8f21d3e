package org.sipconnector.sip.transport;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.timeout.IdleStateHandler;
import java.net.InetSocketAddress;
import java.util.List;
import javax.net.ssl.SSLException;
import org.sipconnector.api.Transport;
import org.sipconnector.sip.transport.FlowUser.Closing;

/** Opens flows as a client: finds the addresses of the host and takes the first that answers. */
public final class Dialer {

    private static final int CONNECT_MILLIS = 5_000;

    private final TlsContexts tls = new TlsContexts();
    private final HostNames names;

    public Dialer(IoThreads threads) {
        this.names = new HostNames(threads);
    }

    /**
     * Begins to open a flow on that loop, whose user hears of it there and only there. The answer serves to give up: a
     * call given up, too, ends in one {@link FlowUser#closed}.
     */
    public Attempt dial(Target target, EventLoop loop, FlowUser user) {
        Attempt attempt = new Attempt(target, loop, user);
        names.resolve(target.host(), target.port(), loop, attempt::found, attempt::failed);
        return attempt;
    }

    /** One attempt; used on its loop only. */
    public final class Attempt {

        private final Target target;
        private final EventLoop loop;
        private final FlowUser user;
        private List<InetSocketAddress> addresses = List.of();
        private Channel channel;
        private boolean opened;
        private boolean over;

        private Attempt(Target target, EventLoop loop, FlowUser user) {
            this.target = target;
            this.loop = loop;
            this.user = user;
        }

        private void found(List<InetSocketAddress> found) {
            addresses = found;
            connect(0);
        }

        private void connect(int index) {
            if (over) {
                return;
            }
            SslContext context;
            try {
                context = target.transport().secure() ? tls.client(target.trust(), target.certificate()) : null;
            } catch (SSLException e) {
                failed(e);
                return;
            }
            Bootstrap bootstrap = target.transport() == Transport.UDP ? datagrams() : stream(context);
            var connecting = bootstrap.connect(addresses.get(index));
            channel = connecting.channel();
            connecting.addListener(done -> {
                if (!done.isSuccess() && index + 1 < addresses.size()) {
                    connect(index + 1);
                } else if (!done.isSuccess()) {
                    failed(done.cause());
                }
            });
        }

        private Bootstrap datagrams() {
            return new Bootstrap().group(loop).channel(NioDatagramChannel.class)
                    .option(ChannelOption.RCVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(Pipelines.MAX_DATAGRAM))
                    .handler(new ChannelInitializer<>() {
                        @Override
                        protected void initChannel(Channel fresh) {
                            fresh.pipeline().addLast(new IdleStateHandler(FlowHandler.IDLE_SECONDS, 0, 0),
                                    new DatagramFlow(new Ending()));
                        }
                    });
        }

        private Bootstrap stream(SslContext context) {
            return new Bootstrap().group(loop).channel(NioSocketChannel.class)
                    .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MILLIS)
                    .option(ChannelOption.TCP_NODELAY, true)
                    .handler(new ChannelInitializer<>() {
                        @Override
                        protected void initChannel(Channel fresh) {
                            Pipelines.client(fresh.pipeline(), target, context, new Ending());
                        }
                    });
        }

        private void failed(Throwable cause) {
            end(new Closing(false, Closing.ABNORMAL, Failures.describe(cause)));
        }

        private void end(Closing closing) {
            if (!over) {
                over = true;
                user.closed(closing);
            }
        }

        /** Gives up, or closes what was opened. */
        public void close() {
            if (channel != null) {
                channel.close();
            }
            end(new Closing(opened, 0, "given up"));
        }

        /** Lets the pipeline report to the user unless the attempt is over. */
        private final class Ending implements FlowUser {

            @Override
            public void opened(Flow flow) {
                if (over) {
                    flow.close();
                    return;
                }
                opened = true;
                user.opened(flow);
            }

            @Override
            public void received(byte[] message) {
                if (!over) {
                    user.received(message);
                }
            }

            @Override
            public void closed(Closing closing) {
                end(closing);
            }
        }
    }
}
