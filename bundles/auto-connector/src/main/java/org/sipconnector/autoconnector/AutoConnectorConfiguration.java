/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.autoconnector;

import static org.sipconnector.spi.configuration.ConfigurationKey.of;

import java.time.Duration;
import java.util.List;
import org.sipconnector.api.InvalidConfigurationException;
import org.sipconnector.api.autoconnector.AutoConnectorOptions;
import org.sipconnector.api.autoconnector.NetworkPolicy;
import org.sipconnector.api.autoconnector.TelephonyFailPolicy;
import org.sipconnector.spi.configuration.ConfigurationKey;
import org.sipconnector.spi.configuration.ConfigurationSchema;
import org.sipconnector.spi.configuration.ConfigurationValues;
import org.sipconnector.spi.configuration.ValueTypes;

/** The keys of {@code org.sipconnector.autoconnector.cfg}. */
final class AutoConnectorConfiguration {

    static final String PID = "org.sipconnector.autoconnector";

    private static final long HOUR = 3_600_000;

    private static final ConfigurationKey<Duration> PAUSE = of("pauseMillis", ValueTypes.milliseconds(100, HOUR), "3000",
            "Pause after a failed attempt, in milliseconds.");
    private static final ConfigurationKey<Double> JITTER = of("jitter", ValueTypes.number(0, 1), "0.5",
            "Share of a pause by which it is shortened or lengthened at random.");
    private static final ConfigurationKey<Duration> CHECK = of("checkMillis", ValueTypes.milliseconds(1_000, HOUR), "15000",
            "Pause between looks for a server that 30 attempts did not reach, in milliseconds.");
    private static final ConfigurationKey<Duration> BACK_OFF = of("backOffMillis", ValueTypes.milliseconds(0, HOUR), "1000",
            "How long failed looks lead to no new attempts, in milliseconds; doubled each time.");
    private static final ConfigurationKey<Duration> LONGEST_BACK_OFF = of("longestBackOffMillis",
            ValueTypes.milliseconds(0, 24 * HOUR), "30000", "The longest such time, in milliseconds; not below `backOffMillis`.");
    private static final ConfigurationKey<Integer> WARNING = of("warningAfter", ValueTypes.wholeNumber(1, 1_000_000), "3",
            "Failed looks in a row that are a warning.");
    private static final ConfigurationKey<Integer> CRITICAL = of("criticalAfter", ValueTypes.wholeNumber(1, 1_000_000), "5",
            "Failed looks in a row that are critical; not below `warningAfter`.");
    private static final ConfigurationKey<Duration> OFFLINE = of("offlineGraceMillis", ValueTypes.milliseconds(0, HOUR), "2000",
            "How long the host may be offline before the connection is given up, in milliseconds.");
    private static final ConfigurationKey<NetworkPolicy> CHANGE = of("onNetworkChange", ValueTypes.choice(NetworkPolicy.class),
            "PROBE", "What to do when the host's addresses change: nothing, probe the connection and make a dead one anew, or"
                    + " make it anew in any case.");
    private static final ConfigurationKey<NetworkPolicy> ONLINE = of("onNetworkOnline", ValueTypes.choice(NetworkPolicy.class),
            "PROBE", "The same when the host is online again.");

    static final ConfigurationSchema<AutoConnectorOptions> SCHEMA = new ConfigurationSchema<>(PID, "Staying connected",
            List.of(PAUSE, JITTER, CHECK, BACK_OFF, LONGEST_BACK_OFF, WARNING, CRITICAL, OFFLINE, CHANGE, ONLINE),
            AutoConnectorConfiguration::options);

    private AutoConnectorConfiguration() {}

    private static AutoConnectorOptions options(ConfigurationValues values) {
        TelephonyFailPolicy policy = new TelephonyFailPolicy(values.get(BACK_OFF), values.get(LONGEST_BACK_OFF),
                values.get(WARNING), values.get(CRITICAL));
        notBelow(LONGEST_BACK_OFF, policy.maxRetryDelay().toMillis(), BACK_OFF, policy.baseRetryDelay().toMillis());
        notBelow(CRITICAL, policy.criticalThreshold(), WARNING, policy.warningThreshold());
        return AutoConnectorOptions.STANDARD.withTimeoutBetweenAttempts(values.get(PAUSE)).withJitter(values.get(JITTER))
                .withCheckTelephonyInterval(values.get(CHECK)).withTelephonyFailPolicy(policy).withOfflineGrace(values.get(OFFLINE))
                .withNetworkPolicies(values.get(CHANGE), values.get(ONLINE));
    }

    private static void notBelow(ConfigurationKey<?> key, long value, ConfigurationKey<?> other, long least) {
        if (value < least) {
            throw new InvalidConfigurationException(key.name(), "'" + value + "' must not be below " + other.name() + " = " + least);
        }
    }
}
