/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel.internal.lane;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import org.sipconnector.kernel.internal.journal.Ids;
import org.sipconnector.kernel.internal.lane.SharedStates;
import org.sipconnector.kernel.internal.time.Timers;

/**
 * What all lanes of a kernel share.
 *
 * @param lanes   runs lanes
 * @param clients completes clients' stages, off the lanes
 * @param timers  time
 * @param random  makes a slot's random number of its state
 * @param ids     numbers that set slots and calls apart
 * @param limits  how patient lanes are; may change
 * @param states  what managers of many lanes have in common
 */
public record LaneRuntime(Executor lanes, Executor clients, Timers timers, ToDoubleFunction<Ids> random, LongSupplier ids,
        Supplier<Limits> limits, SharedStates states) {

    /**
     * How patient lanes are.
     *
     * @param absence  how long a call waits for absent code before it fails
     * @param capacity how many messages may wait in a lane before calls are refused
     * @param turn     how many messages of a lane are worked off before other lanes have their turn
     */
    public record Limits(Duration absence, int capacity, int turn) {

        private static final int TURN = 32;

        public Limits(Duration absence, int capacity) {
            this(absence, capacity, TURN);
        }
    }

    public LaneRuntime(Executor lanes, Executor clients, Timers timers, ToDoubleFunction<Ids> random, LongSupplier ids,
            Supplier<Limits> limits) {
        this(lanes, clients, timers, random, ids, limits, new SharedStates());
    }

    /** With limits that stay. */
    public LaneRuntime(Executor lanes, Executor clients, Timers timers, ToDoubleFunction<Ids> random, LongSupplier ids,
            Duration absence, int capacity) {
        this(lanes, clients, timers, random, ids, fixed(absence, capacity));
    }

    private static Supplier<Limits> fixed(Duration absence, int capacity) {
        Limits limits = new Limits(absence, capacity);
        return () -> limits;
    }

    public Duration absence() {
        return limits.get().absence();
    }

    int turn() {
        return limits.get().turn();
    }

    int capacity() {
        return limits.get().capacity();
    }
}
