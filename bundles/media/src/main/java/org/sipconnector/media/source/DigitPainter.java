/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.media.source;

import java.util.Arrays;
import org.sipconnector.api.media.spi.I420Frame;

/** Writes digits, colons and points into a picture's luma, black on white, from a 3 by 5 raster. */
final class DigitPainter {

    /** Five rows of three bits each, for 0 to 9, then colon and point. */
    private static final int[][] GLYPHS = {{7, 5, 5, 5, 7}, {2, 6, 2, 2, 7}, {7, 1, 7, 4, 7}, {7, 1, 7, 1, 7},
            {5, 5, 7, 1, 1}, {7, 4, 7, 1, 7}, {7, 4, 7, 5, 7}, {7, 1, 1, 1, 1}, {7, 5, 7, 5, 7}, {7, 5, 7, 1, 7},
            {0, 2, 0, 2, 0}, {0, 0, 0, 0, 2}};
    private static final byte PAPER = (byte) 235;
    private static final byte INK = 16;

    private final I420Frame frame;
    private final int scale;

    DigitPainter(I420Frame frame, int scale) {
        this.frame = frame;
        this.scale = scale;
    }

    /** Draws the text at the upper left; what does not fit is cut off. */
    void draw(String text) {
        fill(0, 0, (4 * text.length() + 1) * scale, 7 * scale, PAPER);
        for (int i = 0; i < text.length(); i++) {
            glyph(GLYPHS[index(text.charAt(i))], (4 * i + 1) * scale);
        }
    }

    private void glyph(int[] rows, int left) {
        for (int row = 0; row < 5; row++) {
            for (int column = 0; column < 3; column++) {
                if ((rows[row] >> (2 - column) & 1) == 1) {
                    fill(left + column * scale, (row + 1) * scale, scale, scale, INK);
                }
            }
        }
    }

    private void fill(int left, int top, int width, int height, byte luma) {
        int end = Math.min(left + width, frame.width());
        for (int y = top; y < Math.min(top + height, frame.height()) && left < end; y++) {
            Arrays.fill(frame.data(), y * frame.width() + left, y * frame.width() + end, luma);
        }
    }

    private static int index(char character) {
        return switch (character) {
            case ':' -> 10;
            case '.' -> 11;
            default -> character - '0';
        };
    }
}
