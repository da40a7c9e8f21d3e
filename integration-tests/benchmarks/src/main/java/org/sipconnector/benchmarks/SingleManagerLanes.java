/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import org.sipconnector.api.ConnectorConfiguration;
import org.sipconnector.kernel.Handover;
import org.sipconnector.kernel.Lane;
import org.sipconnector.kernel.Manager;
import org.sipconnector.kernel.ManagerFactory;
import org.sipconnector.kernel.internal.lane.CodeSwitch;
import org.sipconnector.kernel.internal.lane.LaneCore;
import org.sipconnector.kernel.internal.lane.LaneRuntime;

/** Lanes of connectors with a single manager. */
final class SingleManagerLanes {

    private SingleManagerLanes() {}

    /** The API of the manager that hears. */
    public interface Listener {}

    /** Ready to be measured: the manager is at work on each. */
    static List<LaneCore> with(Function<Lane, Manager> manager, int count, LaneRuntime runtime) throws InterruptedException {
        List<LaneCore> lanes = new ArrayList<>(count);
        CountDownLatch ready = new CountDownLatch(count);
        for (int i = 0; i < count; i++) {
            LaneCore lane = new LaneCore(ConnectorConfiguration.builder("c" + i).server("host").build(), runtime, event -> {});
            lane.onLane(() -> {
                CodeSwitch.arrive(lane, new Factory(manager));
                ready.countDown();
            });
            lanes.add(lane);
        }
        ready.await();
        return lanes;
    }

    private record Factory(Function<Lane, Manager> manager) implements ManagerFactory {

        @Override
        public Class<?> api() {
            return Listener.class;
        }

        @Override
        public Object initialSnapshot() {
            return "";
        }

        @Override
        public Manager create(Lane lane) {
            return manager.apply(lane);
        }

        @Override
        public Manager adopt(Lane lane, Handover previous) {
            return manager.apply(lane);
        }
    }
}
