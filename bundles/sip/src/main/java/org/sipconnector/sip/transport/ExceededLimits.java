/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.sip.transport;

import java.util.OptionalLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.sipconnector.spi.explanation.OncePerMinute;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts what limits refused, and tells it in the log at most once a minute, whatever a peer sends. Any thread. */
public final class ExceededLimits {

    private static final Logger LOG = LoggerFactory.getLogger(ExceededLimits.class);

    private final LongAdder refused = new LongAdder();
    private final OncePerMinute lines;

    public ExceededLimits() {
        this(System::nanoTime);
    }

    ExceededLimits(LongSupplier nanos) {
        lines = new OncePerMinute(nanos);
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
        OptionalLong count = lines.count();
        count.ifPresent(times -> LOG.warn("{} refused since the last such line, lately of {} over {}", times, who, limit));
        return count.isPresent();
    }

    /** How much was refused in all. */
    public long total() {
        return refused.sum();
    }
}
