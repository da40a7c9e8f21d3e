/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.conferencesimulator.media;

import org.sipconnector.api.media.spi.I420Frame;

/** The latest picture of one remote track. */
public final class LatestPicture {

    /** A picture and its number; the number tells readers whether they have seen it. */
    record Picture(long number, I420Frame frame) {}

    private volatile Picture latest = new Picture(0, null);

    void write(I420Frame frame) {
        latest = new Picture(latest.number() + 1, frame);
    }

    /** The latest picture; its frame is null when there never was one. */
    Picture latest() {
        return latest;
    }
}
