/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel.internal.lane;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.sipconnector.api.Event;
import org.sipconnector.kernel.EventHandlers;
import org.sipconnector.kernel.Outcome;
import org.sipconnector.kernel.Step;
import org.sipconnector.kernel.internal.journal.PendingStep;
import org.sipconnector.kernel.internal.state.StateTypes;

/**
 * What an instance of a manager hears. One short array and no index of what matches: lanes are many, mostly at rest, and
 * a manager hears a dozen types. On its lane only.
 */
public final class Handlers {

    /** A type and its handler, or the handlers of a class and an instance of it; the next type, and so on. */
    private Object[] pairs = {};

    /** A type of steps, its handler, the next type, and so on. */
    private Object[] steps = {};

    /** Handlers of one type are called in the order in which they were added. */
    public void add(Class<? extends Event> type, Consumer<Event> handler) {
        for (int i = 0; i < pairs.length; i += 2) {
            if (pairs[i] == type) {
                pairs[i + 1] = handler(i).andThen(handler);
                return;
            }
        }
        append(type, handler);
    }

    /** Those of a class, called for this instance. */
    public <M> void add(EventHandlers<M> table, M instance) {
        append(table, instance);
    }

    private void append(Object first, Object second) {
        pairs = Arrays.copyOf(pairs, pairs.length + 2);
        pairs[pairs.length - 2] = first;
        pairs[pairs.length - 1] = second;
    }

    /** Those of the type and of all it extends or implements. */
    public List<Consumer<Event>> of(Class<?> eventType) {
        Matching matching = new Matching();
        for (int i = 0; i < pairs.length; i += 2) {
            if (pairs[i] instanceof EventHandlers<?> table) {
                matching.add(table, pairs[i + 1], eventType);
            } else if (((Class<?>) pairs[i]).isAssignableFrom(eventType)) {
                matching.add(handler(i));
            }
        }
        return matching.handlers;
    }

    /** No list for the many events that a manager does not hear. */
    private static final class Matching {

        private List<Consumer<Event>> handlers = List.of();

        void add(Consumer<Event> handler) {
            if (handlers.isEmpty()) {
                handlers = new ArrayList<>(2);
            }
            handlers.add(handler);
        }

        @SuppressWarnings("unchecked")
        <M> void add(EventHandlers<M> table, Object instance, Class<?> eventType) {
            table.forEach(eventType, handler -> add(event -> handler.accept((M) instance, event)));
        }
    }

    public <T, S extends Record & Step<T>> void add(Class<S> step, BiConsumer<? super S, Outcome<T>> handler) {
        StateTypes.of(step);
        if (knows(step.getSimpleName())) {
            throw new IllegalArgumentException("steps named " + step.getSimpleName() + " have a handler already");
        }
        steps = Arrays.copyOf(steps, steps.length + 2);
        steps[steps.length - 2] = step;
        steps[steps.length - 1] = handler;
    }

    public boolean knows(String step) {
        return index(step) >= 0;
    }

    /** To be called only with a step it {@linkplain #knows}. */
    @SuppressWarnings("unchecked")
    public void outcome(PendingStep step, Object value, Throwable error) {
        int known = index(step.name());
        ((BiConsumer<Record, Outcome<Object>>) steps[known + 1])
                .accept(step.as((Class<? extends Record>) steps[known]), new Outcome<>(value, error));
    }

    private int index(String step) {
        for (int i = 0; i < steps.length; i += 2) {
            if (((Class<?>) steps[i]).getSimpleName().equals(step)) {
                return i;
            }
        }
        return -1;
    }

    @SuppressWarnings("unchecked")
    private Consumer<Event> handler(int pair) {
        return (Consumer<Event>) pairs[pair + 1];
    }
}
