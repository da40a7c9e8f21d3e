/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.media.engine;

import dev.onvoid.webrtc.media.MediaStreamTrack;
import dev.onvoid.webrtc.media.audio.CustomAudioSource;
import java.util.OptionalLong;
import org.sipconnector.api.media.spi.AudioSource;

/**
 * A local audio track, fed with blocks of 10 ms. The library counts their samples and the other side reads the time from
 * that count: so a block is dated by when it was due, not by when it came, and what was kept away while the feed was paused
 * is made up for by silence.
 */
final class AudioFeed extends Feed {

    private static final int BITS = 16;
    private static final int RATE = 48_000;
    private static final byte[] SILENCE = new byte[2 * AudioSource.BLOCK];

    private final CaptureClock clock;
    private final CustomAudioSource natively;
    private final MediaStreamTrack track;
    private OptionalLong given = OptionalLong.empty();

    AudioFeed(NativeEngine engine, String id) {
        clock = engine.soundClock();
        natively = new CustomAudioSource(clock.natively());
        track = engine.track(id, natively);
    }

    @Override
    MediaStreamTrack track() {
        return track;
    }

    /**
     * To be called by the pump's thread only, since all feeds share a clock.
     *
     * @param block little endian bytes
     * @param due   by {@link System#nanoTime()}
     */
    void push(byte[] block, long due) {
        push(() -> {
            for (long missing = missing(due); missing > 0; missing--) {
                give(SILENCE, due - missing * AudioPump.PERIOD);
            }
            give(muted() ? SILENCE : block, due);
            given = OptionalLong.of(due);
            return true;
        });
    }

    /** Blocks between the last one and this; none after a pause that is too long to be made up for. */
    private long missing(long due) {
        if (given.isEmpty() || due - given.getAsLong() > AudioPump.LONGEST_PAUSE) {
            return 0;
        }
        return (due - given.getAsLong()) / AudioPump.PERIOD - 1;
    }

    private void give(byte[] block, long due) {
        clock.set(due);
        natively.pushAudio(block, BITS, RATE, 1, AudioSource.BLOCK);
    }

    @Override
    void follow(Feed former) {
        if (former instanceof AudioFeed sound) {
            given = sound.given;
        }
    }

    @Override
    void disposeNatives() {
        Natives.dispose(track);
        natively.dispose();
    }
}
