/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.benchmarks.sip;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Cuts a stream into SIP messages by Content-Length and answers keep-alives (RFC 5626). */
final class SipFraming extends ByteToMessageDecoder {

    private static final byte[] PONG = {'\r', '\n'};
    private static final String LENGTH = "\r\nContent-Length:";

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
        while (in.readableBytes() >= 4 && in.getByte(in.readerIndex()) == '\r') {
            in.skipBytes(4);
            context.writeAndFlush(Unpooled.wrappedBuffer(PONG));
        }
        String text = in.toString(StandardCharsets.ISO_8859_1);
        int end = text.indexOf("\r\n\r\n");
        if (end < 0) {
            return;
        }
        int at = text.indexOf(LENGTH) + LENGTH.length();
        int size = end + 4 + (at < LENGTH.length() || at > end + LENGTH.length()
                ? 0
                : Integer.parseInt(text.substring(at, text.indexOf('\r', at)).strip()));
        if (text.length() >= size) {
            out.add(in.readRetainedSlice(size));
        }
    }
}
