/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.media.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ObjLongConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sipconnector.api.media.spi.AudioSource;

/** However late its thread is, as much sound leaves the pump as time passes. */
class AudioPumpTest {

    private final AtomicLong now = new AtomicLong(1_000);
    private final AtomicInteger blocks = new AtomicInteger();
    private final AudioSource silence = block -> {};
    private final ObjLongConsumer<byte[]> feed = (block, due) -> blocks.incrementAndGet();
    private ScheduledExecutorService thread;
    private AudioPump pump;

    @BeforeEach
    void start() {
        thread = Executors.newSingleThreadScheduledExecutor();
        pump = new AudioPump(thread, now::get);
        pump.attach(silence, feed);
    }

    @AfterEach
    void stop() {
        pump.detach(silence, feed);
        thread.shutdownNow();
    }

    @Test
    void everyTenMillisecondsMakeABlock() throws Exception {
        assertThat(blocksAfter(Duration.ZERO)).as("the first comes at once").isEqualTo(1);
        assertThat(blocksAfter(Duration.ofMillis(9))).isEqualTo(1);
        assertThat(blocksAfter(Duration.ofMillis(1))).isEqualTo(2);
    }

    @Test
    void whatABusyMachineSleptThroughIsMadeUpFor() throws Exception {
        blocksAfter(Duration.ZERO);
        assertThat(blocksAfter(Duration.ofMillis(95))).isEqualTo(10);
        assertThat(blocksAfter(Duration.ofMillis(2_805))).isEqualTo(291);
        assertThat(blocksAfter(Duration.ofMillis(10))).as("and not more").isEqualTo(292);
    }

    @Test
    void nothingComesOfAPauseInWhichNobodySends() throws Exception {
        blocksAfter(Duration.ZERO);
        pump.detach(silence, feed);
        now.addAndGet(TimeUnit.SECONDS.toNanos(5));
        pump.attach(silence, feed);
        assertThat(blocksAfter(Duration.ZERO)).isEqualTo(2);
    }

    @Test
    void aProcessThatWasStoppedForMinutesDoesNotSendThemAll() throws Exception {
        blocksAfter(Duration.ZERO);
        assertThat(blocksAfter(Duration.ofMinutes(10))).isLessThanOrEqualTo(1_002);
    }

    /** Lets time pass and waits until the pump has seen that: its thread runs one task after another. */
    private int blocksAfter(Duration passing) throws Exception {
        now.addAndGet(passing.toNanos());
        Callable<Integer> count = blocks::get;
        int before = thread.submit(count).get(20, TimeUnit.SECONDS);
        int after = thread.schedule(count, 20, TimeUnit.MILLISECONDS).get(20, TimeUnit.SECONDS);
        assertThat(after).isGreaterThanOrEqualTo(before);
        return after;
    }

    @Test
    void aSourceThatFailsEachTimeIsToldOnceAMinute() throws Exception {
        PrintStream usual = System.err;
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
        AudioSource broken = block -> {
            throw new IllegalStateException("the microphone is gone");
        };
        try {
            pump.attach(broken, feed);
            blocksAfter(Duration.ofSeconds(9));
            assertThat(log.toString(StandardCharsets.UTF_8).lines()).singleElement().asString()
                    .contains("Sending audio failed: the microphone is gone");
            for (int i = 0; i < 8; i++) {
                blocksAfter(Duration.ofSeconds(9));
            }
            assertThat(log.toString(StandardCharsets.UTF_8).lines()).hasSize(2).last().asString().contains("times since the last such line");
        } finally {
            System.setErr(usual);
            pump.detach(broken, feed);
        }
    }
}
