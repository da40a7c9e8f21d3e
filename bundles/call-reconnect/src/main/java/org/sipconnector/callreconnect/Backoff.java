/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.callreconnect;

import java.time.Duration;
import org.sipconnector.api.callreconnect.CallReconnectOptions;

/** How long to wait before an attempt: longer each time, up to a limit, partly by chance. */
final class Backoff {

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
}
