/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.media.engine;

import org.sipconnector.api.media.LocalTrack;

/** A local track on its way: what was asked for, its feed, and how to start and stop its source. */
final class Sending {

    private final LocalTrack track;
    private final Feed feed;
    private final Runnable start;
    private final Runnable stop;
    private final Runnable discard;

    Sending(LocalTrack track, Feed feed, Runnable start, Runnable stop, Runnable discard) {
        this.track = track;
        this.feed = feed;
        this.start = start;
        this.stop = stop;
        this.discard = discard;
    }

    LocalTrack track() {
        return track;
    }

    Feed feed() {
        return feed;
    }

    void start() {
        start.run();
    }

    /** When this returns nothing is pushed any more. */
    void stop() {
        stop.run();
        feed.pause();
    }

    /** Gives up what was never attached. */
    void drop() {
        feed.close();
        discard.run();
    }
}
