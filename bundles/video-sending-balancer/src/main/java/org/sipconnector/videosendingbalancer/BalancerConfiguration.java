/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.videosendingbalancer;

import java.time.Duration;
import java.util.List;
import org.sipconnector.api.videosendingbalancer.BalancerOptions;
import org.sipconnector.spi.configuration.ConfigurationKey;
import org.sipconnector.spi.configuration.ConfigurationSchema;
import org.sipconnector.spi.configuration.ValueTypes;

/** The keys of {@code org.sipconnector.videosendingbalancer.cfg}. */
final class BalancerConfiguration {

    static final String PID = "org.sipconnector.videosendingbalancer";

    private static final ConfigurationKey<Duration> START = ConfigurationKey.of("startDelayMillis",
            ValueTypes.milliseconds(0, 3_600_000), "10000", "How long after a call's confirmation the camera's bitrate and scale"
                    + " are kept in line with its picture, the codec and the server's commands, in milliseconds.");
    private static final ConfigurationKey<Duration> POLL = ConfigurationKey.of("pollMillis",
            ValueTypes.milliseconds(100, 60_000), "1000", "How often the picture's size is looked at, in milliseconds; up to 16"
                    + " times less often while it stays.");
    private static final ConfigurationKey<String> IGNORED = ConfigurationKey.optional("ignoreForCodec",
            ValueTypes.matching("a codec's name, such as h264", "[A-Za-z0-9./-]{1,30}"), "none",
            "A codec whose sender is left alone.");

    static final ConfigurationSchema<BalancerOptions> SCHEMA = new ConfigurationSchema<>(PID,
            "Balancing what cameras send", List.of(START, POLL, IGNORED),
            values -> new BalancerOptions(values.get(START), values.get(POLL), values.find(IGNORED)));

    private BalancerConfiguration() {}
}
