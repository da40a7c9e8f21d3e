/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.spi.store;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.sipconnector.api.Event;

/**
 * The connector goes on in another process, or after a refresh of the API or the SPI as if in another: its registration and its calls are taken up again, media is made anew, and what was asked
 * of it in the former process and had not ended has failed there. The first event of the other process, after those that the former
 * had not worked off.
 *
 * @param ended   when the former process was at work last, as far as anybody knows
 * @param expired whether that was longer ago, when this one read it, than the other side bears ({@code recovery.maxAgeSeconds}): calls
 *                are ended instead
 */
public record ProcessRestarted(Instant ended, boolean expired) implements Event {

    public ProcessRestarted {
        // as a build that told only the gap has kept it
        ended = Objects.requireNonNullElse(ended, Instant.MAX);
    }

    /** How long nobody had it, when it goes on now; zero when the clock was set back meanwhile. */
    public Duration gap(Instant now) {
        return ended.isBefore(now) ? Duration.between(ended, now) : Duration.ZERO;
    }

    @Override
    public String name() {
        return "connector:process-restarted";
    }
}
