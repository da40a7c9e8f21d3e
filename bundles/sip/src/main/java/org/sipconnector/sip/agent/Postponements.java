/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.sip.agent;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.sipconnector.api.Secret;
import org.sipconnector.api.sip.SipFailure;
import org.sipconnector.spi.sip.SipAccount;
import org.sipconnector.spi.sip.UserAgentSettings;

/**
 * Until when registrars want to be left alone (Retry-After). It outlives the connection and the user agent that was told: the
 * next one of the same account keeps to it. Any thread.
 */
final class Postponements {

    private static final int MOST = 20_000;
    private static final Duration LONGEST = Duration.ofDays(1);

    private final Map<Registrant, Postponed> postponed = new ConcurrentHashMap<>();

    /** Whose registration it is; with another password it is another attempt. */
    private record Registrant(String host, int port, String user, String domain, Optional<Secret> password) {

        static Registrant of(UserAgentSettings settings) {
            SipAccount account = settings.account();
            return new Registrant(settings.server().host(), settings.server().port(), account.user(), account.domain(), account.password());
        }
    }

    /**
     * What a registrar said.
     *
     * @param end when it may be asked again, by {@link System#nanoTime()}
     */
    record Postponed(SipFailure failure, long end) {

        long millis() {
            return Math.max(0, TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime()));
        }
    }

    /** Notes a refusal that names a time; others change nothing. */
    void note(UserAgentSettings settings, SipFailure failure) {
        long seconds = seconds(failure);
        if (seconds == 0) {
            return;
        }
        if (postponed.size() >= MOST) {
            postponed.values().removeIf(each -> each.millis() == 0);
        }
        if (postponed.size() < MOST) {
            postponed.put(Registrant.of(settings), new Postponed(failure, System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds)));
        }
    }

    /** The account is registered: what was said before is over. */
    void forget(UserAgentSettings settings) {
        postponed.remove(Registrant.of(settings));
    }

    /** Absent when the registrar may be asked now. */
    Optional<Postponed> of(UserAgentSettings settings) {
        return Optional.ofNullable(postponed.get(Registrant.of(settings))).filter(each -> each.millis() > 0);
    }

    /** What a refusal's Retry-After says, 0 without one. */
    static long seconds(SipFailure failure) {
        return failure.retryAfter(LONGEST).map(Duration::toSeconds).orElse(0L);
    }
}
