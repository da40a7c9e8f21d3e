/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.callhistory;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * One call from its beginning to its end, for people and for billing.
 *
 * @param number    the other side as called or as it called
 * @param incoming  whether the other side called
 * @param room      the room the call was in last, as the server told it
 * @param begun     when it was made, or began to ring
 * @param confirmed when it was up; absent for a call that never was
 * @param ended     when it was over
 * @param outcome   how it ended and how well it did
 */
public record CallRecord(String number, boolean incoming, Optional<String> room, Instant begun, Optional<Instant> confirmed,
        Instant ended, CallOutcome outcome) {

    /** From the beginning until the call was up; absent for a call that never was. */
    public Optional<Duration> setUpTime() {
        return confirmed.map(up -> Duration.between(begun, up));
    }

    /** How long the call was up; zero for a call that never was. */
    public Duration duration() {
        return confirmed.map(up -> Duration.between(up, ended)).orElse(Duration.ZERO);
    }
}
