/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.testkit;

import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;

/** Sources and sinks as a media engine looks them up and others register them: by type and name, of several the latest. */
public abstract class ServicesByName {

    private final Deque<Named> all = new ConcurrentLinkedDeque<>();

    private record Named(String name, Object service) {}

    public final <T> Optional<T> find(Class<T> type, String name) {
        return all.stream().filter(each -> each.name().equals(name)).map(Named::service).filter(type::isInstance).map(type::cast).findFirst();
    }

    /** @return takes it away again */
    public final <T> Runnable register(Class<T> type, String name, T service) {
        Named named = new Named(name, type.cast(service));
        all.addFirst(named);
        return () -> all.removeIf(each -> each == named);
    }

    /** Whatever its type. */
    public final void put(String name, Object service) {
        register(Object.class, name, service);
    }

    public final void remove(String name) {
        all.removeIf(each -> each.name().equals(name));
    }
}
