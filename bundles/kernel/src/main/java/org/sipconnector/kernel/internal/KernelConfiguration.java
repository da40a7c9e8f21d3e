/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel.internal;

import java.time.Duration;
import java.util.List;
import org.sipconnector.spi.configuration.ConfigurationKey;
import org.sipconnector.spi.configuration.ConfigurationSchema;
import org.sipconnector.spi.configuration.ConfigurationValues;
import org.sipconnector.spi.configuration.ValueTypes;

/**
 * Settings of the kernel, {@code org.sipconnector.kernel.cfg}; all of them can be changed while it runs.
 *
 * @param threads  that run lanes
 * @param absence  how long calls wait for absent code, and lanes for code that was uninstalled
 * @param trial    how long new code is on trial
 * @param capacity messages that may wait in a lane before calls are refused
 * @param deletion how long a connector's configuration may be gone before the connector is closed
 * @param onStop   what becomes of connectors when the container stops
 * @param recovery of connectors that another process had
 */
record KernelConfiguration(int threads, Duration absence, Duration trial, int capacity, Duration deletion, OnStop onStop,
        Recovery recovery) {

    /** What becomes of connectors when the container stops. */
    enum OnStop { END, KEEP }

    /**
     * @param longest gap between two processes after which calls are ended and not taken up
     * @param owner   how long a connector waits for its configuration, or for its bundle to open it again
     * @param pause   between two writings of what has changed; zero to write nothing before the container stops
     */
    record Recovery(Duration longest, Duration owner, Duration pause) {}

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

    private static final ConfigurationKey<OnStop> ON_STOP = ConfigurationKey.of("onStop", ValueTypes.choice(OnStop.class), "END",
            "What becomes of connectors when the container stops: `END` hangs up and un-registers, `KEEP` lets the next start go on"
                    + " with their registrations and calls.");

    private static final ConfigurationKey<Duration> RECOVERY_LONGEST = ConfigurationKey.of("recovery.maxAgeSeconds",
            ValueTypes.seconds(1, 86_400), "120",
            "Seconds after which calls that the former process kept are hung up instead of taken up; so long a connector waits for a file"
                    + " that is refused to be corrected.");

    private static final ConfigurationKey<Duration> RECOVERY_OWNER = ConfigurationKey.of("recovery.ownerSeconds",
            ValueTypes.seconds(1, 3_600), "60",
            "Seconds that a connector of the former process waits for its file, or for the bundle that opened it to open it again, and for"
                    + " its managers; then it is closed, or begins anew without its call.");

    private static final ConfigurationKey<Integer> RECOVERY_PAUSE = ConfigurationKey.of("recovery.writeMillis",
            ValueTypes.wholeNumber(0, 60_000), "50",
            "Milliseconds after which a change of a connector is in the store, so that another process goes on with it when this one is"
                    + " killed; 0 to keep nothing but what `onStop` says.");

    static final ConfigurationSchema<KernelConfiguration> SCHEMA = new ConfigurationSchema<>(KernelSettings.PID,
            "Lanes and the replacement of managers", List.of(THREADS, ABSENCE, TRIAL, CAPACITY, DELETION, ON_STOP, RECOVERY_LONGEST, RECOVERY_OWNER,
                    RECOVERY_PAUSE),
            KernelConfiguration::of);

    private static KernelConfiguration of(ConfigurationValues values) {
        int threads = values.get(THREADS);
        return new KernelConfiguration(threads > 0 ? threads : Math.max(2, Runtime.getRuntime().availableProcessors()),
                values.get(ABSENCE), values.get(TRIAL), values.get(CAPACITY), values.get(DELETION), values.get(ON_STOP),
                new Recovery(values.get(RECOVERY_LONGEST), values.get(RECOVERY_OWNER), Duration.ofMillis(values.get(RECOVERY_PAUSE))));
    }
}
