/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.spi.explanation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How often something that repeats is told. */
class OncePerMinuteTest {

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);
    private final OncePerMinute failures = new OncePerMinute(nanos::get);
    private final List<String> lines = new ArrayList<>();

    private void happens(int times) {
        IntStream.range(0, times).forEach(i -> failures.tell(lines::add));
    }

    @Test
    void theFirstTimeIsToldAtOnceAndOthersOnceAMinuteWithTheirNumber() {
        happens(100);
        assertThat(lines).containsExactly("");
        nanos.addAndGet(TimeUnit.SECONDS.toNanos(59));
        happens(100);
        assertThat(lines).hasSize(1);
        nanos.addAndGet(TimeUnit.SECONDS.toNanos(1));
        happens(100);
        assertThat(lines).containsExactly("", " (200 times since the last such line)");
    }

    @Test
    void whatHappensSeldomIsToldEachTime() {
        happens(1);
        nanos.addAndGet(TimeUnit.HOURS.toNanos(1));
        happens(1);
        assertThat(lines).containsExactly("", "");
    }
}
