/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.networkevents;

import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.sipconnector.spi.configuration.ConfigurationKey;
import org.sipconnector.spi.configuration.ConfigurationSchema;
import org.sipconnector.spi.configuration.ConfigurationValues;
import org.sipconnector.spi.configuration.ValueTypes;

/**
 * Settings of {@code org.sipconnector.networkevents.cfg}.
 *
 * @param poll    how often the host is looked at
 * @param slept   how late a look means that the host slept
 * @param ignored interfaces that do not count
 */
record NetworkEventsConfiguration(Duration poll, Duration slept, Pattern ignored) {

    static final String PID = "org.sipconnector.networkevents";

    private static final ConfigurationKey<Duration> POLL = ConfigurationKey.of("pollMillis",
            ValueTypes.milliseconds(100, 3_600_000), "2000", "How often interfaces and clock are looked at, in milliseconds.");
    private static final ConfigurationKey<Duration> SLEPT = ConfigurationKey.of("sleptMillis",
            ValueTypes.milliseconds(0, 3_600_000), "5000",
            "A look that comes so much too late, in milliseconds, means that the host slept.");
    private static final ConfigurationKey<Pattern> IGNORED = ConfigurationKey.of("ignoredInterfaces",
            ValueTypes.regularExpression(), "docker\\d+|br-[0-9a-f]{12}|veth.*|virbr\\d+.*|cni\\d+|flannel.*|cali.*",
            "Interfaces whose name matches do not count: bridges of containers and virtual machines, which come and go"
                    + " without meaning anything.");

    static final ConfigurationSchema<NetworkEventsConfiguration> SCHEMA = new ConfigurationSchema<>(PID,
            "The host's network", List.of(POLL, SLEPT, IGNORED), NetworkEventsConfiguration::of);

    private static NetworkEventsConfiguration of(ConfigurationValues values) {
        return new NetworkEventsConfiguration(values.get(POLL), values.get(SLEPT), values.get(IGNORED));
    }
}
