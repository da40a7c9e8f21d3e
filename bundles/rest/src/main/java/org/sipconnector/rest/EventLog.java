/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.rest;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.LongFunction;

/** The latest events, for readers that each are somewhere in them. Bounded in number and size. For any thread. */
final class EventLog {

    static final int MOST = 4_096;
    private static final long LARGEST = 4L << 20;

    private final Deque<LoggedEvent> events = new ArrayDeque<>();
    private long size;
    private long next = 1;

    synchronized void add(LongFunction<LoggedEvent> event) {
        LoggedEvent added = event.apply(next++);
        events.addLast(added);
        size += added.json().length();
        while (events.size() > MOST || size > LARGEST) {
            size -= events.removeFirst().json().length();
        }
    }

    /** The number of the latest. */
    synchronized long latest() {
        return next - 1;
    }

    /** Whether all events after that one are there. */
    synchronized boolean hasAllAfter(long number) {
        return number <= latest() && (events.isEmpty() ? number == latest() : number >= events.getFirst().number() - 1);
    }

    /** The first after that one. */
    synchronized Optional<LoggedEvent> after(long number) {
        if (events.isEmpty() || number >= latest()) {
            return Optional.empty();
        }
        // near the end for a reader that keeps up
        for (var newest = events.descendingIterator(); newest.hasNext();) {
            LoggedEvent event = newest.next();
            if (event.number() == number + 1) {
                return Optional.of(event);
            }
        }
        return Optional.of(events.getFirst());
    }

    /** Nobody has heard for so long that nothing of it is wanted. */
    synchronized void clear() {
        events.clear();
        size = 0;
    }
}
