/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.sip.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.codec.TooLongFrameException;
import java.util.List;
import org.sipconnector.api.sip.Header;
import org.sipconnector.sip.message.SipText;
import org.sipconnector.sip.transport.FlowUser.Unreadable;

/** Cuts a byte stream into SIP messages by their Content-Length (RFC 3261 section 18.3) and finds pings between them. */
final class StreamDecoder extends ByteToMessageDecoder {

    static final Object PING = new Object();
    static final Object PONG = new Object();
    private static final int MAX_HEAD = 64 * 1024;

    /** The head of a message whose body is too large, or whose end cannot be relied on; nothing comes after it. */
    record Refused(byte[] head, Unreadable why) {}

    /** Bytes of the head of the message being read, -1 while it is not complete. */
    private int head = -1;
    private int body;
    private int searched;
    private final int largest;
    private boolean broken;
    private Unreadable why;

    /** @param largest bytes of a message */
    StreamDecoder(int largest) {
        this.largest = largest;
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
        if (broken) {
            in.skipBytes(in.readableBytes());
            return;
        }
        if (head < 0 && (skipLineBreaks(in, out) || !findHead(in))) {
            return;
        }
        if (why != null) {
            broken = true;
            out.add(new Refused(ByteBufUtil.getBytes(in, in.readerIndex(), head), why));
            in.skipBytes(in.readableBytes());
        } else if (in.readableBytes() >= head + body) {
            byte[] message = ByteBufUtil.getBytes(in, in.readerIndex(), head + body);
            in.skipBytes(head + body);
            head = -1;
            searched = 0;
            out.add(message);
        }
    }

    /** Whether there is nothing to read yet but line breaks. */
    private boolean skipLineBreaks(ByteBuf in, List<Object> out) {
        while (in.isReadable() && searched == 0) {
            byte first = in.getByte(in.readerIndex());
            if (first != '\r' && first != '\n') {
                return false;
            }
            if (in.readableBytes() >= 4 && in.getByte(in.readerIndex() + 1) == '\n'
                    && in.getByte(in.readerIndex() + 2) == '\r' && in.getByte(in.readerIndex() + 3) == '\n') {
                in.skipBytes(4);
                out.add(PING);
            } else if (in.readableBytes() >= 2 && in.getByte(in.readerIndex() + 1) == '\n'
                    && (in.readableBytes() == 2 || in.getByte(in.readerIndex() + 2) != '\r')) {
                in.skipBytes(2);
                out.add(PONG);
            } else if (in.readableBytes() < 4) {
                return true;
            } else {
                in.skipBytes(1);
            }
        }
        return !in.isReadable();
    }

    private boolean findHead(ByteBuf in) {
        int start = in.readerIndex();
        for (int i = Math.max(searched - 3, 0); i + 3 < in.readableBytes(); i++) {
            if (in.getByte(start + i) == '\r' && in.getByte(start + i + 1) == '\n'
                    && in.getByte(start + i + 2) == '\r' && in.getByte(start + i + 3) == '\n') {
                head = i + 4;
                judge(SipText.cut(ByteBufUtil.getBytes(in, start, head)));
                return true;
            }
        }
        searched = in.readableBytes();
        if (searched > MAX_HEAD) {
            throw new TooLongFrameException("message headers over " + MAX_HEAD + " bytes");
        }
        return false;
    }

    /** Without Content-Length a stream cannot be cut: then there is no body, and nothing may say that there is one. */
    private void judge(SipText text) {
        body = Math.max(0, text.contentLength());
        if (text.doubt().isPresent()) {
            why = new Unreadable(400, "Bad Request", text.doubt().get());
        } else if (text.contentLength() < 0 && Header.find(text.headers(), "Content-Type").isPresent()) {
            why = new Unreadable(400, "Content-Length Missing", "a body without Content-Length");
        } else if (body > largest - head) {
            why = new Unreadable(413, "Request Entity Too Large", "a message was too large");
        }
    }
}
