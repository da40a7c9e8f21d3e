/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.sipconnector.api.Event;
import org.sipconnector.spi.foundation.EventSink;

/** Keeps events in their order, from any thread, and wakes who waits for one. */
public final class EventRecorder implements EventSink {

    private final List<Event> events = new ArrayList<>();
    private int taken;

    @Override
    public synchronized void accept(Event event) {
        events.add(event);
        notifyAll();
    }

    public synchronized List<Event> all() {
        return List.copyOf(events);
    }

    public <E extends Event> List<E> all(Class<E> type) {
        return all().stream().filter(type::isInstance).map(type::cast).toList();
    }

    public List<String> names() {
        return all().stream().map(Event::name).toList();
    }

    /** The first event of this type, since the beginning. */
    public <E extends Event> E await(Class<E> type) {
        return await(type, any -> true);
    }

    /** The first event of this type, since the beginning, that matches. */
    public <E extends Event> E await(Class<E> type, Predicate<? super E> wanted) {
        return Await.notified(this, "such a " + type.getSimpleName(),
                () -> all(type).stream().filter(wanted).findFirst(), () -> events);
    }

    /** The next event of this type after the one taken before. */
    public <E extends Event> E next(Class<E> type) {
        return next(type, any -> true);
    }

    /** The next event of this type that matches after the one taken before. */
    public <E extends Event> E next(Class<E> type, Predicate<? super E> wanted) {
        return type.cast(next("such a " + type.getSimpleName(), event -> type.isInstance(event) && wanted.test(type.cast(event))));
    }

    /** The next event that matches after the one taken before; which one is said for the error. */
    public Event next(String what, Predicate<Event> wanted) {
        return Await.notified(this, what, () -> take(wanted), () -> events.subList(taken, events.size()));
    }

    /** Waits for a state that comes with an event. */
    public void until(String what, BooleanSupplier state) {
        Await.notified(this, what, () -> Optional.of(state).filter(BooleanSupplier::getAsBoolean), () -> events);
    }

    private Optional<Event> take(Predicate<Event> wanted) {
        for (int i = taken; i < events.size(); i++) {
            if (wanted.test(events.get(i))) {
                taken = i + 1;
                return Optional.of(events.get(i));
            }
        }
        return Optional.empty();
    }
}
