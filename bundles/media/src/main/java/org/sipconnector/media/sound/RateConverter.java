/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.media.sound;

import java.util.Arrays;

/**
 * Converts sound of one channel from any sample rate to 48 kHz: a polyphase filter (windowed sinc, Kaiser, 70 dB) that
 * keeps its state from block to block, so that blocks join without a click and nothing is lost or added. What leaves is
 * half a filter, 16 samples of the lower rate, late. For one thread.
 */
public final class RateConverter {

    /** Samples a second that leave. */
    public static final int RATE = 48_000;

    /** Samples of the lower rate that the filter spans. */
    private static final int SPAN = 32;
    private static final double KAISER_BETA = 7;
    /** How much of the lower rate's band passes. */
    private static final double PASSED = 0.9;

    private final int rate;
    /** For each phase the filter's coefficients, the one for the latest sample first; null when nothing is to be done. */
    private final float[][] phases;
    private final int step;
    private final float[] past;
    private int head;
    private int phase;

    /** @param rate samples a second that come, above 0 */
    public RateConverter(int rate) {
        if (rate < 1) {
            throw new IllegalArgumentException("a sample rate of " + rate + " is not possible");
        }
        this.rate = rate;
        int common = gcd(rate, RATE);
        int up = RATE / common;
        step = rate / common;
        int taps = (int) Math.ceil(SPAN * Math.max(1, (double) rate / RATE));
        phases = rate == RATE ? null : filter(up, step, taps);
        past = new float[2 * taps];
    }

    /** Samples a second that come. */
    public int rate() {
        return rate;
    }

    /** What the samples become; now and then one sample more or less where the rates do not divide evenly. */
    public short[] convert(short[] samples) {
        if (phases == null) {
            return samples;
        }
        short[] converted = new short[(int) ((long) samples.length * phases.length / step) + 2];
        int made = 0;
        for (short sample : samples) {
            keep(sample);
            for (; phase < phases.length; phase += step) {
                converted[made++] = sample(phases[phase]);
            }
            phase -= phases.length;
        }
        return Arrays.copyOf(converted, made);
    }

    /** Each is written twice, a length apart, so that the latest always lie in one row. */
    private void keep(short sample) {
        int taps = past.length / 2;
        head = head == 0 ? taps - 1 : head - 1;
        past[head] = sample;
        past[head + taps] = sample;
    }

    private short sample(float[] coefficients) {
        float sum = 0;
        for (int i = 0; i < coefficients.length; i++) {
            sum += coefficients[i] * past[head + i];
        }
        return (short) Math.max(Short.MIN_VALUE, Math.min(Short.MAX_VALUE, Math.round(sum)));
    }

    private static float[][] filter(int up, int down, int taps) {
        double cutoff = PASSED * Math.min(1, (double) up / down);
        double middle = taps / 2.0;
        float[][] phases = new float[up][taps];
        for (int phase = 0; phase < up; phase++) {
            double sum = 0;
            double[] exact = new double[taps];
            for (int tap = 0; tap < taps; tap++) {
                double time = tap + (double) phase / up - middle;
                exact[tap] = cutoff * sinc(cutoff * time) * kaiser(time / middle);
                sum += exact[tap];
            }
            for (int tap = 0; tap < taps; tap++) {
                phases[phase][tap] = (float) (exact[tap] / sum);
            }
        }
        return phases;
    }

    private static double sinc(double time) {
        return time == 0 ? 1 : Math.sin(Math.PI * time) / (Math.PI * time);
    }

    /** @param place in the window, -1 to 1 */
    private static double kaiser(double place) {
        double inside = Math.max(0, 1 - place * place);
        return bessel(KAISER_BETA * Math.sqrt(inside)) / bessel(KAISER_BETA);
    }

    /** The modified Bessel function of order zero, by its series. */
    private static double bessel(double x) {
        double term = 1;
        double sum = 1;
        for (int k = 1; term > sum * 1e-12; k++) {
            term *= x / (2 * k) * (x / (2 * k));
            sum += term;
        }
        return sum;
    }

    private static int gcd(int one, int other) {
        return other == 0 ? one : gcd(other, one % other);
    }
}
