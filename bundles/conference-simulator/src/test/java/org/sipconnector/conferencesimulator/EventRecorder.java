/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.conferencesimulator;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.sipconnector.api.Event;
import org.sipconnector.api.foundation.EventSink;

/** Keeps the events of an owner and waits for those a test expects. */
final class EventRecorder implements EventSink {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long POLL = Duration.ofMillis(20).toNanos();

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

    static void eventually(String what, BooleanSupplier condition) {
        eventually(() -> what, condition);
    }

    /** @param what asked when the condition did not come true */
    static void eventually(Supplier<String> what, BooleanSupplier condition) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("it did not come true in time that " + what.get());
            }
            LockSupport.parkNanos(POLL);
        }
    }
}
