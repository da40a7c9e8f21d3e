/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.sipconnector.api.stats.StatsSnapshot;
import org.sipconnector.api.stats.StreamQuality;

class CallGlanceTest {

    private static StreamQuality stream(long bitrate, double loss, long roundTripMillis) {
        return new StreamQuality(OptionalLong.of(bitrate), OptionalDouble.empty(), Optional.empty(), OptionalDouble.of(loss), Optional.empty(),
                Optional.of(Duration.ofMillis(roundTripMillis)), Optional.empty());
    }

    @Test
    void theWorstStreamSaysHowWellItGoes() {
        CallGlance good = CallGlance.of(List.of(stream(40_000, 0, 30), stream(900_000, 0.005, 40)));
        assertThat(good).isEqualTo(new CallGlance(CallGlance.Level.GOOD, OptionalDouble.of(0.005), Optional.of(Duration.ofMillis(40)),
                OptionalLong.of(940_000)));
        assertThat(CallGlance.of(List.of(stream(1, 0, 30), stream(1, 0.02, 30))).level()).isEqualTo(CallGlance.Level.FAIR);
        assertThat(CallGlance.of(List.of(stream(1, 0, 300))).level()).isEqualTo(CallGlance.Level.FAIR);
        assertThat(CallGlance.of(List.of(stream(1, 0.05, 30))).level()).isEqualTo(CallGlance.Level.POOR);
        assertThat(CallGlance.of(List.of(stream(1, 0, 500))).level()).isEqualTo(CallGlance.Level.POOR);
    }

    @Test
    void beforeAnythingWasReadNothingIsSaid() {
        assertThat(CallGlance.of(StatsSnapshot.NONE)).isEmpty();
    }
}
