/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel.internal;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import org.sipconnector.kernel.internal.lane.LaneCore;
import org.sipconnector.kernel.internal.store.WriteBehind;
import org.sipconnector.spi.metrics.KernelLoad;

/** What lanes and store tell of themselves, read when somebody asks. */
record ObservedLoad(Collection<LaneCore> all, WriteBehind writing) implements KernelLoad {

    @Override
    public Lanes lanes() {
        int open = 0;
        int parked = 0;
        long waiting = 0;
        int busiest = 0;
        for (LaneCore lane : all) {
            int here = lane.waiting();
            open++;
            parked += lane.parked() ? 1 : 0;
            waiting += here;
            busiest = Math.max(busiest, here);
        }
        return new Lanes(open, parked, waiting, busiest);
    }

    @Override
    public Optional<StoreLag> storeLag() {
        return writing.lag();
    }

    @Override
    public void onBusiestLane(Runnable task) {
        all.stream().max(Comparator.comparingInt(LaneCore::waiting)).ifPresentOrElse(lane -> lane.onLane(task), task);
    }
}
