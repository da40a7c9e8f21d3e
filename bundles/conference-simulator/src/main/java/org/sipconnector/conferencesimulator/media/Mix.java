/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.conferencesimulator.media;

import java.util.List;
import org.sipconnector.api.media.spi.AudioSource;

/** What one participant hears: the sum of others, or a soft test tone while there is nobody. */
public final class Mix implements AudioSource {

    private static final double TONE_HERTZ = 440;
    private static final double TONE_LEVEL = 3000;
    private static final double SAMPLE_RATE = 48_000;

    private volatile List<LatestSound.Cursor> inputs = List.of();
    private volatile boolean tone = true;
    private List<LatestSound> feeds = List.of();
    private long samples;

    /** Hears these from now on; silence when there are none. */
    public void hear(List<LatestSound> wanted) {
        if (!wanted.equals(feeds)) {
            feeds = List.copyOf(wanted);
            inputs = feeds.stream().map(LatestSound::cursor).toList();
        }
        tone = false;
    }

    /** Hears the test tone from now on. */
    public void hearTone() {
        tone = true;
    }

    @Override
    public void read(short[] block) {
        if (tone) {
            play(block);
            return;
        }
        int[] sum = new int[block.length];
        for (LatestSound.Cursor input : inputs) {
            short[] heard = input.read();
            for (int i = 0; heard != null && i < Math.min(heard.length, sum.length); i++) {
                sum[i] += heard[i];
            }
        }
        for (int i = 0; i < block.length; i++) {
            block[i] = (short) Math.max(Short.MIN_VALUE, Math.min(Short.MAX_VALUE, sum[i]));
        }
    }

    private void play(short[] block) {
        for (int i = 0; i < block.length; i++) {
            block[i] = (short) (TONE_LEVEL * Math.sin(2 * Math.PI * TONE_HERTZ * samples++ / SAMPLE_RATE));
        }
    }
}
