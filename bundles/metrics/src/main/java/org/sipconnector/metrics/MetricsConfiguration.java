/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.metrics;

import java.util.List;
import org.sipconnector.spi.configuration.ConfigurationKey;
import org.sipconnector.spi.configuration.ConfigurationSchema;
import org.sipconnector.spi.configuration.ValueTypes;

/**
 * Settings of {@code org.sipconnector.metrics.cfg}.
 *
 * @param streams of how many connectors in a call each stream is told
 */
record MetricsConfiguration(int streams) {

    static final String PID = "org.sipconnector.metrics";

    private static final int MOST_CONNECTORS = 10_000;

    private static final ConfigurationKey<Integer> STREAMS = ConfigurationKey.of("streams.connectors",
            ValueTypes.wholeNumber(0, MOST_CONNECTORS), "200",
            "Of how many connectors in a call, in the order of their ids, each stream is told: some thirty series each.");

    static final ConfigurationSchema<MetricsConfiguration> SCHEMA = new ConfigurationSchema<>(PID, "Figures for Prometheus",
            List.of(STREAMS), values -> new MetricsConfiguration(values.get(STREAMS)));
}
