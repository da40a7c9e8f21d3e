/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.callreconnect;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.sipconnector.api.callreconnect.CallReconnectOptions;

/** How long to wait before an attempt: longer each time, up to a limit, partly by chance. */
final class Backoff {

    /** A server that asks for more patience is called again all the same. */
    static final Duration LONGEST_WISH = Duration.ofMinutes(5);

    private Backoff() {}

    /**
     * @param attempt number of the attempt to come, from 1
     * @param random  from 0 (inclusive) to 1 (exclusive)
     */
    static Duration before(int attempt, CallReconnectOptions options, double random) {
        double pause = Math.min((double) options.maxBackoff().toMillis(),
                (double) options.baseBackoff().toMillis() * Math.pow(options.backoffFactor(), Math.max(1, attempt) - 1));
        return Duration.ofMillis(Math.round(switch (options.jitter()) {
            case NONE -> pause;
            case EQUAL -> pause / 2 + random * pause / 2;
            case FULL -> random * pause;
        }));
    }

    /**
     * Not before the server wants to be called again, if it has named a time. The clock may have been set since.
     *
     * @param named that time
     * @param pause this side's own pause
     */
    static Duration notBefore(Optional<Instant> named, Instant now, Duration pause) {
        Duration left = named.map(then -> Duration.between(now, then)).orElse(Duration.ZERO);
        Duration wish = left.compareTo(LONGEST_WISH) < 0 ? left : LONGEST_WISH;
        return pause.compareTo(wish) < 0 ? wish : pause;
    }
}
