/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.streamhealth;

import java.time.Duration;
import java.util.List;
import org.sipconnector.spi.configuration.ConfigurationKey;
import org.sipconnector.spi.configuration.ConfigurationSchema;
import org.sipconnector.spi.configuration.ValueTypes;

/** The keys of {@code org.sipconnector.streamhealth.cfg}. */
final class StreamHealthConfiguration {

    static final String PID = "org.sipconnector.streamhealth";

    private static final ConfigurationKey<Integer> SAMPLES = ConfigurationKey.of("minConsecutiveProblemSamples",
            ValueTypes.wholeNumber(1, 1_000), "3", "For how many readings in a row the main video must be broken before it is"
                    + " renegotiated.");
    private static final ConfigurationKey<Duration> THROTTLE = ConfigurationKey.of("throttleRecoveryMillis",
            ValueTypes.milliseconds(1, 3_600_000), "4000", "The least time between two such repairs, in milliseconds.");

    static final ConfigurationSchema<RecoveryLimits> SCHEMA = new ConfigurationSchema<>(PID, "Health of the main video",
            List.of(SAMPLES, THROTTLE), values -> new RecoveryLimits(values.get(SAMPLES), values.get(THROTTLE)));

    private StreamHealthConfiguration() {}
}
