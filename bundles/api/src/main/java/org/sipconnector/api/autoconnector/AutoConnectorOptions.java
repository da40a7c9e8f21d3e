/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.autoconnector;

import java.time.Duration;
import java.util.function.Predicate;

/**
 * How patient the auto connector is.
 *
 * @param timeoutBetweenAttempts pause after a failed attempt
 * @param jitter                 share of a pause by which it is shortened or lengthened at random, from 0 to 1, so that
 *                               many connectors of one server do not come back in the same moment
 * @param checkTelephonyInterval pause between checks of a server that could not be connected to
 * @param canRetryOnError        whether an attempt that failed so may be followed by another; not asked about a wrong
 *                               password, which may not. Called on the lane, must not block
 * @param telephonyFailPolicy    what a failed check leads to
 * @param offlineGrace           how long the host may be offline before the connection is given up
 * @param onNetworkChange        what to do when the host's addresses change
 * @param onNetworkOnline        what to do when the host is online again
 */
public record AutoConnectorOptions(Duration timeoutBetweenAttempts, double jitter, Duration checkTelephonyInterval,
        Predicate<Throwable> canRetryOnError, TelephonyFailPolicy telephonyFailPolicy, Duration offlineGrace,
        NetworkPolicy onNetworkChange, NetworkPolicy onNetworkOnline) {

    public static final AutoConnectorOptions STANDARD = new AutoConnectorOptions(Duration.ofSeconds(3), 0.5,
            Duration.ofSeconds(15), error -> true, TelephonyFailPolicy.STANDARD, Duration.ofSeconds(2),
            NetworkPolicy.PROBE, NetworkPolicy.PROBE);

    /** @throws IllegalArgumentException when the jitter is none from 0 to 1 */
    public AutoConnectorOptions {
        if (!(jitter >= 0 && jitter <= 1)) {
            throw new IllegalArgumentException("jitter: '" + jitter + "' must be from 0 to 1");
        }
    }

    public AutoConnectorOptions withTimeoutBetweenAttempts(Duration pause) {
        return new AutoConnectorOptions(pause, jitter, checkTelephonyInterval, canRetryOnError, telephonyFailPolicy,
                offlineGrace, onNetworkChange, onNetworkOnline);
    }

    public AutoConnectorOptions withJitter(double share) {
        return new AutoConnectorOptions(timeoutBetweenAttempts, share, checkTelephonyInterval, canRetryOnError,
                telephonyFailPolicy, offlineGrace, onNetworkChange, onNetworkOnline);
    }

    public AutoConnectorOptions withCheckTelephonyInterval(Duration pause) {
        return new AutoConnectorOptions(timeoutBetweenAttempts, jitter, pause, canRetryOnError, telephonyFailPolicy,
                offlineGrace, onNetworkChange, onNetworkOnline);
    }

    public AutoConnectorOptions retryingWhen(Predicate<Throwable> worthwhile) {
        return new AutoConnectorOptions(timeoutBetweenAttempts, jitter, checkTelephonyInterval, worthwhile,
                telephonyFailPolicy, offlineGrace, onNetworkChange, onNetworkOnline);
    }

    public AutoConnectorOptions withTelephonyFailPolicy(TelephonyFailPolicy policy) {
        return new AutoConnectorOptions(timeoutBetweenAttempts, jitter, checkTelephonyInterval, canRetryOnError, policy,
                offlineGrace, onNetworkChange, onNetworkOnline);
    }

    public AutoConnectorOptions withOfflineGrace(Duration grace) {
        return new AutoConnectorOptions(timeoutBetweenAttempts, jitter, checkTelephonyInterval, canRetryOnError,
                telephonyFailPolicy, grace, onNetworkChange, onNetworkOnline);
    }

    public AutoConnectorOptions withNetworkPolicies(NetworkPolicy onChange, NetworkPolicy onOnline) {
        return new AutoConnectorOptions(timeoutBetweenAttempts, jitter, checkTelephonyInterval, canRetryOnError,
                telephonyFailPolicy, offlineGrace, onChange, onOnline);
    }
}
