/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.sip.transport;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.timeout.IdleStateEvent;
import io.netty.util.concurrent.ScheduledFuture;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.sipconnector.api.Transport;
import org.sipconnector.sip.transport.FlowUser.Closing;

/** The end of a connection's pipeline: keeps it alive, notices when it is dead, and says once how it ended. */
abstract class FlowHandler extends ChannelInboundHandlerAdapter {

    static final int IDLE_SECONDS = 25;
    private static final int STUCK_SECONDS = 10;
    private static final String CLOSED = "connection closed";

    final FlowUser user;
    private final Transport transport;
    private final Optional<HandshakeFailure> opening;
    private Flow flow;
    private boolean pinged;
    private boolean over;
    private int closeCode;
    private String closeReason = "";
    private ScheduledFuture<?> stuck;

    /** @param opening says why a client's connection could not be opened */
    FlowHandler(FlowUser user, Transport transport, int closeCode, Optional<HandshakeFailure> opening) {
        this.opening = opening;
        this.user = user;
        this.transport = transport;
        this.closeCode = closeCode;
    }

    final void opened(ChannelHandlerContext context, Function<ByteBuf, Object> framing) {
        flow = new Flow(context.channel(), transport, (InetSocketAddress) context.channel().remoteAddress(), framing,
                context.channel()::close);
        user.opened(flow);
    }

    /** Asks the peer for a sign of life. */
    abstract void ping(ChannelHandlerContext context);

    /** Whether a peer that does not answer a ping is taken for dead. */
    abstract boolean answersPings();

    final void alive() {
        pinged = false;
    }

    final void ending(int code, String reason) {
        closeCode = code;
        closeReason = reason;
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) throws Exception {
        if (event instanceof IdleStateEvent && flow != null && !flow.stalled()) {
            if (pinged && answersPings()) {
                closeReason = "no answer to a ping for " + IDLE_SECONDS + " s";
                context.close();
            } else {
                pinged = true;
                ping(context);
            }
        }
    }

    /** Closes a peer that does not read: what is sent to it would pile up here. */
    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        if (stuck != null) {
            stuck.cancel(false);
            stuck = null;
        }
        if (!context.channel().isWritable()) {
            stuck = context.executor().schedule(() -> {
                closeReason = "the peer does not read";
                context.close();
            }, STUCK_SECONDS, TimeUnit.SECONDS);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        closeReason = opening.filter(client -> flow == null).map(client -> client.apply(cause)).orElseGet(() -> Failures.describe(cause));
        context.close();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        if (stuck != null) {
            stuck.cancel(false);
        }
        if (!over) {
            over = true;
            String otherwise = flow == null ? opening.map(HandshakeFailure::closedEarly).orElse(CLOSED) : CLOSED;
            user.closed(new Closing(flow != null, closeCode, closeReason.isEmpty() ? otherwise : closeReason));
        }
    }
}
