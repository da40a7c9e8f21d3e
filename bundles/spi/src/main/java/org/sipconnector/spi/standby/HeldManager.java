/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.spi.standby;

import java.time.Duration;
import java.util.List;

/**
 * A manager of a held connector.
 *
 * @param api      its API
 * @param order    its place among the connector's managers
 * @param state    its state as bytes
 * @param snapshot its latest snapshot
 * @param ids      where its ids and random numbers go on
 * @param timers   its timers that run
 */
public record HeldManager(Class<?> api, int order, byte[] state, Object snapshot, IdSource ids, List<HeldTimer> timers) {

    public HeldManager {
        timers = List.copyOf(timers);
    }

    /** A source of ids: what sets it apart, ids given so far, state of the random generator. */
    public record IdSource(long base, long count, long random) {}

    /** A timer and what is left of it, not negative. */
    public record HeldTimer(String name, Duration left) {}
}
