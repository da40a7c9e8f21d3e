package org.sipconnector.sip.transport;

import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler.ClientHandshakeStateEvent;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler.HandshakeComplete;
import io.netty.handler.timeout.IdleStateEvent;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.sipconnector.api.Transport;
import org.sipconnector.sip.transport.FlowUser.Closing;

/** The end of a WebSocket's pipeline: one message a frame, pings, and one truthful word about how it ended. */
final class WebSocketFlow extends SimpleChannelInboundHandler<WebSocketFrame> {

    static final int MAX_MESSAGE = 256 * 1024;
    static final int IDLE_SECONDS = 25;
    private static final int STUCK_SECONDS = 10;
    private static final byte[] PONG = {'\r', '\n'};

    private final FlowUser user;
    private final Transport transport;
    private Flow flow;
    private boolean pinged;
    private boolean over;
    private int closeCode = Closing.ABNORMAL;
    private String closeReason = "";
    private ScheduledFuture<?> stuck;

    WebSocketFlow(FlowUser user, Transport transport) {
        this.user = user;
        this.transport = transport;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, WebSocketFrame frame) {
        if (frame instanceof CloseWebSocketFrame close) {
            closeCode = close.statusCode() < 0 ? 1005 : close.statusCode();
            closeReason = close.reasonText();
            context.writeAndFlush(close.retain()).addListener(written -> context.close());
            return;
        }
        byte[] message = ByteBufUtil.getBytes(frame.content());
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
    public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
        pinged = false;
        super.channelRead(context, message);
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event == ClientHandshakeStateEvent.HANDSHAKE_COMPLETE) {
            opened(context);
        } else if (event instanceof HandshakeComplete handshake) {
            if ("sip".equals(handshake.selectedSubprotocol())) {
                opened(context);
            } else {
                context.close();
            }
        } else if (event instanceof IdleStateEvent) {
            idle(context);
        }
    }

    private void opened(ChannelHandlerContext context) {
        flow = new Flow(context.channel(), transport);
        user.opened(flow);
    }

    /** Nothing came for a while: ask, and the next time give up. */
    private void idle(ChannelHandlerContext context) {
        if (flow == null || flow.stalled()) {
            return;
        }
        if (pinged) {
            closeReason = "no answer to a ping for " + IDLE_SECONDS + " s";
            context.close();
        } else {
            pinged = true;
            context.writeAndFlush(new PingWebSocketFrame());
        }
    }

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
        closeReason = Failures.describe(cause);
        context.close();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        if (stuck != null) {
            stuck.cancel(false);
        }
        if (!over) {
            over = true;
            user.closed(new Closing(flow != null, closeCode, closeReason.isEmpty() ? "connection closed" : closeReason));
        }
    }
}
