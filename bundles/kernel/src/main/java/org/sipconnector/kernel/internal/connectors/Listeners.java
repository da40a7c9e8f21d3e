/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel.internal.connectors;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.sipconnector.api.ConnectorId;
import org.sipconnector.api.Event;
import org.sipconnector.api.listener.ConnectorListener;
import org.sipconnector.spi.explanation.OncePerMinute;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells outside listeners, off the lanes. Each listener has a queue of its own, so that one that is slow or throws
 * disturbs nobody; one that stays behind loses the newest events, and is told so in the log.
 */
public final class Listeners {

    private static final Logger LOG = LoggerFactory.getLogger(Listeners.class);
    private static final int CAPACITY = 10_000;
    private static final int EVENTS_A_TURN = 64;

    private final Map<Object, Subscription> subscriptions = new ConcurrentHashMap<>();
    private final Executor executor;

    public Listeners(Executor executor) {
        this.executor = executor;
    }

    /**
     * @param key       identifies the registration
     * @param connector the one connector to hear, null for all
     * @param names     event names, with {@code *} at the end as a wildcard; empty for all
     */
    public void add(Object key, ConnectorListener listener, String connector, List<String> names) {
        subscriptions.put(key, new Subscription(listener, connector, names));
    }

    public void remove(Object key) {
        subscriptions.remove(key);
    }

    public void tell(ConnectorId connector, Event event) {
        for (Subscription subscription : subscriptions.values()) {
            if (subscription.wants(connector, event)) {
                subscription.offer(connector, event);
            }
        }
    }

    public static List<String> names(Object property) {
        if (property instanceof String[] names) {
            return Arrays.asList(names);
        }
        return property instanceof String name ? List.of(name) : List.of();
    }

    private record Told(ConnectorId connector, Event event) {}

    private final class Subscription implements Runnable {

        private final ConnectorListener listener;
        private final OncePerMinute failures = new OncePerMinute();
        private final String connector;
        private final List<String> names;
        private final Queue<Told> queue = new ConcurrentLinkedQueue<>();
        private final AtomicInteger waiting = new AtomicInteger();
        private final AtomicBoolean scheduled = new AtomicBoolean();
        private final AtomicBoolean behind = new AtomicBoolean();

        Subscription(ConnectorListener listener, String connector, List<String> names) {
            this.listener = listener;
            this.connector = connector;
            this.names = names;
        }

        boolean wants(ConnectorId from, Event event) {
            return (connector == null || connector.equals(from.value()))
                    && (names.isEmpty() || names.stream().anyMatch(name -> matches(name, event.name())));
        }

        private static boolean matches(String pattern, String name) {
            return pattern.endsWith("*") ? name.startsWith(pattern.substring(0, pattern.length() - 1)) : name.equals(pattern);
        }

        void offer(ConnectorId from, Event event) {
            if (waiting.get() >= CAPACITY) {
                if (behind.compareAndSet(false, true)) {
                    LOG.warn("listener {} is {} events behind and misses some", listener.getClass().getName(), CAPACITY);
                }
                return;
            }
            waiting.incrementAndGet();
            queue.add(new Told(from, event));
            wake();
        }

        private void wake() {
            if (scheduled.compareAndSet(false, true)) {
                executor.execute(this);
            }
        }

        @Override
        public void run() {
            try {
                for (int i = 0; i < EVENTS_A_TURN; i++) {
                    Told next = queue.poll();
                    if (next == null) {
                        behind.set(false);
                        return;
                    }
                    waiting.decrementAndGet();
                    tell(next);
                }
            } finally {
                scheduled.set(false);
                if (!queue.isEmpty()) {
                    wake();
                }
            }
        }

        private void tell(Told next) {
            try {
                listener.onEvent(next.connector(), next.event());
            } catch (RuntimeException | LinkageError | AssertionError e) {
                failures.tell(times -> LOG.warn("listener {} failed on {}{}", listener.getClass().getName(), next.event().name(), times, e));
            }
        }
    }
}
