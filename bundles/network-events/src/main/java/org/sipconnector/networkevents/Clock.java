/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.networkevents;

import java.time.Duration;
import java.util.Optional;

/** Notices from one look to the next that more time went by than should have: the host slept, or its process stood still. */
final class Clock {

    private final Host host;
    private long wall;
    private long steady;

    Clock(Host host) {
        this.host = host;
        this.wall = host.wallMillis();
        this.steady = host.steadyMillis();
    }

    /**
     * @param expected how long ago the last look should have been
     * @param most     how much later may pass for a busy machine
     */
    Optional<Duration> gap(Duration expected, Duration most) {
        long wallNow = host.wallMillis();
        long steadyNow = host.steadyMillis();
        Duration late = Duration.ofMillis(Math.max(wallNow - wall, steadyNow - steady)).minus(expected);
        wall = wallNow;
        steady = steadyNow;
        return late.compareTo(most) > 0 ? Optional.of(late) : Optional.empty();
    }
}
