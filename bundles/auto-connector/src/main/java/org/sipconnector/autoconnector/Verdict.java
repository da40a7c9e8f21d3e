/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.autoconnector;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.sipconnector.api.autoconnector.AutoConnectStop;
import org.sipconnector.api.autoconnector.AutoConnectorOptions;
import org.sipconnector.api.connection.NotReadyForConnectionException;
import org.sipconnector.api.connection.RegistrationFailedException;
import org.sipconnector.api.connection.RequestFailedException;
import org.sipconnector.api.connectionqueue.SupersededException;
import org.sipconnector.kernel.Outcome;

/** Whether a server is there, and whether a failed attempt may be followed by another, and how soon. */
final class Verdict {

    /** A server that asks for more patience is asked again all the same. */
    private static final Duration LONGEST_RETRY_AFTER = Duration.ofMinutes(5);

    /** It does not know OPTIONS, or has sent them back to ourselves: in any case it is there. */
    private static final Set<Integer> ALIVE = Set.of(405, 482, 501);

    private Verdict() {}

    /** Whether a ping has shown that the connection works. */
    static boolean alive(Outcome<?> ping) {
        return ping.succeeded()
                || ping.error() instanceof RequestFailedException refused && ALIVE.contains(refused.failure().status());
    }

    /** Why there must not be another attempt; empty when there may. What the options' predicate throws is passed on. */
    static Optional<AutoConnectStop> on(Throwable error, AutoConnectorOptions options) {
        boolean forbidden = error instanceof RegistrationFailedException refused && refused.forbidden();
        if (error instanceof NotReadyForConnectionException || forbidden || !options.canRetryOnError().test(error)) {
            return Optional.of(AutoConnectStop.HALTED);
        }
        return SupersededException.is(error) ? Optional.of(AutoConnectStop.CANCELLED) : Optional.empty();
    }

    /** How long the server wants not to be asked again (RFC 3261 section 20.33). */
    static Duration retryAfter(Throwable error) {
        return error instanceof RegistrationFailedException refused
                ? refused.failure().retryAfter(LONGEST_RETRY_AFTER).orElse(Duration.ZERO)
                : Duration.ZERO;
    }
}
