/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.rest;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import org.sipconnector.api.media.spi.I420Frame;

/**
 * A frame of video as a PNG file, made smaller where it is large. Written here, since what Java brings for that needs a part of it
 * that servers are often installed without.
 */
final class PngPicture {

    static final String MEDIA_TYPE = "image/png";

    /** Pixels of the longer side, at most. */
    static final int LONGEST_SIDE = 640;

    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    private static final int HEADER = 13;
    private static final byte BITS = 8;
    private static final byte TRUE_COLOUR = 2;
    private static final int BUFFER = 16_384;

    private PngPicture() {}

    static byte[] of(I420Frame frame) {
        int step = (Math.max(frame.width(), frame.height()) + LONGEST_SIDE - 1) / LONGEST_SIDE;
        int width = Math.max(1, frame.width() / step);
        int height = Math.max(1, frame.height() / step);
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes(SIGNATURE);
        chunk(file, "IHDR", ByteBuffer.allocate(HEADER).putInt(width).putInt(height).put(BITS).put(TRUE_COLOUR).array());
        chunk(file, "IDAT", deflated(rows(frame, step, width, height)));
        chunk(file, "IEND", new byte[0]);
        return file.toByteArray();
    }

    /** Each with the filter that it has, which is none. */
    private static byte[] rows(I420Frame frame, int step, int width, int height) {
        ByteBuffer rows = ByteBuffer.allocate(height * (1 + 3 * width));
        int chroma = frame.width() * frame.height();
        int red = chroma + frame.chromaWidth() * frame.chromaHeight();
        for (int y = 0; y < height; y++) {
            rows.put((byte) 0);
            for (int x = 0; x < width; x++) {
                int colour = y * step / 2 * frame.chromaWidth() + x * step / 2;
                pixel(rows, luma(frame, x * step, y * step, step), frame.data()[chroma + colour] & 0xff, frame.data()[red + colour] & 0xff);
            }
        }
        return rows.array();
    }

    /** The average of the pixels that become one. */
    private static int luma(I420Frame frame, int left, int top, int step) {
        // a side may be shorter than a step
        int bottom = Math.min(top + step, frame.height());
        int right = Math.min(left + step, frame.width());
        int sum = 0;
        for (int y = top; y < bottom; y++) {
            for (int x = left; x < right; x++) {
                sum += frame.data()[y * frame.width() + x] & 0xff;
            }
        }
        return sum / ((bottom - top) * (right - left));
    }

    /** ITU-R BT.601 with the range of video. */
    private static void pixel(ByteBuffer rows, int luma, int blue, int red) {
        double light = 1.164 * (luma - 16);
        rows.put(level(light + 1.596 * (red - 128)))
                .put(level(light - 0.813 * (red - 128) - 0.392 * (blue - 128)))
                .put(level(light + 2.017 * (blue - 128)));
    }

    private static byte level(double value) {
        return (byte) Math.max(0, Math.min(255, Math.round(value)));
    }

    private static byte[] deflated(byte[] rows) {
        Deflater deflater = new Deflater(Deflater.BEST_SPEED);
        try {
            deflater.setInput(rows);
            deflater.finish();
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            byte[] buffer = new byte[BUFFER];
            while (!deflater.finished()) {
                out.write(buffer, 0, deflater.deflate(buffer));
            }
            return out.toByteArray();
        } finally {
            deflater.end();
        }
    }

    private static void chunk(ByteArrayOutputStream file, String type, byte[] content) {
        byte[] checked = ByteBuffer.allocate(4 + content.length).put(type.getBytes(US_ASCII)).put(content).array();
        CRC32 sum = new CRC32();
        sum.update(checked);
        file.writeBytes(ByteBuffer.allocate(4).putInt(content.length).array());
        file.writeBytes(checked);
        file.writeBytes(ByteBuffer.allocate(4).putInt((int) sum.getValue()).array());
    }
}
