/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.metrics;

import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.util.ArrayList;
import java.util.List;

/** One metric as it is read: its name and what there is of it now. */
final class Family {

    static final String PREFIX = "sip_connector_";

    private final String name;
    private final String help;
    private final List<Point> points = new ArrayList<>();

    private record Point(Labels labels, double value) {}

    Family(String name, String help) {
        this.name = PREFIX + name;
        this.help = help;
    }

    Family with(double value, String... namesAndValues) {
        points.add(new Point(Labels.of(namesAndValues), value));
        return this;
    }

    /** What goes up and down. */
    MetricSnapshot gauge() {
        GaugeSnapshot.Builder gauge = GaugeSnapshot.builder().name(name).help(help);
        points.forEach(point -> gauge.dataPoint(
                GaugeDataPointSnapshot.builder().labels(point.labels()).value(point.value()).build()));
        return gauge.build();
    }

    /** What only goes up; it is written with {@code _total} behind its name. */
    MetricSnapshot counter() {
        CounterSnapshot.Builder counter = CounterSnapshot.builder().name(name).help(help);
        points.forEach(point -> counter.dataPoint(
                CounterDataPointSnapshot.builder().labels(point.labels()).value(point.value()).build()));
        return counter.build();
    }
}
