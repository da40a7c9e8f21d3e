/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.media.sound;

import java.util.function.Consumer;

/**
 * Makes of whatever a decoder gives, any rate, any channels, any length, changing when it likes, what sinks are promised:
 * 48 kHz, one channel, blocks of 10 ms. For one thread.
 */
public final class BlockMaker {

    /** Samples in a block. */
    public static final int BLOCK = RateConverter.RATE / 100;

    private RateConverter converter = new RateConverter(RateConverter.RATE);
    private short[] block = new short[BLOCK];
    private int filled;

    /**
     * @param data     16 bit little endian, the channels' samples in turn
     * @param rate     samples a second of each channel
     * @param channels how many, at least 1
     * @param blocks   takes each block that is full; the array is its own
     */
    public void add(byte[] data, int rate, int channels, Consumer<short[]> blocks) {
        if (converter.rate() != rate) {
            converter = new RateConverter(rate);
        }
        short[] samples = converter.convert(mono(data, channels));
        for (int next = 0; next < samples.length;) {
            int length = Math.min(BLOCK - filled, samples.length - next);
            System.arraycopy(samples, next, block, filled, length);
            next += length;
            filled += length;
            if (filled == BLOCK) {
                blocks.accept(block);
                block = new short[BLOCK];
                filled = 0;
            }
        }
    }

    private static short[] mono(byte[] data, int channels) {
        short[] samples = new short[data.length / (2 * channels)];
        for (int frame = 0; frame < samples.length; frame++) {
            int sum = 0;
            for (int channel = 0; channel < channels; channel++) {
                int index = 2 * (frame * channels + channel);
                sum += (short) (data[index] & 0xFF | data[index + 1] << 8);
            }
            samples[frame] = (short) (sum / channels);
        }
        return samples;
    }
}
