/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.standby;

import java.time.Duration;
import java.util.List;
import org.sipconnector.spi.configuration.ConfigurationKey;
import org.sipconnector.spi.configuration.ConfigurationSchema;
import org.sipconnector.spi.configuration.ValueTypes;

/** The keys of {@code org.sipconnector.standby.cfg}. */
final class StandbyConfiguration {

    private static final ConfigurationKey<Duration> LIMIT = ConfigurationKey.of("limitSeconds", ValueTypes.seconds(1, 3_600),
            "20", "How many seconds connectors of a stopped kernel wait for another before they are ended.");

    static final ConfigurationSchema<Duration> SCHEMA = new ConfigurationSchema<>(StandbySettings.PID,
            "How long connectors wait for another kernel", List.of(LIMIT), values -> values.get(LIMIT));

    private StandbyConfiguration() {}
}
