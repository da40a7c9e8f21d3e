/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.autoconnector;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.sipconnector.api.autoconnector.RestartReason;

/**
 * Lets wishes for a new cycle through one at a time: within a moment of one that was accepted, only a weightier one is.
 *
 * @param last       what was accepted last, absent after a stop
 * @param at         when
 * @param generation how many were accepted
 */
record Coalescer(Optional<RestartReason> last, Instant at, long generation) {

    static final Duration WINDOW = Duration.ofMillis(250);
    static final Coalescer NEW = new Coalescer(Optional.empty(), Instant.EPOCH, 0);

    boolean accepts(RestartReason reason, Instant now) {
        return last.isEmpty() || !now.isBefore(at.plus(WINDOW)) || reason.priority() > last.get().priority();
    }

    Coalescer accepted(RestartReason reason, Instant now) {
        return new Coalescer(Optional.of(reason), now, generation + 1);
    }

    Coalescer reset() {
        return new Coalescer(Optional.empty(), at, generation);
    }
}
