/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.sip.transport;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.DecoderException;
import io.netty.util.ReferenceCountUtil;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.sipconnector.sip.message.SipText;

/** A stream gives the same messages however it is cut into packets, and the parser finds in each what the decoder found. */
public final class StreamTarget {

    private static final int LARGEST = 4_096;

    private StreamTarget() {}

    public static void fuzzerTestOneInput(byte[] data) {
        if (data.length < 2) {
            return;
        }
        int step = 1 + (data[0] & 0x3f);
        byte[] stream = Arrays.copyOfRange(data, 1, data.length);
        List<String> whole = messages(stream, stream.length);
        List<String> cut = messages(stream, step);
        if (!whole.equals(cut)) {
            throw new IllegalStateException("whole: " + whole + ", in pieces of " + step + ": " + cut);
        }
    }

    private static List<String> messages(byte[] stream, int step) {
        EmbeddedChannel channel = new EmbeddedChannel(new StreamDecoder(LARGEST));
        List<String> messages = new ArrayList<>();
        try {
            for (int at = 0; at < stream.length; at += step) {
                channel.writeInbound(Unpooled.copiedBuffer(stream, at, Math.min(step, stream.length - at)));
            }
        } catch (DecoderException tooLong) {
            messages.add("refused");
        }
        for (Object message = channel.readInbound(); message != null; message = channel.readInbound()) {
            if (message instanceof byte[] bytes) {
                messages.add(Arrays.toString(bytes));
                bodyEndsWithTheMessage(bytes);
            } else if (message instanceof StreamDecoder.Refused refused) {
                messages.add("refused " + refused.why());
            }
            ReferenceCountUtil.release(message);
        }
        channel.finishAndReleaseAll();
        return messages;
    }

    /** The parser sees the same end of the message as the decoder, or refuses it. */
    private static void bodyEndsWithTheMessage(byte[] message) {
        SipText text = SipText.cut(message);
        int head = headBytes(message);
        if (text.doubt().isPresent() || head + Math.max(0, text.contentLength()) != message.length) {
            throw new IllegalStateException("cut at " + message.length + ", read to " + head + " + " + text.contentLength()
                    + " " + text.doubt());
        }
    }

    private static int headBytes(byte[] message) {
        int at = 0;
        while (message[at] == '\r' || message[at] == '\n') {
            at++;
        }
        return at + new String(message, at, message.length - at, StandardCharsets.ISO_8859_1).indexOf("\r\n\r\n") + 4;
    }
}
