package org.sipconnector.kernel.internal;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import java.util.function.ToDoubleFunction;

/**
 * What all lanes of a kernel share.
 *
 * @param lanes    runs lanes
 * @param clients  completes clients' stages, off the lanes
 * @param timers   time
 * @param random   makes a slot's random number of its state
 * @param ids      numbers that set slots and calls apart
 * @param absence  how long a call waits for absent code before it fails
 * @param capacity how many messages may wait in a lane before calls are refused
 * @param states   what managers of many lanes have in common
 */
public record LaneRuntime(Executor lanes, Executor clients, Timers timers, ToDoubleFunction<Ids> random, LongSupplier ids,
        Duration absence, int capacity, SharedStates states) {

    public LaneRuntime(Executor lanes, Executor clients, Timers timers, ToDoubleFunction<Ids> random, LongSupplier ids,
            Duration absence, int capacity) {
        this(lanes, clients, timers, random, ids, absence, capacity, new SharedStates());
    }
}
