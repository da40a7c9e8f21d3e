/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.benchmarks.media;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.sipconnector.api.media.PeerId;
import org.sipconnector.api.media.RemoteTrack;
import org.sipconnector.api.media.spi.AudioSink;
import org.sipconnector.api.media.spi.I420Frame;
import org.sipconnector.api.media.spi.VideoSink;

/** Sees and hears a beacon: the longest silence of each kind, and how far sound is behind the picture. */
final class Watch implements VideoSink, AudioSink {

    private static final int BRIGHT = 120;
    private static final int LOUD = 3_000;
    private static final int PIXELS = 64;

    private final Ear seen = new Ear();
    private final Ear heard = new Ear();

    /** One kind of what comes: when the last came, the longest pause, and when the beacon went on. */
    private static final class Ear {

        private final List<Long> onsets = new ArrayList<>();
        private long last;
        private long longest;
        private long lastOn;
        private long count;

        private synchronized void came(boolean on, long now) {
            if (count++ > 0) {
                longest = Math.max(longest, now - last);
            }
            last = now;
            // a wave passes zero, and a codec rings on
            if (on && now - lastOn > TimeUnit.MILLISECONDS.toNanos(300)) {
                onsets.add(now);
            }
            lastOn = on ? now : lastOn;
        }

        private synchronized List<Long> onsets() {
            return List.copyOf(onsets);
        }

        private synchronized double longestMillis() {
            return longest / 1e6;
        }
    }

    @Override
    public void accept(PeerId peer, RemoteTrack track, I420Frame frame, long nanos) {
        long sum = 0;
        int luma = frame.width() * frame.height();
        for (int i = 0; i < PIXELS; i++) {
            sum += frame.data()[luma / PIXELS * i] & 0xff;
        }
        seen.came(sum / PIXELS > BRIGHT, System.nanoTime());
    }

    @Override
    public void accept(PeerId peer, RemoteTrack track, short[] block) {
        int peak = 0;
        for (short sample : block) {
            peak = Math.max(peak, Math.abs(sample));
        }
        heard.came(peak > LOUD, System.nanoTime());
    }

    @Override
    public void ended(PeerId peer, RemoteTrack track) {}

    double longestPicturePause() {
        return seen.longestMillis();
    }

    double longestSoundPause() {
        return heard.longestMillis();
    }

    int flashes() {
        return seen.onsets().size();
    }

    int beeps() {
        return heard.onsets().size();
    }

    /** Milliseconds that each beep came after its flash, in order; those without a partner are left out. */
    List<Double> delays() {
        List<Long> flashes = seen.onsets();
        List<Double> delays = new ArrayList<>();
        for (long beep : heard.onsets()) {
            flashes.stream().filter(flash -> Math.abs(beep - flash) < TimeUnit.MILLISECONDS.toNanos(500)).findFirst()
                    .ifPresent(flash -> delays.add((beep - flash) / 1e6));
        }
        return delays;
    }
}
