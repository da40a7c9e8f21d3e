/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.test;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** Durations, summed up. */
public record Figures(int count, double medianMillis, double p99Millis, double maxMillis) {

    public static Figures of(List<Duration> durations) {
        if (durations.isEmpty()) {
            return new Figures(0, 0, 0, 0);
        }
        double[] sorted = durations.stream().mapToDouble(duration -> duration.toNanos() / 1e6).sorted().toArray();
        return new Figures(sorted.length, sorted[sorted.length / 2],
                sorted[Math.min(sorted.length - 1, (int) Math.ceil(sorted.length * 0.99) - 1)], sorted[sorted.length - 1]);
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "median %.2f ms, 99th percentile %.2f ms, longest %.2f ms (n=%d)", medianMillis,
                p99Millis, maxMillis, count);
    }
}
