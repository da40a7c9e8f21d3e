/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.sip.transport;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.sipconnector.api.Transport;

/** A TCP or TLS connection; kept alive by CRLF (RFC 5626 section 3.5.1). */
final class StreamFlow extends FlowHandler {

    private static final byte[] PING = {'\r', '\n', '\r', '\n'};
    private static final byte[] PONG = {'\r', '\n'};

    private final boolean client;
    private final int idleSeconds;
    private boolean ponged;
    private boolean heard;

    /**
     * @param opening     of a client
     * @param idleSeconds how long a client of ours may say nothing whole before its connection is closed
     */
    StreamFlow(FlowUser user, Transport transport, Optional<HandshakeFailure> opening, int idleSeconds) {
        super(user, transport, 0, opening);
        this.client = opening.isPresent();
        this.idleSeconds = idleSeconds;
    }

    /** Bytes alone are no sign of life: a peer may send them one by one. */
    private void open(ChannelHandlerContext context) {
        opened(context, message -> message);
        if (!client) {
            var idle = context.executor().scheduleAtFixedRate(() -> closeWhenIdle(context), idleSeconds, idleSeconds, TimeUnit.SECONDS);
            context.channel().closeFuture().addListener(closed -> idle.cancel(false));
        }
    }

    private void closeWhenIdle(ChannelHandlerContext context) {
        if (!heard && !user.needed()) {
            ending(0, "nothing was heard for " + idleSeconds + " s");
            context.close();
        }
        heard = false;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        if (context.pipeline().get(SslHandler.class) == null) {
            open(context);
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) throws Exception {
        if (event instanceof SslHandshakeCompletionEvent handshake && handshake.isSuccess()) {
            open(context);
        } else {
            super.userEventTriggered(context, event);
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        alive();
        heard = true;
        if (message == StreamDecoder.PING) {
            context.writeAndFlush(Unpooled.wrappedBuffer(PONG));
        } else if (message == StreamDecoder.PONG) {
            ponged = true;
        } else if (message instanceof StreamDecoder.Refused refused) {
            ending(0, refused.why().told());
            user.refused(refused.head(), refused.why());
            context.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(written -> context.close());
        } else {
            user.received((byte[]) message);
        }
    }

    /** Only clients ping; a server that hears nothing waits for its registrations to end. */
    @Override
    void ping(ChannelHandlerContext context) {
        if (client) {
            context.writeAndFlush(Unpooled.wrappedBuffer(PING));
        }
    }

    /** Not every server answers: one that did once is expected to go on. */
    @Override
    boolean answersPings() {
        return ponged;
    }
}
