package org.sipconnector.media.helper;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.sipconnector.api.media.PeerId;
import org.sipconnector.api.media.RemoteTrack;
import org.sipconnector.api.media.spi.I420Frame;

/** Sound, pictures and where they belong, as messages carry them. */
final class MediaData {

    private MediaData() {
    }

    static void address(DataOutputStream out, String name, PeerId peer, RemoteTrack track) throws IOException {
        Codec.text(out, name);
        Codec.write(out, PeerId.class, peer);
        Codec.write(out, RemoteTrack.class, track);
    }

    static void samples(DataOutputStream out, short[] block) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(2 * block.length);
        bytes.asShortBuffer().put(block);
        out.writeInt(block.length);
        out.write(bytes.array());
    }

    static short[] samples(DataInputStream in) throws IOException {
        short[] block = new short[in.readInt()];
        ByteBuffer.wrap(in.readNBytes(2 * block.length)).asShortBuffer().get(block);
        return block;
    }

    static void frame(DataOutputStream out, Optional<I420Frame> frame) throws IOException {
        out.writeInt(frame.map(I420Frame::width).orElse(0));
        if (frame.isPresent()) {
            out.writeInt(frame.get().height());
            out.write(frame.get().data());
        }
    }

    static Optional<I420Frame> frame(DataInputStream in) throws IOException {
        int width = in.readInt();
        if (width == 0) {
            return Optional.empty();
        }
        int height = in.readInt();
        return Optional.of(new I420Frame(width, height, in.readNBytes(I420Frame.size(width, height))));
    }
}
