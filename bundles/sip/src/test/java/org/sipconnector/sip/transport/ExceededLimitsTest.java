/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.sip.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ExceededLimitsTest {

    @Test
    void whateverIsRefusedFillsTheLogWithOneLineAMinute() {
        AtomicLong now = new AtomicLong(Long.MAX_VALUE - 10);
        ExceededLimits exceeded = new ExceededLimits(now::get);
        assertThat(exceeded.add("limits.ringing", "a")).isTrue();
        assertThat(IntStream.range(0, 1_000).filter(i -> exceeded.add("limits.ringing", "a" + i))).isEmpty();
        now.addAndGet(TimeUnit.SECONDS.toNanos(60));
        assertThat(exceeded.add("limits.transactions", "b")).isTrue();
        assertThat(exceeded.add("limits.transactions", "b")).isFalse();
        assertThat(exceeded.total()).isEqualTo(1_003);
    }
}
