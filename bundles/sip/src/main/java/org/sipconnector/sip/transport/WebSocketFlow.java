/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.sip.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler.ClientHandshakeStateEvent;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler.HandshakeComplete;
import io.netty.util.ReferenceCountUtil;
import java.util.Optional;
import org.sipconnector.api.Transport;
import org.sipconnector.sip.transport.FlowUser.Closing;

/** A WebSocket (RFC 7118): one message a text or binary frame; a pong says only that the peer is there. */
final class WebSocketFlow extends FlowHandler {

    private static final int NO_STATUS = 1005;
    private static final byte[] PONG = {'\r', '\n'};

    /** @param opening of a client */
    WebSocketFlow(FlowUser user, Transport transport, Optional<HandshakeFailure> opening) {
        super(user, transport, Closing.ABNORMAL, opening);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        alive();
        try {
            if (message instanceof CloseWebSocketFrame close) {
                ending(close.statusCode() < 0 ? NO_STATUS : close.statusCode(), close.reasonText());
                context.writeAndFlush(close.retain()).addListener(written -> context.close());
            } else if (message instanceof TextWebSocketFrame || message instanceof BinaryWebSocketFrame) {
                text(context, ((WebSocketFrame) message).content());
            }
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    private void text(ChannelHandlerContext context, ByteBuf content) {
        byte[] message = ByteBufUtil.getBytes(content);
        if (!blank(message)) {
            user.received(message);
        } else if (message.length >= 4) {
            // RFC 5626 section 3.5.1: a double CRLF is a ping, its answer a single one
            context.writeAndFlush(new TextWebSocketFrame(Unpooled.wrappedBuffer(PONG)));
        }
    }

    private static boolean blank(byte[] message) {
        for (byte b : message) {
            if (b != '\r' && b != '\n' && b != 0) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) throws Exception {
        if (event == ClientHandshakeStateEvent.HANDSHAKE_COMPLETE) {
            opened(context, TextWebSocketFrame::new);
        } else if (event instanceof HandshakeComplete handshake) {
            if ("sip".equals(handshake.selectedSubprotocol())) {
                opened(context, TextWebSocketFrame::new);
            } else {
                context.close();
            }
        } else {
            super.userEventTriggered(context, event);
        }
    }

    @Override
    void ping(ChannelHandlerContext context) {
        context.writeAndFlush(new PingWebSocketFrame());
    }

    /** RFC 6455 section 5.5.2 obliges it. */
    @Override
    boolean answersPings() {
        return true;
    }
}
