/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.sip;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.sipconnector.api.Event;
import org.sipconnector.api.foundation.EventSink;

/** Keeps the events of one owner and lets a test wait for the next of a kind. */
final class Recorder implements EventSink {

    private static final long PATIENCE_MILLIS = 40_000;

    private final List<Event> events = new ArrayList<>();
    private int taken;

    @Override
    public synchronized void accept(Event event) {
        events.add(event);
        notifyAll();
    }

    /** The next event of that type after the one taken before; fails when none comes. */
    <E extends Event> E next(Class<E> type) {
        return next(type, event -> true);
    }

    synchronized <E extends Event> E next(Class<E> type, Predicate<E> wanted) {
        long end = System.nanoTime() + PATIENCE_MILLIS * 1_000_000;
        int from = taken;
        while (true) {
            for (int i = from; i < events.size(); i++) {
                if (type.isInstance(events.get(i)) && wanted.test(type.cast(events.get(i)))) {
                    taken = i + 1;
                    return type.cast(events.get(i));
                }
            }
            long left = (end - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                throw new AssertionError("no " + type.getSimpleName() + " came; there were " + events.subList(from, events.size()));
            }
            try {
                wait(left);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }

    synchronized List<Event> all() {
        return List.copyOf(events);
    }

    synchronized List<String> names() {
        return events.stream().map(Event::name).toList();
    }
}
