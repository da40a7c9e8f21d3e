/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.conferencesimulator;

import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;

/**
  * What is done at events or words: one handler for each type.
 *
  * @param <S> what they concern
 * @param <T> what they are

 */
final class HandlerTable<S, T> {

    private final Map<Class<?>, BiConsumer<? super S, T>> handlers = new HashMap<>();

    <E extends T> HandlerTable<S, T> on(Class<E> type, BiConsumer<? super S, ? super E> handler) {
        handlers.put(type, (subject, happened) -> handler.accept(subject, type.cast(happened)));
        return this;
    }

    /** Whether there is a handler for it, which it was given to. */
    boolean handle(S subject, T happened) {
        BiConsumer<? super S, T> handler = handlers.get(happened.getClass());
        if (handler == null) {
            return false;
        }
        handler.accept(subject, happened);

        return true;
    }
}
