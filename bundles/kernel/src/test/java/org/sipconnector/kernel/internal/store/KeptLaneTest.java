/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel.internal.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sipconnector.api.ConnectorConfiguration;
import org.sipconnector.kernel.internal.lane.LaneCore;
import org.sipconnector.kernel.internal.lane.LaneRuntime;
import org.sipconnector.kernel.internal.time.Timers;

/** What is said of a lane that cannot be kept. */
class KeptLaneTest {

    private final PrintStream usual = System.err;
    private final ByteArrayOutputStream log = new ByteArrayOutputStream();
    private CompletableFuture<Map<Set<String>, Object>> foundations = CompletableFuture.completedFuture(Map.of());
    private Instant now = Instant.EPOCH;

    /** Time that passes when a test says so. */
    private final class Clock implements Timers {

        @Override
        public Instant now() {
            return now;
        }

        @Override
        public Runnable schedule(Duration after, Runnable task) {
            return () -> {};
        }
    }

    @BeforeEach
    void capture() {
        System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void release() {
        System.setErr(usual);
    }

    @Test
    void aLaneThatIsLateNowAndAgainIsNotToldOf() {
        KeptLane kept = lane();
        for (int i = 0; i < 5; i++) {
            keepLate(kept);
            now = now.plusSeconds(20);
            keep(kept);
        }

        assertThat(told()).isEmpty();
    }

    @Test
    void aLaneThatIsLateForHalfAMinuteIsToldOfOnce() {
        KeptLane kept = lane();
        for (int i = 0; i < 10; i++) {
            keepLate(kept);
            now = now.plusSeconds(10);
        }

        assertThat(told()).singleElement().asString().endsWith("was not to be had in time");
    }

    private KeptLane lane() {
        LaneRuntime runtime = new LaneRuntime(Runnable::run, Runnable::run, new Clock(), any -> 0.5, () -> 1L, Duration.ofSeconds(1), 1_000);
        LaneCore lane = new LaneCore(ConnectorConfiguration.builder("office").server("host").build(), runtime, event -> {});
        return new KeptLane(lane, id -> foundations, new KeptLane.Writer(changed -> {}, later -> {}, urgent -> {}, () -> false));
    }

    private List<String> told() {
        return log.toString(StandardCharsets.UTF_8).lines().filter(line -> line.contains("connector office would go on")).toList();
    }

    private void keepLate(KeptLane kept) {
        foundations = new CompletableFuture<>();
        kept.forget();
        keep(kept);
        foundations = CompletableFuture.completedFuture(Map.of());
        kept.forget();
    }

    private static void keep(KeptLane kept) {
        kept.begin();
        kept.askFoundations(System.nanoTime());
        kept.askWhetherCurrent(System.nanoTime());
        kept.finish(System.nanoTime());
    }
}
