/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.sipconnector.kernel.internal.time.RealTime;

/** A process that leaves its connectors to one that waits, and that one. */
class ProcessHandoverTest {

    private final RealTime time = new RealTime();
    private final AtomicInteger looks = new AtomicInteger();

    @AfterEach
    void end() {
        time.close();
    }

    @Test
    void theFormerProcessStaysUntilTheOtherIsAtWork() {
        ProcessHandover.linger(() -> looks.incrementAndGet() == 4);
        assertThat(looks).hasValue(4);
    }

    @Test
    void theOtherSaysOnceWhenAllGoesOn() throws InterruptedException {
        CountDownLatch done = new CountDownLatch(1);
        ProcessHandover.takeUp(() -> looks.incrementAndGet() < 4, done::countDown, time, Runnable::run);
        assertThat(done.await(1, TimeUnit.MINUTES)).isTrue();
        assertThat(looks).hasValue(4);
    }

    @Test
    void whoTakesUpNothingSaysSoAtOnce() {
        CountDownLatch done = new CountDownLatch(1);
        ProcessHandover.takeUp(() -> false, done::countDown, time, Runnable::run);
        assertThat(done.getCount()).isZero();
    }
}
