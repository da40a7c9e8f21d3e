/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.callreconnect;

import java.time.Duration;
import org.sipconnector.api.InvalidConfigurationException;

/**
 * How patiently a lost call is set up again.
 *
 * @param maxAttempts          attempts before giving up, 0 for no limit
 * @param baseBackoff          pause before the first attempt
 * @param maxBackoff           longest pause
 * @param backoffFactor        by what each pause is longer than the one before, at least 1
 * @param jitter               how much of a pause is left to chance
 * @param waitSignalingTimeout how long to wait for the connection before giving up
 */
public record CallReconnectOptions(int maxAttempts, Duration baseBackoff, Duration maxBackoff, double backoffFactor,
        Jitter jitter, Duration waitSignalingTimeout) {

    public static final CallReconnectOptions STANDARD = new CallReconnectOptions(5, Duration.ofSeconds(1),
            Duration.ofSeconds(30), 2, Jitter.EQUAL, Duration.ofSeconds(20));

    /** @throws InvalidConfigurationException naming the option at fault */
    public CallReconnectOptions {
        if (maxAttempts < 0) {
            throw new InvalidConfigurationException("maxAttempts", "'" + maxAttempts + "' must be 0 or more");
        }
        notNegative("baseBackoff", baseBackoff);
        notNegative("maxBackoff", maxBackoff);
        notNegative("waitSignalingTimeout", waitSignalingTimeout);
        if (!(backoffFactor >= 1)) {
            throw new InvalidConfigurationException("backoffFactor", "'" + backoffFactor + "' must be 1 or more");
        }
    }

    public CallReconnectOptions withMaxAttempts(int attempts) {
        return new CallReconnectOptions(attempts, baseBackoff, maxBackoff, backoffFactor, jitter, waitSignalingTimeout);
    }

    public CallReconnectOptions withJitter(Jitter other) {
        return new CallReconnectOptions(maxAttempts, baseBackoff, maxBackoff, backoffFactor, other, waitSignalingTimeout);
    }

    private static void notNegative(String key, Duration value) {
        if (value.isNegative()) {
            throw new InvalidConfigurationException(key, "'" + value + "' must not be negative");
        }
    }
}
