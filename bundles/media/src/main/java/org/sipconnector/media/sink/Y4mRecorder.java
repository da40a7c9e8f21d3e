/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.media.sink;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.sipconnector.api.media.PeerId;
import org.sipconnector.api.media.RemoteTrack;
import org.sipconnector.api.media.spi.I420Frame;
import org.sipconnector.api.media.spi.VideoSink;

/**
 * Writes what it sees to a YUV4MPEG2 file at 30 frames per second: a frame is repeated or left out as its time demands,
 * so that the file plays at the right speed. A file has one picture size, that of the first frame; frames of another
 * size are scaled by taking the nearest pixel.
 */
final class Y4mRecorder implements VideoSink {

    private static final int RATE = 30;
    private static final long SPACING = TimeUnit.SECONDS.toNanos(1) / RATE;
    private static final int LONGEST_GAP = 10 * RATE;

    private final OutputStream output;
    private I420Frame shape;
    private long begin;
    private long written;

    Y4mRecorder(Path file) throws IOException {
        // not over a file that another process may still write to
        Files.deleteIfExists(file);
        output = new BufferedOutputStream(Files.newOutputStream(file));
    }

    @Override
    public void accept(PeerId peer, RemoteTrack track, I420Frame frame, long nanos) {
        try {
            if (shape == null) {
                shape = frame;
                begin = nanos;
                line("YUV4MPEG2 W" + frame.width() + " H" + frame.height() + " F" + RATE + ":1 Ip A1:1 C420jpeg");
            }
            I420Frame picture = FrameScaling.scaled(frame, shape.width(), shape.height());
            long wanted = (nanos - begin) / SPACING + 1;
            written = Math.max(written, wanted - LONGEST_GAP);
            for (; written < wanted; written++) {
                line("FRAME");
                output.write(picture.data());
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public void ended(PeerId peer, RemoteTrack track) {
        try {
            output.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private void line(String text) throws IOException {
        output.write((text + "\n").getBytes(StandardCharsets.US_ASCII));
    }
}
