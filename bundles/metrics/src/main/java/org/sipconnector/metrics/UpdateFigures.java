/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.metrics;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.ArrayList;
import java.util.List;
import org.sipconnector.api.update.Update;

/** Replacements of code and what lanes felt of them. The history is bounded, so that each reading counts what is new in it. */
final class UpdateFigures {

    private final Counter updates;
    private final Counter failed;
    private final Histogram gaps;
    private List<Update> counted = List.of();

    UpdateFigures(PrometheusRegistry registry) {
        updates = Counter.builder().name(Family.PREFIX + "updates").help("Replacements of code, by how it came about.")
                .labelNames("way").register(registry);
        for (Update.Way way : Update.Way.values()) {
            updates.initLabelValues(Label.of(way));
        }
        failed = Counter.builder().name(Family.PREFIX + "updates_with_failures")
                .help("Replacements whose code some lane could not take.").register(registry);
        gaps = Histogram.builder().name(Family.PREFIX + "update_gap_seconds")
                .help("Longest time that a lane could not work off messages, of each replacement.").classicOnly()
                .classicUpperBounds(0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10).register(registry);
    }

    void count(List<Update> history) {
        List<Update> fresh = new ArrayList<>(history);
        fresh.removeAll(counted);
        for (Update update : fresh) {
            updates.labelValues(Label.of(update.way())).inc();
            gaps.observe(StreamFigures.seconds(update.longestGap()));
            if (!update.failures().isEmpty()) {
                failed.inc();
            }
        }
        counted = List.copyOf(history);
    }
}
