package org.sipconnector.kernel.internal;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

/**
 * What all lanes of a kernel share.
 *
 * @param lanes    runs lanes
 * @param clients  completes clients' stages, off the lanes
 * @param timers   time
 * @param random   jitter
 * @param ids      numbers for new ids
 * @param absence  how long a call waits for absent code before it fails
 * @param capacity how many messages may wait in a lane before calls are refused
 */
public record LaneRuntime(Executor lanes, Executor clients, Timers timers, DoubleSupplier random, LongSupplier ids,
        Duration absence, int capacity) {}
