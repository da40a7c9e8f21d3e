/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.sipconnector.api.media.Size;
import org.sipconnector.api.sip.Header;

/**
 * What connections made with the configuration do unless a client says otherwise.
 *
 * @param maxAvailableResolution largest video to send, absent for no limit
 * @param extraHeaders           further headers of REGISTER, in order
 * @param recoveryMin            shortest wait before a lost transport is opened again
 * @param recoveryMax            longest such wait
 * @param attempts               how often a server that cannot be reached is tried by one connect, at least once
 */
public record ConnectionDefaults(Optional<Size> maxAvailableResolution, List<Header> extraHeaders, Duration recoveryMin,
        Duration recoveryMax, int attempts) {

    public static final ConnectionDefaults STANDARD =
            new ConnectionDefaults(Optional.empty(), List.of(), Duration.ofSeconds(2), Duration.ofSeconds(6), 3);

    /** @throws InvalidConfigurationException naming the key at fault */
    public ConnectionDefaults {
        extraHeaders = List.copyOf(extraHeaders);
        if (recoveryMin.isNegative() || recoveryMin.compareTo(recoveryMax) > 0) {
            throw new InvalidConfigurationException("recovery.maxSeconds", "'" + recoveryMax.toSeconds()
                    + "' must not be below recovery.minSeconds, which is '" + recoveryMin.toSeconds() + "'");
        }
        if (attempts < 1) {
            throw new InvalidConfigurationException("connectAttempts", "'" + attempts + "' must be at least 1");
        }
    }
}
