/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.spi.metrics;

import java.time.Duration;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** How busy the kernel is. An OSGi service of the kernel; any thread, and no lane notices that somebody looks. */
@ProviderType
public interface KernelLoad {

    /**
     * The lanes as they are now.
     *
     * @param open    how many there are
     * @param parked  those whose messages wait for code that is absent or being replaced
     * @param waiting messages that wait in all of them
     * @param busiest messages that wait in the one with most
     */
    record Lanes(int open, int parked, long waiting, int busiest) {}

    /**
     * How far what is kept for another process is behind.
     *
     * @param connectors that are other than they were kept last
     * @param lag        for how long the one is that has been for longest
     */
    record StoreLag(int connectors, Duration lag) {}

    Lanes lanes();

    /** Empty while nothing is kept. */
    Optional<StoreLag> storeLag();

    /** Runs a short task on the lane in which most messages wait, when it has its next turn; at once where there is no lane. */
    void onBusiestLane(Runnable task);
}
