/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.sip.transport;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.FullHttpRequest;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Closes a connection whose HTTP request is not whole some seconds after its first byte: bytes alone are no sign of life, a peer
 * may send them one by one and so keep a connection for ever. Stands before what decodes; what comes after that tells it of whole requests.
 */
final class RequestDeadline extends ChannelInboundHandlerAdapter {

    static final int SECONDS = 30;

    private static final Logger LOG = LoggerFactory.getLogger(RequestDeadline.class);

    private ScheduledFuture<?> end;

    @Override
    public void channelRead(ChannelHandlerContext context, Object bytes) {
        if (end == null) {
            end = context.executor().schedule(() -> {
                LOG.debug("HTTP connection of {} closed: its request was not whole within {} s", context.channel().remoteAddress(), SECONDS);
                context.close();
            }, SECONDS, TimeUnit.SECONDS);
        }
        context.fireChannelRead(bytes);
    }

    /** What stands behind the decoder and sees whole requests go by. */
    ChannelInboundHandlerAdapter whole() {
        return new ChannelInboundHandlerAdapter() {
            @Override
            public void channelRead(ChannelHandlerContext context, Object message) {
                if (message instanceof FullHttpRequest) {
                    cancel();
                }
                context.fireChannelRead(message);
            }
        };
    }

    private void cancel() {
        if (end != null) {
            end.cancel(false);
            end = null;
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        cancel();
        context.fireChannelInactive();
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        cancel();
    }
}
