/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.media.engine;

import dev.onvoid.webrtc.media.MediaStreamTrack;
import java.util.concurrent.TimeUnit;
import org.sipconnector.api.media.RemoteTrack;
import org.sipconnector.spi.media.TrackFlow;

/**
 * Listens to one remote track: counts what comes, says when the first comes and when it pauses, and passes it on to the
 * sinks that want it. The library calls it on its own threads.
 */
abstract sealed class TrackMeter permits AudioMeter, VideoMeter {

    private static final long PAUSE = TimeUnit.SECONDS.toNanos(2);

    private final Runnable first;
    private long received;
    private long latest = System.nanoTime();
    private boolean muted;

    /** @param first run once, on a thread of the library, when the first frame or audible sound came; must not block */
    TrackMeter(Runnable first) {
        this.first = first;
    }

    static TrackMeter of(RemoteTrack track, Runnable first) {
        return switch (track.kind()) {
            case AUDIO -> new AudioMeter(first);
            case VIDEO -> new VideoMeter(first);
        };
    }

    abstract void listen(MediaStreamTrack track);

    abstract void leave(MediaStreamTrack track);

    abstract TrackFlow flow(RemoteTrack track);

    /** One audible block or frame came. */
    final void count() {
        boolean isFirst;
        synchronized (this) {
            isFirst = received++ == 0;
            latest = System.nanoTime();
        }
        if (isFirst) {
            first.run();
        }
    }

    final synchronized long received() {
        return received;
    }

    /** Whether nothing ever came counts as quiet: a picture that never begins is missed, a silent voice is not. */
    abstract boolean missedBeforeItBegins();

    /** Whether the track went quiet or came back since this was asked last. */
    final synchronized boolean muteChanged(long now) {
        boolean quiet = (received > 0 || missedBeforeItBegins()) && now - latest > PAUSE;
        boolean changed = quiet != muted;
        muted = quiet;
        return changed;
    }

    final synchronized boolean muted() {
        return muted;
    }
}
