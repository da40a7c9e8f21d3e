/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.benchmarks;

import java.util.Arrays;
import java.util.Locale;

/** Durations of single operations in nanoseconds, summed up. */
public record Sample(int count, double median, double p99) {

    public static Sample of(long[] nanos) {
        long[] sorted = nanos.clone();
        Arrays.sort(sorted);
        return new Sample(sorted.length, sorted[sorted.length / 2], sorted[(int) (sorted.length * 0.99)]);
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "median %.0f ns, 99th percentile %.0f ns (n=%d)", median, p99, count);
    }
}
