/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.media.helper;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/** A message on its way out: its length, its kind, its content, written once into memory and once from there. */
final class Outgoing {

    private static final int HEAD = 5;

    /** Its own buffer is what is sent. */
    private static final class Buffer extends ByteArrayOutputStream {

        Buffer(int size) {
            super(size);
        }

        void length() {
            int length = count - 4;
            for (int i = 0; i < 4; i++) {
                buf[i] = (byte) (length >> 24 - 8 * i);
            }
        }
    }

    private final Buffer buffer;

    /** @param size about how many bytes the content has: what is right saves copying */
    Outgoing(PipeMessage kind, int size, Pipe.Content content) {
        buffer = new Buffer(size + HEAD);
        try {
            DataOutputStream data = new DataOutputStream(buffer);
            data.writeInt(0);
            data.writeByte(kind.ordinal());
            content.write(data);
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
        buffer.length();
    }

    int size() {
        return buffer.size();
    }

    void writeTo(OutputStream out) throws IOException {
        buffer.writeTo(out);
    }
}
