/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.media.source;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.sipconnector.api.media.spi.I420Frame;
import org.sipconnector.api.media.spi.VideoSource;

/** Plays a YUV4MPEG2 file with 4:2:0 pictures of 8 bits at its own rate (at most 60), over and over. */
final class Y4mSource implements VideoSource, AutoCloseable {

    private static final int LONGEST_HEADER = 512;

    private final Path file;
    private InputStream input;
    private int width;
    private int height;
    private double frameRate = 25;

    private Y4mSource(Path file) throws IOException {
        this.file = file;
        rewind();
    }

    /** @throws IllegalArgumentException naming the file, when it cannot be read or is of another format */
    static Y4mSource open(String path) {
        try {
            return new Y4mSource(Path.of(path));
        } catch (IOException | RuntimeException refused) {
            throw new IllegalArgumentException("video file '" + path + "' cannot be played: " + FileTrouble.reason(refused), refused);
        }
    }

    @Override
    public double frameRate() {
        return frameRate;
    }

    @Override
    public Optional<I420Frame> next(long nanos) {
        try {
            String header = line();
            boolean first = header.isEmpty();
            if (first) {
                rewind();
                header = line();
            }
            if (!header.startsWith("FRAME")) {
                throw new IOException("a frame does not begin with FRAME");
            }
            byte[] data = input.readNBytes(I420Frame.size(width, height));
            if (data.length < I420Frame.size(width, height)) {
                if (first) {
                    throw new IOException("it ends before its first picture does");
                }
                return next(nanos);
            }
            return Optional.of(new I420Frame(width, height, data));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private void rewind() throws IOException {
        close();
        input = new BufferedInputStream(Files.newInputStream(file));
        String[] words = line().split(" ");
        if (!words[0].equals("YUV4MPEG2")) {
            throw new IOException("it is no Y4M file");
        }
        for (String word : words) {
            String value = word.isEmpty() ? "" : word.substring(1);
            switch (word.isEmpty() ? ' ' : word.charAt(0)) {
                case 'W' -> width = Integer.parseInt(value);
                case 'H' -> height = Integer.parseInt(value);
                case 'F' -> frameRate = rate(value.split(":"));
                case 'C' -> requireSubsampling(value);
                default -> {}
            }
        }
        if (width <= 0 || height <= 0) {
            throw new IOException("it does not say its size");
        }
    }

    private static double rate(String[] fraction) {
        return Math.max(0.1, Math.min(60, Double.parseDouble(fraction[0]) / Double.parseDouble(fraction[1])));
    }

    private static void requireSubsampling(String space) throws IOException {
        if (!space.startsWith("420") || space.matches("420p\\d+")) {
            throw new IOException("only 4:2:0 with 8 bits is supported, it has C" + space);
        }
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = input.read(); next >= 0 && next != '\n'; next = input.read()) {
            line.append((char) next);
            if (line.length() > LONGEST_HEADER) {
                throw new IOException("a header line is too long");
            }
        }
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        if (input != null) {
            input.close();
        }
    }
}
