/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.streamhealth;

import java.time.Duration;
import org.sipconnector.api.InvalidConfigurationException;

/**
 * When a problem counts, and how often it is repaired.
 *
 * @param samples  readings in a row
 * @param throttle the least time between two recoveries
 */
record RecoveryLimits(int samples, Duration throttle) {

    static final RecoveryLimits STANDARD = new RecoveryLimits(3, Duration.ofSeconds(4));

    RecoveryLimits {
        if (samples < 1) {
            throw new InvalidConfigurationException("minConsecutiveProblemSamplesCount",
                    "'" + samples + "': minConsecutiveProblemSamplesCount should be a positive integer");
        }
        if (throttle.toMillis() < 1) {
            throw new InvalidConfigurationException("throttleRecoveryTimeout",
                    "'" + throttle.toMillis() + "' ms: throttleRecoveryTimeout should be a positive integer");
        }
    }

    RecoveryLimits withSamples(int other) {
        return new RecoveryLimits(other, throttle);
    }

    RecoveryLimits withThrottle(Duration other) {
        return new RecoveryLimits(samples, other);
    }
}
