/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.videosendingbalancer;

import java.time.Duration;
import java.util.Optional;
import org.sipconnector.api.InvalidConfigurationException;

/**
 * How sending is balanced.
 *
 * @param startDelay     how long after the call's confirmation balancing begins
 * @param pollInterval   how often the picture's size is looked at; up to 16 times less often while it stays
 * @param ignoreForCodec a codec whose sender is left alone, such as {@code h264}; part of the mime type, in any case
 */
public record BalancerOptions(Duration startDelay, Duration pollInterval, Optional<String> ignoreForCodec) {

    public static final BalancerOptions STANDARD =
            new BalancerOptions(Duration.ofSeconds(10), Duration.ofSeconds(1), Optional.empty());

    /** @throws InvalidConfigurationException naming the option at fault */
    public BalancerOptions {
        if (startDelay.isNegative()) {
            throw new InvalidConfigurationException("startDelay", "'" + startDelay + "' must not be negative");
        }
        if (pollInterval.isNegative() || pollInterval.isZero()) {
            throw new InvalidConfigurationException("pollInterval", "'" + pollInterval + "' must be more than 0");
        }
    }
}
