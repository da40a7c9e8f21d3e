/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.callreconnect;

import java.time.Duration;
import java.util.Optional;

/**
 * Attempts to set a lost call up again.
 *
 * @param attempt   attempts made since the call was lost
 * @param nextDelay pause before the next attempt
 * @param lastError why the last attempt failed
 */
public record RedialAttempts(int attempt, Duration nextDelay, Optional<String> lastError) {

    public static final RedialAttempts NONE = new RedialAttempts(0, Duration.ZERO, Optional.empty());
}
