/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.autoconnector;

import java.time.Duration;

/**
 * What failed checks of the server lead to: a new cycle of attempts at the first, then at most one each back-off.
 *
 * @param baseRetryDelay    back-off after the first failed check; doubled by each further one
 * @param maxRetryDelay     longest back-off
 * @param warningThreshold  failed checks from which on they are a warning
 * @param criticalThreshold failed checks from which on they are critical
 */
public record TelephonyFailPolicy(Duration baseRetryDelay, Duration maxRetryDelay, int warningThreshold,
        int criticalThreshold) {

    public static final TelephonyFailPolicy STANDARD =
            new TelephonyFailPolicy(Duration.ofSeconds(1), Duration.ofSeconds(30), 3, 5);
}
