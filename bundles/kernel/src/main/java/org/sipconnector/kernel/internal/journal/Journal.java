/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel.internal.journal;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.sipconnector.api.masking.Masking;

/**
 * What happened last on one lane, in two segments, each with the managers' states at its beginning: so that what followed
 * can be replayed. Written on the lane, read from anywhere.
 */
public final class Journal {

    private static final int ENTRIES_A_SEGMENT = 128;
    /** Bytes that remote parties sent: what they send must not fill the memory. */
    private static final int BYTES_A_SEGMENT = 1 << 20;

    private Segment former = new Segment(Map.of(), new ArrayList<>());
    private Segment current = new Segment(Map.of(), new ArrayList<>());
    private long next;
    private long bytes;

    /**
     * @param number  counts the lane's entries from 0
     * @param manager whose output it is; null for a message of the lane
     * @param what    the message, or the event, command or call it led to; its text is made when somebody reads it
     */
    public record Entry(long number, Instant at, String manager, Object what) {

        public boolean input() {
            return what instanceof Message;
        }

        public String text() {
            return Masking.text(what instanceof Message message ? message.text() : "  " + ManagerName.simple(manager) + " -> " + what);
        }

        @Override
        public String toString() {
            return at + " #" + number + " " + text();
        }
    }

    /** A manager's state at a moment, as data. */
    public record Image(byte[] state, Object snapshot, Ids ids) {}

    /** The beginning of a segment by manager, and what followed. */
    public record Segment(Map<String, Image> beginning, List<Entry> entries) {}

    /** The entry's number. */
    public synchronized long add(Instant at, String manager, Object what) {
        current.entries().add(new Entry(next, at, manager, what));
        bytes += what instanceof Message message ? message.bytes() : 0;
        return next++;
    }

    /** The number of the latest entry. */
    public synchronized long last() {
        return next - 1;
    }

    /** Whether a new segment should begin at the next message boundary. */
    public synchronized boolean full() {
        return current.entries().size() >= ENTRIES_A_SEGMENT || bytes >= BYTES_A_SEGMENT;
    }

    public synchronized void begin(Map<String, Image> states) {
        former = current;
        bytes = 0;
        current = new Segment(Map.copyOf(states), new ArrayList<>());
    }

    /** The states a new segment would begin with, where they have not changed since. */
    public synchronized @Nullable Image latestImage(String manager) {
        return current.beginning().get(manager);
    }

    public synchronized List<Entry> tail(int count) {
        List<Entry> all = Stream.concat(former.entries().stream(), current.entries().stream()).toList();
        return all.subList(Math.max(0, all.size() - count), all.size());
    }

    /** Everything that can be replayed, with the states it began with: nothing from before the latest manager came. */
    public synchronized Segment whole() {
        return former.beginning().keySet().containsAll(current.beginning().keySet())
                ? new Segment(former.beginning(), tail(Integer.MAX_VALUE))
                : new Segment(current.beginning(), List.copyOf(current.entries()));
    }

    /** The longest stretch that can be replayed for a manager; without a beginning when there is none. */
    public synchronized Segment stretch(String manager) {
        return former.beginning().containsKey(manager)
                ? whole()
                : new Segment(current.beginning(), List.copyOf(current.entries()));
    }
}
