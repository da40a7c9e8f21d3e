package org.sipconnector.sip.transport;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import org.sipconnector.api.Transport;

/** A TCP or TLS connection; kept alive by CRLF (RFC 5626 section 3.5.1). */
final class StreamFlow extends FlowHandler {

    private static final byte[] PING = {'\r', '\n', '\r', '\n'};
    private static final byte[] PONG = {'\r', '\n'};

    private final boolean client;
    private boolean ponged;

    StreamFlow(FlowUser user, Transport transport, boolean client) {
        super(user, transport, 0);
        this.client = client;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        if (context.pipeline().get(SslHandler.class) == null) {
            opened(context, message -> message);
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) throws Exception {
        if (event instanceof SslHandshakeCompletionEvent handshake && handshake.isSuccess()) {
            opened(context, message -> message);
        } else {
            super.userEventTriggered(context, event);
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        alive();
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
