package org.sipconnector.sip.transport;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.DecoderException;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A stream gives the same messages however it is cut into packets. */
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
            } else if (message instanceof StreamDecoder.TooLarge) {
                messages.add("too large");
            }
            ReferenceCountUtil.release(message);
        }
        channel.finishAndReleaseAll();
        return messages;
    }
}
