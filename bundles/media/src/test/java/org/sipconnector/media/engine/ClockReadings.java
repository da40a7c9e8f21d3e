/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.media.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * When what a far end plays was made, as it reads it from sender reports (RFC 3550 6.4.1), once a second. All times are
 * milliseconds.
 */
final class ClockReadings {

    /** The end plays sound and picture together as far as the clocks allow, with a tolerance of its own of 30 ms. */
    private static final double APART = 60;
    /** What passes between making and playing. */
    private static final double LATENESS = 3_000;
    /** From 1900 to 1970, where the times of sender reports and of statistics begin. */
    private static final double NTP_TO_UNIX = 2_208_988_800_000.0;
    private static final int PATIENCE_SECONDS = 90;

    private record Reading(double heardLate, double seenLate) {

        static final Reading UNKNOWN = new Reading(Double.NaN, Double.NaN);

        double apart() {
            return Math.abs(seenLate - heardLate);
        }

        @Override
        public String toString() {
            return String.format("heard %.0f seen %.0f late", heardLate, seenLate);
        }
    }

    private final TestPeer end;

    ClockReadings(TestPeer end) {
        this.end = end;
    }

    /** Waits until the end has had reports of both and has brought them together. */
    void settle() {
        int together = 0;
        List<Reading> readings = new ArrayList<>();
        while (readings.size() < PATIENCE_SECONDS && together < 3) {
            Reading reading = next();
            readings.add(reading);
            together = reading.apart() < APART ? together + 1 : 0;
            assertThat(Math.abs(reading.seenLate) > LATENESS).as("the picture was made %s", reading).isFalse();
        }
        assertThat(together).as("sound and picture come together: %s", readings).isEqualTo(3);
    }

    /** Reads for so long, none when it is zero; prints and asserts how far they were apart, also in the worst twentieth. */
    void watch(int seconds) {
        List<Reading> readings = new ArrayList<>();
        for (int second = 0; second < seconds; second++) {
            readings.add(next());
        }
        if (readings.isEmpty()) {
            return;
        }
        List<Double> apart = new ArrayList<>(readings.stream().map(Reading::apart).toList());
        Collections.sort(apart);
        double most = apart.get(seconds * 95 / 100);
        System.out.printf("milliseconds apart in %d readings: median %.0f, 95 of 100 below %.0f, most %.0f%n", seconds,
                apart.get(seconds / 2), most, apart.get(seconds - 1));
        assertThat(most).as("milliseconds apart in 95 of 100 readings: %s", readings).isLessThan(APART);
    }

    /** A second later. Nothing is known before the second report of each. */
    private Reading next() {
        CompletableFuture.runAsync(() -> {}, CompletableFuture.delayedExecutor(1, TimeUnit.SECONDS)).join();
        List<Map<String, Object>> statistics = end.statistics();
        return new Reading(late(statistics, "audio"), late(statistics, "video"));
    }

    private static double late(List<Map<String, Object>> statistics, String kind) {
        return statistics.stream().filter(entry -> entry.get("type").equals("inbound-rtp") && kind.equals(entry.get("kind")))
                .filter(entry -> entry.get("estimatedPlayoutTimestamp") instanceof Number)
                .mapToDouble(entry -> number(entry, "timestamp") + NTP_TO_UNIX - number(entry, "estimatedPlayoutTimestamp"))
                .findFirst().orElse(Double.NaN);
    }

    private static double number(Map<String, Object> entry, String key) {
        return ((Number) entry.get(key)).doubleValue();
    }
}
