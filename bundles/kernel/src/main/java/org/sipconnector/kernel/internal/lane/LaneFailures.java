/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel.internal.lane;

import org.sipconnector.api.masking.Printable;
import org.sipconnector.kernel.internal.journal.Journal;
import org.sipconnector.spi.explanation.OncePerMinute;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What managers of one lane threw, which they should not: told with the lane's last messages, at ERROR once a minute and at DEBUG
 * each time, since a peer may be able to repeat what led to it. On the lane; the last one may be read by any thread.
 */
final class LaneFailures {

    private static final Logger LOG = LoggerFactory.getLogger(LaneFailures.class);
    private static final int JOURNAL_TAIL = 20;

    private final Journal journal;
    private final OncePerMinute lines = new OncePerMinute();
    private volatile Throwable last;

    LaneFailures(Journal journal) {
        this.journal = journal;
    }

    /** Null if none was ever thrown. */
    Throwable last() {
        return last;
    }

    /** @param where what was at work */
    void report(String where, Throwable error) {
        last = error;
        LOG.debug("{} failed", where, error);
        lines.tell(times -> {
            StringBuilder tail = new StringBuilder();
            journal.tail(JOURNAL_TAIL).forEach(entry -> tail.append("\n    ").append(Printable.line(entry.toString())));
            LOG.error("{} failed{}; the lane goes on. Its last messages:{}", where, times, tail, error);
        });
    }
}
