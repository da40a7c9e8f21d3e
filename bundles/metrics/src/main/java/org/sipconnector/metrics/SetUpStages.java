/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.metrics;

import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.sipconnector.api.ConnectorId;

/** How long a call takes from one stage of its set-up to the next. */
final class SetUpStages {

    private static final double SECOND_IN_NANOS = 1e9;

    /** Where a call comes by, in this order; one that is skipped counts to the next. */
    enum Stage { SENDING, PROGRESS, ACCEPTED, CONFIRMED }

    private final Histogram stages;
    private final LongSupplier nanos;
    private final Map<ConnectorId, Reached> calls = new ConcurrentHashMap<>();

    /** @param stage null for a call that has just begun */
    private record Reached(Stage stage, long at) {}

    SetUpStages(PrometheusRegistry registry, LongSupplier nanos) {
        this.nanos = nanos;
        stages = Histogram.builder().name(Family.PREFIX + "call_setup_stage_seconds")
                .help("From the former stage of a call's set-up until this one: the INVITE is sent, the first answer comes, it is accepted, it is confirmed.")
                .labelNames("stage").classicOnly().classicUpperBounds(EventFigures.SET_UP_SECONDS).register(registry);
        for (Stage stage : Stage.values()) {
            stages.initLabelValues(Label.of(stage));
        }
    }

    void begun(ConnectorId connector) {
        calls.put(connector, new Reached(null, nanos.getAsLong()));
    }

    /** Counts once in each call, whatever is repeated. */
    void reached(ConnectorId connector, Stage stage) {
        Reached former = calls.get(connector);
        if (former == null || former.stage() != null && former.stage().compareTo(stage) >= 0) {
            return;
        }
        long now = nanos.getAsLong();
        stages.labelValues(Label.of(stage)).observe((now - former.at()) / SECOND_IN_NANOS);
        if (stage == Stage.CONFIRMED) {
            calls.remove(connector);
        } else {
            calls.put(connector, new Reached(stage, now));
        }
    }

    void over(ConnectorId connector) {
        calls.remove(connector);
    }

    /** Forgets connectors that are no more. */
    void retain(Set<ConnectorId> open) {
        calls.keySet().retainAll(open);
    }
}
