/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.spi.cluster;

import java.time.Duration;
import java.util.Objects;

/**
 * What a process has kept of a connector that another one goes on with. Times are told as ages, since the clocks of two machines differ.
 *
 * @param content  as the kernel has written it, with secrets
 * @param saved    how long ago it was written, not negative
 * @param lastSeen how long ago that process was at work last, not negative
 */
public record KeptConnector(byte[] content, Duration saved, Duration lastSeen) {

    public KeptConnector {
        Objects.requireNonNull(content);
        Objects.requireNonNull(saved);
        Objects.requireNonNull(lastSeen);
    }

    @Override
    public String toString() {
        return "KeptConnector[saved " + saved + " ago]";
    }
}
