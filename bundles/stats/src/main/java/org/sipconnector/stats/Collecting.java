/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.stats;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sipconnector.api.stats.Statistics;
import org.sipconnector.api.stats.StatsSnapshot;

/**
 * Everything the stats manager is, as data.
 *
 * @param requested whether the next reading is scheduled or under way
 * @param request   the reading under way
 * @param asked     when it was asked for
 * @param current   the latest reading
 * @param previous  the one before
 * @param waits     the clients that wait for outgoing video
 */
record Collecting(boolean requested, Optional<String> request, Optional<Instant> asked, Optional<Statistics> current,
        Optional<Statistics> previous, List<Wait> waits) {

    static final int VERSION = 1;
    static final Collecting NONE = new Collecting(false, Optional.empty(), Optional.empty(), Optional.empty(),
            Optional.empty(), List.of());

    Collecting {
        waits = List.copyOf(waits);
    }

    StatsSnapshot snapshot() {
        return new StatsSnapshot(requested, current, previous);
    }

    Collecting started() {
        return new Collecting(true, Optional.empty(), Optional.empty(), current, previous, waits);
    }

    Collecting reading(String id, Instant now) {
        return new Collecting(true, Optional.of(id), Optional.of(now), current, previous, waits);
    }

    Collecting collected(Statistics reading) {
        return new Collecting(true, Optional.empty(), Optional.empty(), Optional.of(reading), current, waits);
    }

    /** No more readings; the latest stay. */
    Collecting halted() {
        return new Collecting(false, Optional.empty(), Optional.empty(), current, previous, waits);
    }

    /** No more readings, and those made are forgotten. */
    Collecting stopped() {
        return new Collecting(false, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), waits);
    }

    Collecting waitedForBy(Wait wait) {
        List<Wait> more = new ArrayList<>(waits);
        more.add(wait);
        return waiting(more);
    }

    Collecting waiting(List<Wait> others) {
        return new Collecting(requested, request, asked, current, previous, others);
    }
}
