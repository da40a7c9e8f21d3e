/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.sip.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ReopeningDelayTest {

    private static LongStream delays(int tries, long min, long max) {
        return LongStream.range(0, 10_000).map(i -> ReopeningDelay.delay(tries, min, max));
    }

    @Test
    void theFirstDelayIsSpreadAlready() {
        assertThat(delays(0, 2_000, 6_000)).allMatch(delay -> delay >= 2_000 && delay <= 4_000);
        assertThat(delays(0, 2_000, 6_000).map(delay -> delay / 100).distinct().count()).isGreaterThanOrEqualTo(20);
    }

    @Test
    void laterDelaysAreLongerUpToTheLongest() {
        assertThat(delays(1, 2_000, 6_000).max().orElseThrow()).isBetween(3_900L, 4_000L);
        assertThat(delays(2, 2_000, 6_000).max().orElseThrow()).isBetween(4_900L, 5_000L);
        assertThat(delays(50, 2_000, 6_000).max().orElseThrow()).isBetween(5_900L, 6_000L);
        assertThat(delays(50, 2_000, 6_000).min().orElseThrow()).isBetween(2_000L, 2_100L);
    }

    @Test
    void boundsThatLeaveNoChoiceAreKept() {
        assertThat(delays(3, 500, 500)).allMatch(delay -> delay == 500);
        assertThat(delays(3, 0, 0)).allMatch(delay -> delay == 0);
    }
}
