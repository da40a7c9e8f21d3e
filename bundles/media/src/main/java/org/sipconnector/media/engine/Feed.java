/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.media.engine;

import dev.onvoid.webrtc.media.MediaStreamTrack;
import java.util.function.BooleanSupplier;

/**
 * A local track and the gate before its native source. While a track is attached, replaced or negotiated, nothing may
 * be pushed: the library's list of listeners has no lock. So whoever does that pauses the feed first.
 */
abstract sealed class Feed permits AudioFeed, VideoFeed {

    private int pauses;
    private boolean closed;
    private boolean muted;
    private long sent;

    abstract MediaStreamTrack track();

    /** To be told, before its first push, what was sent in its place until now. */
    abstract void follow(Feed former);

    /** Lets go of track and native source. */
    abstract void disposeNatives();

    /** Returns when no push is under way; until {@link #resume()} what comes is dropped. */
    final synchronized void pause() {
        pauses++;
    }

    final synchronized void resume() {
        pauses--;
    }

    /** From the next push on silence or black is sent in place of what is pushed, or no longer. */
    final synchronized void mute(boolean now) {
        muted = now;
    }

    /** To be asked within a push. */
    protected final boolean muted() {
        return muted;
    }

    /** Pushes unless paused or closed; the push says whether it gave anything. */
    protected final synchronized void push(BooleanSupplier nativePush) {
        if (pauses == 0 && !closed && nativePush.getAsBoolean()) {
            sent++;
        }
    }

    /** Blocks or frames given to the library. */
    final synchronized long sent() {
        return sent;
    }

    /** To be called once the track is attached nowhere, or its connection is closed. */
    final void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
        }
        disposeNatives();
    }
}
