/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.media.sound;

/** What a tone is like: its frequency, its strength, and how much of the sound it is. */
public final class Spectrum {

    private final short[] samples;
    private final int rate;

    public Spectrum(short[] samples, int rate) {
        this.samples = samples;
        this.rate = rate;
    }

    /** Amplitude at a frequency. */
    public double at(double hertz) {
        double real = 0;
        double imaginary = 0;
        double weights = 0;
        for (int i = 0; i < samples.length; i++) {
            double weight = 0.5 - 0.5 * Math.cos(2 * Math.PI * i / samples.length);
            real += weight * samples[i] * Math.cos(2 * Math.PI * hertz * i / rate);
            imaginary += weight * samples[i] * Math.sin(2 * Math.PI * hertz * i / rate);
            weights += weight;
        }
        return 2 * Math.hypot(real, imaginary) / weights;
    }

    /** The share of the sound's energy that a tone of this frequency has, 0 to 1. */
    public double purity(double hertz) {
        double energy = 0;
        for (short sample : samples) {
            energy += (double) sample * sample;
        }
        double amplitude = at(hertz);
        return energy == 0 ? 0 : amplitude * amplitude / 2 / (energy / samples.length);
    }

    /** Half the changes of sign in a second. */
    public double frequency() {
        int changes = 0;
        for (int i = 1; i < samples.length; i++) {
            if (samples[i - 1] < 0 != samples[i] < 0) {
                changes++;
            }
        }
        return changes / 2.0 * rate / samples.length;
    }

    /** A tone of a second or so, to be converted. */
    static short[] tone(double hertz, int rate, int length) {
        short[] samples = new short[length];
        for (int i = 0; i < length; i++) {
            samples[i] = (short) Math.round(8000 * Math.sin(2 * Math.PI * hertz * i / rate));
        }
        return samples;
    }
}
