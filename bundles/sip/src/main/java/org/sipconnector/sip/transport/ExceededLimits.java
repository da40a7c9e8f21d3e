/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.sip.transport;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts what limits refused, and tells it in the log at most once a minute, whatever a peer sends. Any thread. */
public final class ExceededLimits {

    private static final Logger LOG = LoggerFactory.getLogger(ExceededLimits.class);
    private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);

    private final LongAdder refused = new LongAdder();
    private final LongSupplier nanos;
    private final AtomicLong told;
    private long toldCount;

    public ExceededLimits() {
        this(System::nanoTime);
    }

    ExceededLimits(LongSupplier nanos) {
        this.nanos = nanos;
        this.told = new AtomicLong(nanos.getAsLong() - MINUTE);
    }

    /**
     * Counts one more.
     *
     * @param limit what was exceeded, as the settings call it
     * @param who   address of the peer
     * @return whether it was told in the log
     */
    public boolean add(String limit, Object who) {
        refused.increment();
        long last = told.get();
        long now = nanos.getAsLong();
        if (now - last >= MINUTE && told.compareAndSet(last, now)) {
            LOG.warn("{} refused since the last such line, lately of {} over {}", sinceTold(), who, limit);
            return true;
        }
        return false;
    }

    private synchronized long sinceTold() {
        long all = refused.sum();
        long since = all - toldCount;
        toldCount = all;
        return since;
    }

    /** How much was refused in all. */
    public long total() {
        return refused.sum();
    }
}
