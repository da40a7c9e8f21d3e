/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.testkit;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;
import org.sipconnector.kernel.internal.time.Timers;

/** A clock that moves only when told to. */
final class VirtualTime implements Timers {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final PriorityQueue<Due> due =
            new PriorityQueue<>(Comparator.comparing(Due::at).thenComparingLong(Due::number));
    private Instant now = START;
    private long count;

    /** @param ours whether the stage itself wants it, not a manager */
    private record Due(Instant at, long number, boolean ours, Runnable task) {}

    @Override
    public Instant now() {
        return now;
    }

    @Override
    public Runnable schedule(Duration after, Runnable task) {
        Due entry = new Due(now.plus(after), count++, false, task);
        due.add(entry);
        return () -> due.remove(entry);
    }

    /** Runs this after a while, without being one of the timers that are counted. */
    void afterwards(Duration after, Runnable task) {
        due.add(new Due(now.plus(after), count++, true, task));
    }

    /** Moves on to the next task not later than the limit and runs it; false when there is none. */
    boolean runNextUntil(Instant limit) {
        Due next = due.peek();
        if (next == null || next.at().isAfter(limit)) {
            now = limit.isAfter(now) ? limit : now;
            return false;
        }
        due.remove();
        now = next.at().isAfter(now) ? next.at() : now;
        next.task().run();
        return true;
    }

    /** Time goes by in which nothing of this process runs. */
    void pass(Duration gap) {
        now = now.plus(gap);
    }

    int pending() {
        return (int) due.stream().filter(entry -> !entry.ours()).count();
    }
}
