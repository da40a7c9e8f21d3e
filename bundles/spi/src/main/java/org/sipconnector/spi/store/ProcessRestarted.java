/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.spi.store;

import java.time.Duration;
import org.sipconnector.api.Event;

/**
 * The connector goes on in another process, or after a refresh of the API or the SPI as if in another: its registration and its calls are taken up again, media is made anew, and what was asked
 * of it in the former process and had not ended has failed there. The first event of the other process, after those that the former
 * had not worked off.
 *
 * @param gap     how long nobody had it
 * @param expired whether that was longer than the other side bears ({@code recovery.maxAgeSeconds}): calls are ended instead
 */
public record ProcessRestarted(Duration gap, boolean expired) implements Event {

    @Override
    public String name() {
        return "connector:process-restarted";
    }
}
