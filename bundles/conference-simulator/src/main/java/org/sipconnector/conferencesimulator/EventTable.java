/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.conferencesimulator;

import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import org.sipconnector.api.Event;

/**
 * What is done at events: one handler for each type.
 *
 * @param <S> what they concern
 */
final class EventTable<S> {

    private final Map<Class<?>, BiConsumer<? super S, Event>> handlers = new HashMap<>();

    <E extends Event> EventTable<S> on(Class<E> type, BiConsumer<? super S, ? super E> handler) {
        handlers.put(type, (subject, event) -> handler.accept(subject, type.cast(event)));
        return this;
    }

    /** Whether there is a handler for it, which it was given to. */
    boolean handle(S subject, Event event) {
        BiConsumer<? super S, Event> handler = handlers.get(event.getClass());
        if (handler == null) {
            return false;
        }
        handler.accept(subject, event);
        return true;
    }
}
