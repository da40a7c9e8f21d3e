/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.media.spi;

import java.util.Arrays;

/**
 * A picture in I420: the luma plane, then the two chroma planes of half the width and height (rounded up), each row
 * without padding. The array is not copied and must not change once handed over.
 *
 * @param width  pixels, above 0
 * @param height pixels, above 0
 * @param data   {@link #size(int, int)} bytes
 */
public record I420Frame(int width, int height, byte[] data) {

    /** @throws IllegalArgumentException when the data are not those of a picture of that size */
    public I420Frame {
        if (width <= 0 || height <= 0 || data.length != size(width, height)) {
            throw new IllegalArgumentException("an I420 frame of " + width + "x" + height + " does not have "
                    + data.length + " bytes");
        }
    }

    /** A black picture. */
    public static I420Frame black(int width, int height) {
        byte[] data = new byte[size(width, height)];
        Arrays.fill(data, 0, width * height, (byte) 16);
        Arrays.fill(data, width * height, data.length, (byte) 128);
        return new I420Frame(width, height, data);
    }

    /** Bytes of a frame of this size. */
    public static int size(int width, int height) {
        return width * height + 2 * ((width + 1) / 2) * ((height + 1) / 2);
    }

    public int chromaWidth() {
        return (width + 1) / 2;
    }

    public int chromaHeight() {
        return (height + 1) / 2;
    }
}
