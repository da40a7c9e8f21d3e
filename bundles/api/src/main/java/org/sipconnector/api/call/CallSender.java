/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.call;

import java.util.List;
import java.util.Optional;
import org.sipconnector.api.media.Direction;
import org.sipconnector.api.media.LocalTrack;
import org.sipconnector.api.media.MediaKind;
import org.sipconnector.api.media.SendEncoding;

/**
 * A media line of the main leg that belongs to the call's local stream.
 *
 * @param transceiver its name at the media engine, such as {@code audio} or {@code video}
 * @param kind        audio or video
 * @param direction   wanted direction
 * @param track       what it sends now, absent for nothing
 * @param encodings   how it sends, as last wanted by the call; empty for the engine's defaults
 */
public record CallSender(String transceiver, MediaKind kind, Direction direction, Optional<LocalTrack> track,
        List<SendEncoding> encodings) {

    public CallSender {
        encodings = List.copyOf(encodings);
    }
}
