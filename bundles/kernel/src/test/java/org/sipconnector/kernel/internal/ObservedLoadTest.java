/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.sipconnector.api.ConfigurationChanged;
import org.sipconnector.api.ConnectorConfiguration;
import org.sipconnector.kernel.internal.connectors.ConnectorServices;
import org.sipconnector.kernel.internal.connectors.Kernel;
import org.sipconnector.kernel.internal.journal.Ids;
import org.sipconnector.kernel.internal.lane.LaneCore;
import org.sipconnector.kernel.internal.lane.LaneRuntime;
import org.sipconnector.kernel.internal.store.WriteBehind;
import org.sipconnector.kernel.internal.time.RealTime;
import org.sipconnector.spi.metrics.KernelLoad;

@Timeout(60)
class ObservedLoadTest {

    private final RealTime time = new RealTime();
    private final ExecutorService threads = Executors.newFixedThreadPool(2);
    private final Kernel kernel = new Kernel(
            new LaneRuntime(threads, threads, time, Ids::value, () -> 1L, Duration.ofSeconds(60), 1_000), (id, event) -> {},
            ConnectorServices.NONE, Duration.ofSeconds(60), (code, why) -> {});
    private final WriteBehind writing = new WriteBehind(Optional::empty, connector -> CompletableFuture.completedStage(Map.of()),
            () -> Duration.ZERO, WriteBehind.Patience.STANDARD);
    private final KernelLoad load = new ObservedLoad(kernel.lanes().all(), writing);

    @AfterEach
    void end() {
        writing.freeze();
        kernel.stop(Duration.ofSeconds(10));
        threads.shutdown();
        time.close();
    }

    @Test
    void messagesThatWaitAreCountedAndTheLaneWithMostIsAsked() throws Exception {
        LaneCore office = lane("office");
        lane("home");
        CountDownLatch blocked = new CountDownLatch(1);
        CountDownLatch free = new CountDownLatch(1);
        office.onLane(() -> {
            blocked.countDown();
            await(free);
        });
        blocked.await();
        office.post(new ConfigurationChanged(office.configuration(), office.configuration()));
        office.post(new ConfigurationChanged(office.configuration(), office.configuration()));

        assertThat(load.lanes()).isEqualTo(new KernelLoad.Lanes(2, 0, 2, 2));

        CountDownLatch asked = new CountDownLatch(1);
        load.onBusiestLane(asked::countDown);
        assertThat(asked.getCount()).as("it waits for its turn").isOne();
        free.countDown();
        asked.await();
    }

    @Test
    void withoutALaneNobodyIsAskedAndNothingIsBehind() {
        CompletableFuture<Boolean> asked = new CompletableFuture<>();
        load.onBusiestLane(() -> asked.complete(true));

        assertThat(asked).isCompleted();
        assertThat(load.lanes()).isEqualTo(new KernelLoad.Lanes(0, 0, 0, 0));
        assertThat(load.storeLag()).isEmpty();
    }

    private LaneCore lane(String id) {
        kernel.open(ConnectorConfiguration.builder(id).server("host").build());
        return kernel.lanes().all().stream().filter(lane -> lane.id().value().equals(id)).findFirst().orElseThrow();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
