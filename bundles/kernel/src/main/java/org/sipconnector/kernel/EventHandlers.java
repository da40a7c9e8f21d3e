/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel;

import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.osgi.annotation.versioning.ProviderType;
import org.sipconnector.api.Event;

/**
 * Which events a manager, or a part of one, hears, and what it does at each. Built once for the class and the same for all its
 * instances, so that a connector has one reference to it instead of an object for each event. Does not change; any thread.
 *
 * @param <M> whose events these are
 */
@ProviderType
public final class EventHandlers<M> {

    private final List<Entry<M>> entries;

    private record Entry<M>(Class<? extends Event> type, BiConsumer<? super M, Event> handler) {}

    private EventHandlers(List<Entry<M>> entries) {
        this.entries = entries;
    }

    /** None yet. */
    public static <M> EventHandlers<M> of() {
        return new EventHandlers<>(List.of());
    }

    /**
     * With a handler for events of this type and its subtypes, after those there are.
     *
     * @param handler is given the instance and the event, on the instance's lane
     */
    @SuppressWarnings("unchecked")
    public <E extends Event> EventHandlers<M> on(Class<E> type, BiConsumer<? super M, ? super E> handler) {
        return new EventHandlers<>(
                Stream.concat(entries.stream(), Stream.of(new Entry<M>(type, (BiConsumer<M, Event>) handler))).toList());
    }

    /** Gives what is to be done at events of this type, in the order in which it was added; for the kernel. */
    public void forEach(Class<?> eventType, Consumer<? super BiConsumer<? super M, Event>> action) {
        for (Entry<M> entry : entries) {
            if (entry.type().isAssignableFrom(eventType)) {
                action.accept(entry.handler());
            }
        }
    }
}
