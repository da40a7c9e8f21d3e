/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.media.sink;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.sipconnector.api.media.PeerId;
import org.sipconnector.api.media.RemoteTrack;
import org.sipconnector.api.media.spi.AudioSink;

/** Writes what it hears to a WAV file: 48 kHz, one channel, 16 bit. The header's lengths are written at the end. */
final class WavRecorder implements AudioSink {

    private static final int HEADER = 44;
    private static final int RATE = 48_000;

    private final Path file;
    private final OutputStream output;
    private long bytes;

    WavRecorder(Path file) throws IOException {
        this.file = file;
        // not over a file that another process may still write to
        Files.deleteIfExists(file);
        output = new BufferedOutputStream(Files.newOutputStream(file));
        output.write(header(0));
    }

    @Override
    public void accept(PeerId peer, RemoteTrack track, short[] block) {
        ByteBuffer samples = ByteBuffer.allocate(2 * block.length).order(ByteOrder.LITTLE_ENDIAN);
        samples.asShortBuffer().put(block);
        try {
            output.write(samples.array());
            bytes += samples.capacity();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public void ended(PeerId peer, RemoteTrack track) {
        try {
            output.close();
            try (RandomAccessFile written = new RandomAccessFile(file.toFile(), "rw")) {
                written.write(header(bytes));
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static byte[] header(long length) {
        ByteBuffer header = ByteBuffer.allocate(HEADER).order(ByteOrder.LITTLE_ENDIAN);
        header.put(ascii("RIFF")).putInt((int) (length + HEADER - 8)).put(ascii("WAVEfmt ")).putInt(16);
        header.putShort((short) 1).putShort((short) 1).putInt(RATE).putInt(2 * RATE).putShort((short) 2).putShort((short) 16);
        return header.put(ascii("data")).putInt((int) length).array();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
