/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.callreconnect;

import static org.sipconnector.spi.configuration.ConfigurationKey.of;

import java.time.Duration;
import java.util.List;
import org.sipconnector.api.InvalidConfigurationException;
import org.sipconnector.api.callreconnect.CallReconnectOptions;
import org.sipconnector.api.callreconnect.Jitter;
import org.sipconnector.spi.configuration.ConfigurationKey;
import org.sipconnector.spi.configuration.ConfigurationSchema;
import org.sipconnector.spi.configuration.ConfigurationValues;
import org.sipconnector.spi.configuration.ValueTypes;

/** The keys of {@code org.sipconnector.callreconnect.cfg}. */
final class CallReconnectConfiguration {

    static final String PID = "org.sipconnector.callreconnect";

    private static final long HOUR = 3_600_000;

    private static final ConfigurationKey<Integer> ATTEMPTS = of("maxAttempts", ValueTypes.wholeNumber(0, 1_000_000), "5",
            "Attempts to set a lost call up again before giving up, 0 for no limit.");
    private static final ConfigurationKey<Duration> BACK_OFF = of("baseBackOffMillis", ValueTypes.milliseconds(0, HOUR), "1000",
            "Pause before the first attempt, in milliseconds.");
    private static final ConfigurationKey<Duration> LONGEST = of("longestBackOffMillis", ValueTypes.milliseconds(0, 24 * HOUR),
            "30000", "The longest pause, in milliseconds; not below `baseBackOffMillis`.");
    private static final ConfigurationKey<Double> FACTOR = of("backOffFactor", ValueTypes.number(1, 100), "2",
            "By what each pause is longer than the one before.");
    private static final ConfigurationKey<Jitter> JITTER = of("jitter", ValueTypes.choice(Jitter.class), "EQUAL",
            "How much of a pause is left to chance: nothing, half of it, or all of it.");
    private static final ConfigurationKey<Duration> WAIT = of("waitSignalingMillis", ValueTypes.milliseconds(0, 24 * HOUR),
            "20000", "How long each attempt waits for the connection, in milliseconds.");

    static final ConfigurationSchema<CallReconnectOptions> SCHEMA = new ConfigurationSchema<>(PID, "Redialling lost calls",
            List.of(ATTEMPTS, BACK_OFF, LONGEST, FACTOR, JITTER, WAIT), CallReconnectConfiguration::options);

    private CallReconnectConfiguration() {}

    private static CallReconnectOptions options(ConfigurationValues values) {
        Duration first = values.get(BACK_OFF);
        Duration longest = values.get(LONGEST);
        if (longest.compareTo(first) < 0) {
            throw new InvalidConfigurationException(LONGEST.name(), "'" + longest.toMillis() + "' must not be below "
                    + BACK_OFF.name() + " = " + first.toMillis());
        }
        return new CallReconnectOptions(values.get(ATTEMPTS), first, longest, values.get(FACTOR), values.get(JITTER),
                values.get(WAIT));
    }
}
