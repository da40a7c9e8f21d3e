/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.sip.resources;

import java.lang.management.ManagementFactory;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/**
 * Processors of the machine, or of what the container may use: calls that are up sound bad when these have no time left. What else runs
 * there counts, too, as do the processes that media run in. A moment of work is none: the last ten seconds count.
 */
final class Processors implements Resource {

    private static final double SHARE_OF_A_SECOND = 0.1;
    private static final int ENOUGH = 10;
    private static final long BETWEEN = TimeUnit.MILLISECONDS.toNanos(900);

    private final IntSupplier most;
    private final DoubleSupplier load;
    private final LongSupplier clock;
    private double mean;
    private long asked;
    private boolean busy;

    /** @param most percent that may be in use for a new call to begin; any number from 100 on never keeps one from it */
    Processors(IntSupplier most) {
        this(most, Processors::load, System::nanoTime);
    }

    /** @param load from 0 to 1; below 0 when it is not known */
    Processors(IntSupplier most, DoubleSupplier load, LongSupplier clock) {
        this.most = most;
        this.load = load;
        this.clock = clock;
        asked = clock.getAsLong() - BETWEEN;
    }

    private static double load() {
        try {
            // by name: the type of the bean is not visible to every bundle
            MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
            return ((Number) beans.getAttribute(new ObjectName("java.lang:type=OperatingSystem"), "CpuLoad")).doubleValue();
        } catch (JMException notTold) {
            return -1;
        }
    }

    @Override
    public Optional<String> shortage() {
        long now = clock.getAsLong();
        if (now - asked >= BETWEEN) {
            asked = now;
            double sample = load.getAsDouble();
            if (sample >= 0) {
                mean += SHARE_OF_A_SECOND * (100 * Math.min(1, sample) - mean);
            }
        }
        int percent = most.getAsInt();
        busy = percent < 100 && mean > (busy ? Math.max(percent - ENOUGH, percent / 2) : percent);
        return busy
                ? Optional.of("processors: " + Math.round(mean) + " % are in use, limits.cpuPercent of org.sipconnector.sip.cfg is " + percent
                        + "; add processors or nodes")
                : Optional.empty();
    }

    @Override
    public boolean neededByConnections() {
        return false;
    }
}
