/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.media.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.sipconnector.api.Event;
import org.sipconnector.api.foundation.EventSink;

/** Keeps the events of an owner and waits for those that a test expects. */
final class SoundRecorder implements EventSink {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final List<Event> heard = new ArrayList<>();

    @Override
    public synchronized void accept(Event event) {
        heard.add(event);
        notifyAll();
    }

    synchronized List<Event> all() {
        return List.copyOf(heard);
    }

    <E extends Event> List<E> all(Class<E> type) {
        return all().stream().filter(type::isInstance).map(type::cast).toList();
    }

    <E extends Event> E await(Class<E> type) {
        return await(type, event -> true);
    }

    /** The first event of this type, since the beginning, that matches. */
    synchronized <E extends Event> E await(Class<E> type, Predicate<E> wanted) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            for (Event event : heard) {
                if (type.isInstance(event) && wanted.test(type.cast(event))) {
                    return type.cast(event);
                }
            }
            long left = (end - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                throw new AssertionError("no such " + type.getSimpleName() + " came, only " + heard);
            }
            try {
                wait(left);
            } catch (InterruptedException interrupted) {
                throw new AssertionError(interrupted);
            }
        }
    }
}
