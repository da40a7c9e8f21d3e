/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.sip.transport;

import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.socket.DatagramPacket;
import io.netty.util.ReferenceCountUtil;
import java.util.Optional;
import org.sipconnector.api.Transport;

/** A client's UDP socket, connected to its server, so that the host's "port unreachable" is heard of. */
final class DatagramFlow extends FlowHandler {

    private static final byte[] PING = {'\r', '\n', '\r', '\n'};

    DatagramFlow(FlowUser user) {
        super(user, Transport.UDP, 0, Optional.empty());
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        opened(context, message -> message);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        alive();
        try {
            byte[] bytes = ByteBufUtil.getBytes(((DatagramPacket) message).content());
            if (bytes.length > 4) {
                user.received(bytes);
            }
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    /** Keeps the way through address translators open. */
    @Override
    void ping(ChannelHandlerContext context) {
        context.writeAndFlush(Unpooled.wrappedBuffer(PING));
    }

    @Override
    boolean answersPings() {
        return false;
    }
}
