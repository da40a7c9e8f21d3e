/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.stats;

/** How much a video must have sent until it counts as sent. */
public enum Strictness {
    /** One packet. */
    FAST(1, 0, 0, 1),
    /** Five packets, 8000 bytes and three frames. */
    NORMAL(5, 8_000, 3, 1),
    /** Ten packets, 16000 bytes and five frames in two readings, each with something new. */
    STRICT(10, 16_000, 5, 2);

    private final int packets;
    private final int bytes;
    private final int frames;
    private final int readings;

    Strictness(int packets, int bytes, int frames, int readings) {
        this.packets = packets;
        this.bytes = bytes;
        this.frames = frames;
        this.readings = readings;
    }

    public int packets() {
        return packets;
    }

    public int bytes() {
        return bytes;
    }

    /** 0 when frames do not matter. */
    public int frames() {
        return frames;
    }

    /** How many good readings in a row are wanted. */
    public int readings() {
        return readings;
    }
}
