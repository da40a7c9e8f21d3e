/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.subscription;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.sipconnector.api.ConnectorId;
import org.sipconnector.api.Event;

/**
 * Hears the events of one connector. Handlers are called off the lane, in order; one that throws or is slow disturbs
 * nobody else. A subscription is a whiteboard service of the handler's bundle and ends with it at the latest. May be
 * used from any thread. A null argument fails with {@link IllegalArgumentException}, and nothing is subscribed.
 */
public final class ConnectorEvents {

    private final EventSource source;

    /** Hears what the source tells; for tests. In a framework use {@link #of}. */
    public ConnectorEvents(EventSource source) {
        this.source = source;
    }

    /** Hears the connector of that id, whether it is open already or not. */
    public static ConnectorEvents of(ConnectorId connector) {
        return new ConnectorEvents(new WhiteboardSource(connector));
    }

    /** Every event of the type, which may be a whole family such as {@code CallEvent.class}. */
    public <E extends Event> Subscription on(Class<E> type, Consumer<? super E> handler) {
        return on(type, handler, handler);
    }

    /** The same for a handler that speaks for somebody else, with whose bundle the subscription ends. */
    public <E extends Event> Subscription on(Class<E> type, Consumer<? super E> handler, Object owner) {
        given(type, "type");
        given(handler, "handler");
        return source.listen(given(owner, "owner"), (connector, event) -> {
            if (type.isInstance(event)) {
                handler.accept(type.cast(event));
            }
        });
    }

    /** Every event of the name; {@code *} at its end is a wildcard, such as {@code call:*}. */
    public Subscription on(String name, Consumer<? super Event> handler) {
        given(handler, "handler");
        return source.listen(handler, (connector, event) -> handler.accept(event), given(name, "name"));
    }

    /** The next event of the type only. */
    public <E extends Event> Subscription once(Class<E> type, Consumer<? super E> handler) {
        given(handler, "handler");
        return first(handler, given(type, "type")::isInstance, event -> handler.accept(type.cast(event)));
    }

    /** The next event of the name only. */
    public Subscription once(String name, Consumer<? super Event> handler) {
        return first(given(handler, "handler"), event -> true, handler, given(name, "name"));
    }

    /** The first event of any of the types, exactly once. */
    public Subscription onceRace(List<Class<? extends Event>> types, Consumer<? super Event> handler) {
        given(types, "types").forEach(type -> given(type, "types"));
        return first(given(handler, "handler"), event -> types.stream().anyMatch(type -> type.isInstance(event)), handler);
    }

    /** The next event of the type. Cancelling the future ends the wait; it has no time limit of its own. */
    public <E extends Event> CompletableFuture<E> waitFor(Class<E> type) {
        CompletableFuture<E> next = new CompletableFuture<>();
        Subscription subscription = first(next, given(type, "type")::isInstance, event -> next.complete(type.cast(event)));
        next.whenComplete((event, error) -> subscription.close());
        return next;
    }

    /** The next event of the name, which may end in {@code *}. As above. */
    public CompletableFuture<Event> waitFor(String name) {
        CompletableFuture<Event> next = new CompletableFuture<>();
        Subscription subscription = first(next, event -> true, next::complete, given(name, "name"));
        next.whenComplete((event, error) -> subscription.close());
        return next;
    }

    private static <T> T given(T argument, String name) {
        if (argument == null) {
            throw new IllegalArgumentException("ConnectorEvents: '" + name + "' must not be null");
        }
        return argument;
    }

    /** The first event the predicate accepts: the subscription ends before the handler runs. */
    private Subscription first(Object owner, Predicate<Event> wanted, Consumer<? super Event> handler, String... names) {
        AtomicBoolean open = new AtomicBoolean(true);
        AtomicReference<Subscription> inner = new AtomicReference<>();
        Runnable end = () -> {
            Subscription subscription = inner.getAndSet(null);
            if (subscription != null) {
                subscription.close();
            }
        };
        inner.set(source.listen(owner, (connector, event) -> {
            if (wanted.test(event) && open.compareAndSet(true, false)) {
                end.run();
                handler.accept(event);
            }
        }, names));
        if (!open.get()) {
            end.run();
        }
        return () -> {
            open.set(false);
            end.run();
        };
    }
}
