/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.spi.media;

import java.util.List;
import java.util.Optional;

/**
 * One transceiver of a {@link PeerConnectionState}.
 *
 * @param settings  how it is now
 * @param mid       its media line; empty when it was never negotiated
 * @param announced the track id by which descriptions tell what it sends; stays when the track is replaced
 * @param sinks     services that its remote track is given to
 */
public record LineBlueprint(TransceiverSettings settings, Optional<String> mid, Optional<String> announced,
        List<String> sinks) {

    public LineBlueprint {
        sinks = List.copyOf(sinks);
    }
}
