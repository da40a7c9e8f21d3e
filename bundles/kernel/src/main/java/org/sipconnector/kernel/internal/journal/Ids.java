/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel.internal.journal;

/**
 * One manager's source of ids and random numbers on one lane: repeatable from its state, so that what a manager did can
 * be replayed.
 *
 * @param base   sets this slot's ids apart from all others of the framework
 * @param count  ids given so far
 * @param random state of the generator
 */
public record Ids(long base, long count, long random) {

    private static final long GAMMA = 0x9E3779B97F4A7C15L;

    public Ids next() {
        return new Ids(base, count + 1, random);
    }

    public Ids nextRandom() {
        return new Ids(base, count, random + GAMMA);
    }

    public String id(String prefix, String connector) {
        return prefix + "-" + connector + "-" + Long.toString(base, Character.MAX_RADIX) + "-" + count;
    }

    /** From 0 inclusive to 1 exclusive (the SplitMix64 mix of the state). */
    public double value() {
        long z = random;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return ((z ^ (z >>> 31)) >>> 11) * 0x1.0p-53;
    }
}
