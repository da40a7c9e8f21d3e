/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel.internal.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.sipconnector.api.ConnectorConfiguration;
import org.sipconnector.kernel.internal.lane.LaneCore;
import org.sipconnector.kernel.internal.lane.LaneRuntime;
import org.sipconnector.kernel.internal.time.RealTime;

/** What is said of a lane that cannot be kept. */
class KeptLaneTest {

    private CompletableFuture<Map<Set<String>, Object>> foundations = new CompletableFuture<>();

    @Test
    void aLaneThatIsNotToBeHadNowAndAgainIsToldOnce() {
        PrintStream usual = System.err;
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
        try (RealTime time = new RealTime()) {
            LaneRuntime runtime = new LaneRuntime(Runnable::run, Runnable::run, time, any -> 0.5, () -> 1L, Duration.ofSeconds(1), 1_000);
            LaneCore lane = new LaneCore(ConnectorConfiguration.builder("office").server("host").build(), runtime, event -> {});
            KeptLane kept = new KeptLane(lane, id -> foundations, new KeptLane.Writer(changed -> {}, later -> {}, urgent -> {}, () -> false));
            for (int i = 0; i < 3; i++) {
                foundations = new CompletableFuture<>();
                keep(kept);
                foundations = CompletableFuture.completedFuture(Map.of());
                kept.forget();
                keep(kept);
            }
        } finally {
            System.setErr(usual);
        }

        assertThat(log.toString(StandardCharsets.UTF_8).lines()).filteredOn(line -> line.contains("connector office would go on"))
                .singleElement().asString().endsWith("was not to be had in time");
    }

    private static void keep(KeptLane kept) {
        kept.begin();
        kept.askFoundations(System.nanoTime());
        kept.askWhetherCurrent(System.nanoTime());
        kept.finish(System.nanoTime());
    }
}
