/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.sip.resources;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.util.Optional;

/** The heap: what is still used after a collection is needed. */
final class Heap implements Resource {

    private static final double FULL = 0.93;
    private static final double ENOUGH = 0.88;
    private static final int CHECKS_A_COLLECTION = 10;

    private final Optional<MemoryPoolMXBean> pool;
    private boolean full;
    private int checks;

    Heap() {
        // the largest pool that tells what collections left: that of long-lived objects
        pool = ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(each -> each.getType() == MemoryType.HEAP && each.isCollectionUsageThresholdSupported()
                        && each.getUsage().getMax() > 0)
                .max((a, b) -> Long.compare(a.getUsage().getMax(), b.getUsage().getMax()));
    }

    @Override
    public Optional<String> shortage() {
        if (pool.isEmpty()) {
            return Optional.empty();
        }
        MemoryUsage now = pool.get().getUsage();
        MemoryUsage left = pool.get().getCollectionUsage();
        double used = (double) now.getUsed() / now.getMax();
        double needed = left == null ? used : Math.min(used, (double) left.getUsed() / now.getMax());
        if (full && ++checks % CHECKS_A_COLLECTION == 0) {
            // with little new work nothing else would show that there is room again
            System.gc();
        }
        full = needed > (full ? ENOUGH : FULL);
        return full
                ? Optional.of("heap: " + Math.round(needed * 100) + " % of " + now.getMax() / (1 << 20) + " MB are needed; give more (-Xmx)")
                : Optional.empty();
    }
}
