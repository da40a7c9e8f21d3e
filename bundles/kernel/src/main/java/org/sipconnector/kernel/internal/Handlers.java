package org.sipconnector.kernel.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.sipconnector.api.Event;

/**
 * What an instance of a manager hears. One short array and no index of what matches: lanes are many, mostly at rest, and
 * a manager hears a dozen types. On its lane only.
 */
final class Handlers {

    /** A type, its handler, the next type, and so on. */
    private Object[] pairs = {};

    /** Handlers of one type are called in the order in which they were added. */
    void add(Class<? extends Event> type, Consumer<Event> handler) {
        for (int i = 0; i < pairs.length; i += 2) {
            if (pairs[i] == type) {
                pairs[i + 1] = handler(i).andThen(handler);
                return;
            }
        }
        pairs = Arrays.copyOf(pairs, pairs.length + 2);
        pairs[pairs.length - 2] = type;
        pairs[pairs.length - 1] = handler;
    }

    /** Those of the type and of all it extends or implements. */
    List<Consumer<Event>> of(Class<?> eventType) {
        List<Consumer<Event>> matching = List.of();
        for (int i = 0; i < pairs.length; i += 2) {
            if (((Class<?>) pairs[i]).isAssignableFrom(eventType)) {
                if (matching.isEmpty()) {
                    matching = new ArrayList<>(2);
                }
                matching.add(handler(i));
            }
        }
        return matching;
    }

    @SuppressWarnings("unchecked")
    private Consumer<Event> handler(int pair) {
        return (Consumer<Event>) pairs[pair + 1];
    }
}
