/*
 * SPDX-License-Identifier: Apache-2.0
 */
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
import java.util.List;
import javax.net.ssl.SSLException;
import org.sipconnector.api.TlsTrust;
import org.sipconnector.api.Transport;
import org.sipconnector.sip.dns.Hop;
import org.sipconnector.sip.dns.Locator;
import org.sipconnector.sip.transport.FlowUser.Closing;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens flows as a client: finds where the server may be and takes the first place that answers. */
public final class Dialer {

    private static final Logger LOG = LoggerFactory.getLogger(Dialer.class);
    private static final int CONNECT_MILLIS = 5_000;

    private final TlsContexts tls = new TlsContexts();
    private final Locator locator;
    private final Admission admission;

    /** @param admission asked for each connection, so that it can be changed */
    public Dialer(Locator locator, Admission admission) {
        this.admission = admission;
        this.locator = locator;
    }

    /**
     * Begins to open a flow on that loop, whose user hears of it there and only there. The answer serves to give up: a
     * call given up, too, ends in one {@link FlowUser#closed}.
     */
    public Attempt dial(Target target, EventLoop loop, FlowUser user) {
        Attempt attempt = new Attempt(target, loop, user);
        locator.locate(target.host(), target.port(), target.transport(), loop, attempt::found, attempt::failed);
        return attempt;
    }

    /** One attempt; used on its loop only. */
    public final class Attempt {

        private final Target target;
        private final EventLoop loop;
        private final FlowUser user;
        private List<Hop> hops = List.of();
        private int current;
        private Ending ending;
        private Channel channel;
        private boolean over;

        private Attempt(Target target, EventLoop loop, FlowUser user) {
            this.target = target;
            this.loop = loop;
            this.user = user;
        }

        private void found(List<Hop> found) {
            hops = found;
            connect(0);
        }

        private void connect(int index) {
            if (over) {
                return;
            }
            SslContext context;
            try {
                context = target.transport().secure() ? tls.client(target.trust(), target.certificate(), admission.security()) : null;
            } catch (SSLException e) {
                failed(e);
                return;
            }
            current = index;
            Hop hop = hops.get(index);
            Ending fresh = new Ending();
            ending = fresh;
            Bootstrap bootstrap = target.transport() == Transport.UDP
                    ? datagrams(fresh)
                    : stream(target.at(hop.address().getPort()), context, fresh);
            var connecting = bootstrap.connect(hop.address());
            channel = connecting.channel();
            connecting.addListener(done -> {
                if (!done.isSuccess()) {
                    fresh.closed(new Closing(false, Closing.ABNORMAL, Failures.describe(done.cause())));
                }
            });
        }

        private Bootstrap datagrams(Ending fresh) {
            return new Bootstrap().group(loop).channel(NioDatagramChannel.class)
                    .option(ChannelOption.RCVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(Pipelines.MAX_DATAGRAM))
                    .handler(new ChannelInitializer<>() {
                        @Override
                        protected void initChannel(Channel made) {
                            made.pipeline().addLast(new IdleStateHandler(FlowHandler.IDLE_SECONDS, 0, 0),
                                    new DatagramFlow(fresh));
                        }
                    });
        }

        private Bootstrap stream(Target place, SslContext context, Ending fresh) {
            return new Bootstrap().group(loop).channel(NioSocketChannel.class)
                    .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MILLIS)
                    .option(ChannelOption.TCP_NODELAY, true)
                    .handler(new ChannelInitializer<>() {
                        @Override
                        protected void initChannel(Channel made) {
                            Pipelines.client(made.pipeline(), place, context, fresh, admission.limits());
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

        /**
         * Leaves the server that was found for the next one, when there is another (RFC 3263 section 4.3); the user hears
         * only of the next flow, or that none could be opened.
         */
        public boolean next() {
            int next = current + 1;
            while (next < hops.size() && !hops.get(next).otherServerThan(hops.get(current))) {
                next++;
            }
            if (over || next >= hops.size()) {
                return false;
            }
            ending = null;
            channel.close();
            connect(next);
            return true;
        }

        /** Gives up, or closes what was opened. */
        public void close() {
            boolean opened = ending != null && ending.opened;
            if (channel != null) {
                channel.close();
            }
            end(new Closing(opened, 0, "given up"));
        }

        /** Lets the pipeline of one place report to the user unless the attempt is over, or has moved on. */
        private final class Ending implements FlowUser {

            private boolean opened;

            private boolean current() {
                return !over && ending == this;
            }

            @Override
            public void opened(Flow flow) {
                if (!current()) {
                    flow.close();
                    return;
                }
                opened = true;
                if (target.transport().secure() && target.trust().mode() == TlsTrust.Mode.ANYTHING) {
                    LOG.warn("{}: this server's certificate was NOT verified (tls.trust = anything): for tests only", target.host());
                }
                user.opened(flow);
            }

            @Override
            public void received(byte[] message) {
                if (current()) {
                    user.received(message);
                }
            }

            @Override
            public void refused(byte[] head, Unreadable why) {
                if (current()) {
                    user.refused(head, why);
                }
            }

            @Override
            public void closed(Closing closing) {
                if (!current()) {
                    return;
                }
                if (!closing.opened() && Attempt.this.current + 1 < hops.size()) {
                    connect(Attempt.this.current + 1);
                } else {
                    end(closing);
                }
            }
        }
    }
}
