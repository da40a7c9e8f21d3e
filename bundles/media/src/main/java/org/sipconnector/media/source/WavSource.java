/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.media.source;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.sipconnector.api.media.spi.AudioSource;
import org.sipconnector.media.sound.RateConverter;

/**
 * Plays a WAV file of 16 bit PCM, one or more channels, 1 to 384 kHz, over and over. Channels are mixed to one, other rates
 * than 48 kHz are converted.
 */
final class WavSource implements AudioSource, AutoCloseable {

    private static final int LOWEST_RATE = 1_000;
    private static final int HIGHEST_RATE = 384_000;
    /** Samples read at once. */
    private static final int PORTION = 480;

    private record Format(int channels, int rate) {}

    private final Path file;
    private Format format;
    private DataInputStream input;
    private long left;
    private RateConverter converter = new RateConverter(RateConverter.RATE);
    private short[] ready = {};
    private int next;

    private WavSource(Path file) throws IOException {
        this.file = file;
        rewind();
    }

    /** @throws IllegalArgumentException naming the file, when it cannot be read or is of another format */
    static WavSource open(String path) {
        try {
            return new WavSource(Path.of(path));
        } catch (IOException | RuntimeException refused) {
            throw new IllegalArgumentException("audio file '" + path + "' cannot be played: " + FileTrouble.reason(refused), refused);
        }
    }

    @Override
    public void read(short[] block) {
        try {
            for (int i = 0; i < block.length; i++) {
                while (next == ready.length) {
                    ready = portion();
                    next = 0;
                }
                block[i] = ready[next++];
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private short[] portion() throws IOException {
        short[] samples = new short[PORTION];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = sample();
        }
        if (converter.rate() != format.rate) {
            converter = new RateConverter(format.rate);
        }
        return converter.convert(samples);
    }

    private short sample() throws IOException {
        if (left < 2L * format.channels) {
            rewind();
        }
        int sum = 0;
        for (int channel = 0; channel < format.channels; channel++) {
            sum += Short.reverseBytes(input.readShort());
        }
        left -= 2L * format.channels;
        return (short) (sum / format.channels);
    }

    private void rewind() throws IOException {
        close();
        input = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)));
        try {
            if (input.readInt() != 0x52494646 || input.skipBytes(4) != 4 || input.readInt() != 0x57415645) {
                throw new IOException("it is no WAV file");
            }
            Format found = null;
            for (int chunk = input.readInt(); chunk != 0x64617461; chunk = input.readInt()) {
                byte[] body = new byte[Math.min(little(), 1 << 20)];
                input.readFully(body);
                if (chunk == 0x666d7420) {
                    found = format(ByteBuffer.wrap(body).order(ByteOrder.LITTLE_ENDIAN));
                }
                if (body.length % 2 == 1) {
                    input.readByte();
                }
            }
            format = found;
            left = Integer.toUnsignedLong(little());
        } catch (EOFException ended) {
            throw new IOException("it ends before its sound begins", ended);
        }
        if (format == null || left < 2L * format.channels) {
            throw new IOException("it has no sound");
        }
    }

    private static Format format(ByteBuffer chunk) throws IOException {
        int code = Short.toUnsignedInt(chunk.getShort());
        int channels = chunk.getShort();
        int rate = chunk.getInt();
        int bits = chunk.getShort(14);
        // 0xFFFE is the extensible form, which 16 bit files use for more than two channels
        if (code != 1 && code != 0xFFFE || bits != 16 || channels < 1) {
            throw new IOException("only 16 bit PCM is supported, it has format " + code + " with " + bits + " bits");
        }
        if (rate < LOWEST_RATE || rate > HIGHEST_RATE) {
            throw new IOException("only " + LOWEST_RATE + " to " + HIGHEST_RATE + " samples a second are supported, it has " + rate);
        }
        return new Format(channels, rate);
    }

    private int little() throws IOException {
        return Integer.reverseBytes(input.readInt());
    }

    @Override
    public void close() throws IOException {
        if (input != null) {
            input.close();
        }
    }
}
