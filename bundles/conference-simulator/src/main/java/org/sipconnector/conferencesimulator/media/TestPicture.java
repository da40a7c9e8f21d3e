/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.conferencesimulator.media;

import java.util.Arrays;
import org.sipconnector.api.media.spi.I420Frame;

/** Colour bars with a white block that travels once around in four seconds, so that a frozen picture is seen. */
final class TestPicture {

    /** Luma, blue and red difference of white, yellow, cyan, green, magenta, red and blue (BT.601, 75 %). */
    private static final int[][] BARS = {
            {180, 128, 128}, {162, 44, 142}, {131, 156, 44}, {112, 72, 58}, {84, 184, 198}, {65, 100, 212}, {35, 212, 114}};
    private static final long ROUND = 4_000_000_000L;

    private final int width;
    private final int height;
    private final byte[] bars;

    TestPicture(int width, int height) {
        this.width = width;
        this.height = height;
        this.bars = bars(width, height);
    }

    I420Frame at(long nanos) {
        byte[] data = bars.clone();
        int side = height / 6;
        int left = (int) ((width - side) * (nanos % ROUND) / ROUND);
        for (int row = height - 2 * side; row < height - side; row++) {
            Arrays.fill(data, row * width + left, row * width + left + side, (byte) 235);
        }
        return new I420Frame(width, height, data);
    }

    private static byte[] bars(int width, int height) {
        byte[] data = new byte[I420Frame.size(width, height)];
        int half = (width + 1) / 2;
        int blue = width * height;
        int red = blue + half * ((height + 1) / 2);
        for (int row = 0; row < height; row++) {
            for (int column = 0; column < width; column++) {
                int[] bar = BARS[column * BARS.length / width];
                data[row * width + column] = (byte) bar[0];
                int chroma = row / 2 * half + column / 2;
                data[blue + chroma] = (byte) bar[1];
                data[red + chroma] = (byte) bar[2];
            }
        }
        return data;
    }
}
