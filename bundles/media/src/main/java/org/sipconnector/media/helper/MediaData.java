/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.media.helper;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.sipconnector.api.media.PeerId;
import org.sipconnector.api.media.RemoteTrack;
import org.sipconnector.api.media.spi.AudioSource;
import org.sipconnector.api.media.spi.I420Frame;

/** Sound, pictures and where they belong, as messages carry them. */
final class MediaData {

    /** About how much a block of sound needs in a message, with its address. */
    static final int SOUND = 1024 + 2 * AudioSource.BLOCK;

    private MediaData() {}

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
        int count = in.readInt();
        byte[] bytes = bytes(in, Math.multiplyExact(2, count));
        short[] block = new short[count];
        ByteBuffer.wrap(bytes).asShortBuffer().get(block);
        return block;
    }

    /** About how much a frame needs in a message, with its address. */
    static int size(Optional<I420Frame> frame) {
        return 1024 + frame.map(present -> present.data().length).orElse(0);
    }

    /** Reads without the detours of {@link DataInputStream#readNBytes}. */
    private static byte[] bytes(DataInputStream in, int count) throws IOException {
        if (count < 0 || count > in.available()) {
            throw new IOException(count + " bytes are told, " + in.available() + " there");
        }
        byte[] bytes = new byte[count];
        in.readFully(bytes);
        return bytes;
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
        return Optional.of(new I420Frame(width, height, bytes(in, I420Frame.size(width, height))));
    }
}
