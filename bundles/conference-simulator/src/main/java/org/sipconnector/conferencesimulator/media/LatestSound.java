/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.conferencesimulator.media;

import java.util.concurrent.atomic.AtomicReferenceArray;

/** The latest sound of one remote track: one writer, any number of readers, each with a cursor of its own. */
public final class LatestSound {

    private static final int KEPT = 32;
    /** A reader this far behind has missed something and starts anew, so that sound stays with the picture: 80 ms. */
    private static final int LATEST_LAG = 8;
    /** Where it starts then: 30 ms smooth out what arrives unevenly. */
    private static final int CUSHION = 3;

    private final AtomicReferenceArray<short[]> blocks = new AtomicReferenceArray<>(KEPT);
    private volatile long written;

    /** By one thread only. */
    void write(short[] block) {
        long number = written;
        blocks.set((int) (number % KEPT), block);
        written = number + 1;
    }

    Cursor cursor() {
        return new Cursor();
    }

    /** One reader's place. */
    final class Cursor {

        private long next = written;
        private boolean waiting = true;

        /** The next block, or null when there is none yet. */
        short[] read() {
            long end = written;
            if (end - next > LATEST_LAG) {
                next = end - CUSHION;
            }
            if (end == next) {
                waiting = true;
                return null;
            }
            if (waiting && end - next < CUSHION) {
                return null;
            }
            waiting = false;
            return blocks.get((int) (next++ % KEPT));
        }
    }
}
