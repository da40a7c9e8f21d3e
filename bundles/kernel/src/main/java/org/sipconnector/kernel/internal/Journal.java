package org.sipconnector.kernel.internal;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The last messages of one lane. Written on the lane, read from anywhere. */
final class Journal {

    private static final int CAPACITY = 128;

    private final Deque<Entry> entries = new ArrayDeque<>();
    private long next;

    /**
     * @param number counts the lane's messages from 0
     * @param what   the message or the event it led to; its text is made when somebody reads it
     */
    record Entry(long number, Instant at, Object what) {

        String text() {
            return what instanceof Message message ? message.text() : "  -> " + what;
        }

        @Override
        public String toString() {
            return at + " #" + number + " " + text();
        }
    }

    synchronized void add(Instant at, Object what) {
        if (entries.size() == CAPACITY) {
            entries.removeFirst();
        }
        entries.addLast(new Entry(next++, at, what));
    }

    synchronized List<Entry> tail(int count) {
        return entries.stream().skip(Math.max(0, entries.size() - count)).toList();
    }
}
