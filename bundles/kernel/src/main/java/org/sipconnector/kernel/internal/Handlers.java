package org.sipconnector.kernel.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.sipconnector.api.Event;

/**
 * What an instance of a manager hears. Two short arrays and no index of what matches: lanes are many, mostly at rest, and
 * a manager hears a dozen types. On its lane only.
 */
final class Handlers {

    private Class<?>[] types = {};
    private List<Consumer<Event>> handlers = List.of();

    /** Handlers of one type are called in the order in which they were added. */
    void add(Class<? extends Event> type, Consumer<Event> handler) {
        List<Consumer<Event>> all = new ArrayList<>(handlers);
        int known = Arrays.asList(types).indexOf(type);
        if (known >= 0) {
            all.set(known, all.get(known).andThen(handler));
        } else {
            all.add(handler);
            types = Arrays.copyOf(types, types.length + 1);
            types[types.length - 1] = type;
        }
        handlers = List.copyOf(all);
    }

    /** Those of the type and of all it extends or implements. */
    List<Consumer<Event>> of(Class<?> eventType) {
        List<Consumer<Event>> matching = List.of();
        for (int i = 0; i < types.length; i++) {
            if (types[i].isAssignableFrom(eventType)) {
                if (matching.isEmpty()) {
                    matching = new ArrayList<>(2);
                }
                matching.add(handlers.get(i));
            }
        }
        return matching;
    }
}
