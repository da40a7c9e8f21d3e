/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.sip.transport;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.timeout.IdleStateEvent;
import io.netty.util.concurrent.ScheduledFuture;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.sipconnector.api.masking.Printable;
import org.sipconnector.api.sip.Header;
import org.sipconnector.spi.sip.HttpResponder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets upgrades of the WebSocket's path through and gives every other HTTP request to the owner's responder. */
final class WebSocketUpgradeHandler extends ChannelInboundHandlerAdapter {

    private static final Logger LOG = LoggerFactory.getLogger(WebSocketUpgradeHandler.class);
    private static final long RESPONSE_SECONDS = 30;
    private static final HttpResponder.Response NOT_FOUND = new HttpResponder.Response(404, List.of(), "");
    private static final HttpResponder.Response MALFORMED = new HttpResponder.Response(400, List.of(), "");
    private static final HttpResponder.Response FORBIDDEN = new HttpResponder.Response(403, List.of(), "");
    private static final HttpResponder.Response FAILED = new HttpResponder.Response(500, List.of(), "");

    private final String path;
    private final HttpResponder responder;
    private final Runnable upgrading;
    private final SecurityPolicy security;
    private boolean busy;

    WebSocketUpgradeHandler(String path, Optional<HttpResponder> responder, SecurityPolicy security, Runnable upgrading) {
        this.security = security;
        this.upgrading = upgrading;
        this.path = path;
        this.responder = responder.orElse(request -> CompletableFuture.completedFuture(NOT_FOUND));
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        FullHttpRequest request = (FullHttpRequest) message;
        if (request.decoderResult().isFailure()) {
            request.release();
            write(context, MALFORMED, false);
            return;
        }
        if (upgrade(request) && !security.allows(request.headers().get(HttpHeaderNames.ORIGIN))) {
            LOG.debug("a WebSocket of {} is refused: origin {}", context.channel().remoteAddress(),
                    Printable.line(request.headers().get(HttpHeaderNames.ORIGIN, "none")));
            request.release();
            write(context, FORBIDDEN, false);
            return;
        }
        if (upgrade(request)) {
            upgrading.run();
            context.fireChannelRead(message);
            context.pipeline().remove(this);
            return;
        }
        boolean keepAlive = HttpUtil.isKeepAlive(request);
        HttpResponder.Request plain = plain(context, request);
        request.release();
        // the next request of this connection waits until this one is answered
        busy = true;
        context.channel().config().setAutoRead(false);
        CompletableFuture<HttpResponder.Response> responding = respond(plain);
        ScheduledFuture<?> limit = context.executor().schedule(() -> responding.completeExceptionally(new TimeoutException("no response")),
                RESPONSE_SECONDS, TimeUnit.SECONDS);
        responding.exceptionally(failure -> {
            LOG.debug("{} failed", Printable.line(plain.method() + ' ' + plain.target()), failure);
            return FAILED;
        }).thenAcceptAsync(response -> {
            limit.cancel(false);
            write(context, response, keepAlive);
        }, context.executor());
    }

    private boolean upgrade(FullHttpRequest request) {
        return request.uri().equals(path)
                && request.headers().containsValue(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET, true);
    }

    private static HttpResponder.Request plain(ChannelHandlerContext context, FullHttpRequest request) {
        List<Header> headers = request.headers().entries().stream()
                .map(entry -> new Header(entry.getKey(), entry.getValue())).toList();
        return new HttpResponder.Request(request.method().name(), request.uri(), headers,
                request.content().toString(StandardCharsets.UTF_8),
                Flow.hostPort((InetSocketAddress) context.channel().remoteAddress()));
    }

    private CompletableFuture<HttpResponder.Response> respond(HttpResponder.Request request) {
        try {
            return responder.respond(request).toCompletableFuture().copy();
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof IdleStateEvent && !busy) {
            context.close();
        } else {
            context.fireUserEventTriggered(event);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        LOG.debug("HTTP connection of {} closed: {}", context.channel().remoteAddress(), Failures.describe(cause));
        context.close();
    }

    private void write(ChannelHandlerContext context, HttpResponder.Response response, boolean keepAlive) {
        var answer = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(response.status()),
                Unpooled.copiedBuffer(response.body(), StandardCharsets.UTF_8));
        response.headers().forEach(header -> answer.headers().add(header.name(), header.value()));
        HttpUtil.setContentLength(answer, answer.content().readableBytes());
        HttpUtil.setKeepAlive(answer, keepAlive);
        busy = false;
        ChannelFuture written = context.writeAndFlush(answer);
        if (keepAlive) {
            context.channel().config().setAutoRead(true);
        } else {
            written.addListener(ChannelFutureListener.CLOSE);
        }
    }
}
