/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.rest;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.sipconnector.api.ConnectorId;
import org.sipconnector.api.SipConnectorException;
import org.sipconnector.api.stats.StatsEvent;
import org.sipconnector.api.stats.StatsManager;
import org.sipconnector.api.subscription.ConnectorEvents;
import org.sipconnector.api.subscription.Subscription;

/** Readings of connectors that somebody looks at: kept from the first question until two minutes after the last. For any thread. */
final class StatisticsHistory implements AutoCloseable {

    private static final int MOST = 120;
    private static final int MOST_CONNECTORS = 200;
    private static final Duration KEPT = Duration.ofMinutes(2);

    private final Function<ConnectorId, ConnectorEvents> events;
    private final Map<ConnectorId, Kept> kept = new HashMap<>();

    private static final class Kept {

        private final Deque<StatisticsResource.StreamReading> readings = new ArrayDeque<>();
        private Instant asked = Instant.now();
        private Subscription subscription = () -> {};
    }

    StatisticsHistory(Function<ConnectorId, ConnectorEvents> events) {
        this.events = events;
    }

    /** What is kept of it, the oldest first. */
    synchronized List<StatisticsResource.StreamReading> of(ConnectorId connector, StatsManager manager) {
        Kept of = kept.get(connector);
        if (of == null) {
            forgetUnasked();
            if (kept.size() >= MOST_CONNECTORS) {
                return List.of();
            }
            of = new Kept();
            kept.put(connector, of);
            of.subscription = events.apply(connector).on(StatsEvent.Collected.class, collected -> collected(connector, manager));
        }
        of.asked = Instant.now();
        return List.copyOf(of.readings);
    }

    private synchronized void collected(ConnectorId connector, StatsManager manager) {
        forgetUnasked();
        Kept of = kept.get(connector);
        if (of == null) {
            return;
        }
        try {
            of.readings.addLast(StatisticsResource.StreamReading.of(Instant.now(), manager.snapshot()));
        } catch (SipConnectorException beingReplaced) {
            return;
        }
        if (of.readings.size() > MOST) {
            of.readings.removeFirst();
        }
    }

    private void forgetUnasked() {
        Instant since = Instant.now().minus(KEPT);
        kept.values().removeIf(each -> {
            boolean unasked = each.asked.isBefore(since);
            if (unasked) {
                each.subscription.close();
            }
            return unasked;
        });
    }

    @Override
    public synchronized void close() {
        kept.values().forEach(each -> each.subscription.close());
        kept.clear();
    }
}
