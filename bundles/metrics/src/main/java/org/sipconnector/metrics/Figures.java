/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.metrics;

import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.instrumentation.jvm.JvmBufferPoolMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmClassLoadingMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmGarbageCollectorMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmMemoryMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmRuntimeInfoMetric;
import io.prometheus.metrics.instrumentation.jvm.JvmThreadsMetrics;
import io.prometheus.metrics.instrumentation.jvm.ProcessMetrics;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.sipconnector.api.Connector;
import org.sipconnector.api.ConnectorId;
import org.sipconnector.api.Connectors;
import org.sipconnector.api.Event;
import org.sipconnector.api.SipConnectorException;
import org.sipconnector.api.update.UpdateHistory;

/** All figures: what happens is counted, everything else is read from snapshots when somebody asks. */
final class Figures implements MultiCollector {

    static final Duration KEPT = Duration.ofMinutes(1);

    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final Services services;
    private final IntSupplier streams;
    private final EventFigures events;
    private final UpdateFigures updates;
    private final NodeFigures node;
    private final LongSupplier nanos;
    private final ReentrantLock reading = new ReentrantLock();
    private volatile Text former;

    /** @param at by the clock for durations */
    private record Text(String figures, long at) {}

    /**
     * @param streams of how many connectors in a call each stream is told
     * @param nanos   a clock for durations
     */
    Figures(Services services, IntSupplier streams, LongSupplier nanos) {
        this.services = services;
        this.streams = streams;
        this.nanos = nanos;
        events = new EventFigures(registry, nanos);
        updates = new UpdateFigures(registry);
        node = new NodeFigures(services);
        ofTheMachine();
        registry.register(this);
    }

    /** Without what would need a package that not every container exports. */
    private void ofTheMachine() {
        JvmRuntimeInfoMetric.builder().register(registry);
        JvmMemoryMetrics.builder().register(registry);
        JvmBufferPoolMetrics.builder().register(registry);
        JvmGarbageCollectorMetrics.builder().register(registry);
        JvmThreadsMetrics.builder().register(registry);
        JvmClassLoadingMetrics.builder().register(registry);
        ProcessMetrics.builder().register(registry);
    }

    PrometheusRegistry registry() {
        return registry;
    }

    void count(ConnectorId connector, Event event) {
        events.count(connector, event);
    }

    /** Takes up what has no events; before each reading. */
    void refresh() {
        services.ask(UpdateHistory.class, UpdateHistory::updates).ifPresent(updates::count);
        services.ask(Connectors.class, Connectors::all).ifPresent(all -> events
                .retain(all.stream().map(Connector::id).collect(Collectors.toSet())));
    }

    @Override
    public MetricSnapshots collect() {
        List<MetricSnapshot> all = new ArrayList<>(node.read());
        Collection<Connector> connectors = services.ask(Connectors.class, Connectors::all).orElse(List.of());
        all.addAll(ConnectorFigures.of(connectors, node.sipAtWork()));
        all.addAll(StreamFigures.of(connectors, streams.getAsInt()));
        return new MetricSnapshots(all);
    }

    /**
     * One reading at a time, since each looks at all connectors: who comes meanwhile is told the former.
     *
     * @throws SipConnectorException when there is none of the last minute
     */
    String text() {
        if (!reading.tryLock()) {
            return Optional.ofNullable(former).filter(text -> nanos.getAsLong() - text.at() < KEPT.toNanos()).map(Text::figures)
                    .orElseThrow(() -> new SipConnectorException("somebody else reads the figures now: ask again in some seconds"));
        }
        try {
            former = new Text(read(), nanos.getAsLong());
            return former.figures();
        } finally {
            reading.unlock();
        }
    }

    private String read() {
        refresh();
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        try {
            PrometheusTextFormatWriter.create().write(text, registry.scrape());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString(StandardCharsets.UTF_8);
    }
}
