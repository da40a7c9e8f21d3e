/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel.internal;

import java.time.Duration;
import java.util.List;
import org.sipconnector.api.configuration.ConfigurationKey;
import org.sipconnector.api.configuration.ConfigurationSchema;
import org.sipconnector.api.configuration.ConfigurationValues;
import org.sipconnector.api.configuration.ValueTypes;

/**
 * Settings of the kernel, {@code org.sipconnector.kernel.cfg}; all of them can be changed while it runs.
 *
 * @param threads  that run lanes
 * @param absence  how long calls wait for absent code, and lanes for code that was uninstalled
 * @param trial    how long new code is on trial
 * @param capacity messages that may wait in a lane before calls are refused
 * @param deletion how long a connector's configuration may be gone before the connector is closed
 */
record KernelConfiguration(int threads, Duration absence, Duration trial, int capacity, Duration deletion) {

    private static final ConfigurationKey<Integer> THREADS = ConfigurationKey.of("lane.threads",
            ValueTypes.wholeNumber(0, 256), "0", "Threads that run lanes; 0 for one per processor, at least 2.");
    private static final ConfigurationKey<Duration> ABSENCE = ConfigurationKey.of("absence.seconds",
            ValueTypes.seconds(1, 3_600), "30",
            "Seconds calls wait for a manager whose code is absent, and lanes for one that was uninstalled.");
    private static final ConfigurationKey<Duration> TRIAL = ConfigurationKey.of("trial.seconds",
            ValueTypes.seconds(0, 86_400), "600",
            "Seconds new code of a manager is on trial; when it throws, the former is put back.");
    private static final ConfigurationKey<Integer> CAPACITY = ConfigurationKey.of("lane.capacity",
            ValueTypes.wholeNumber(100, 1_000_000), "10000", "Messages that may wait in a lane before calls are refused.");
    private static final ConfigurationKey<Duration> DELETION = ConfigurationKey.of("deletion.seconds",
            ValueTypes.seconds(0, 600), "3", "Seconds a connector's file may be gone before its call and its connection are"
                    + " ended; editors and deployment tools delete files and write them again.");

    static final ConfigurationSchema<KernelConfiguration> SCHEMA = new ConfigurationSchema<>(KernelSettings.PID,
            "Lanes and the replacement of managers", List.of(THREADS, ABSENCE, TRIAL, CAPACITY, DELETION),
            KernelConfiguration::of);

    private static KernelConfiguration of(ConfigurationValues values) {
        int threads = values.get(THREADS);
        return new KernelConfiguration(threads > 0 ? threads : Math.max(2, Runtime.getRuntime().availableProcessors()),
                values.get(ABSENCE), values.get(TRIAL), values.get(CAPACITY), values.get(DELETION));
    }
}
