/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.media.source;

import org.sipconnector.api.media.spi.AudioSource;

/** A steady sine tone, about a quarter of full scale. */
final class ToneSource implements AudioSource {

    private static final double AMPLITUDE = 8000;
    private static final double RATE = 48_000;

    private final double step;
    private double phase;

    ToneSource(double hertz) {
        step = 2 * Math.PI * hertz / RATE;
    }

    @Override
    public void read(short[] block) {
        for (int i = 0; i < block.length; i++) {
            block[i] = (short) (AMPLITUDE * Math.sin(phase));
            phase += step;
        }
        phase %= 2 * Math.PI;
    }
}
