/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.spi.media;

import java.util.List;
import java.util.Optional;
import org.sipconnector.api.Embedded;
import org.sipconnector.api.media.Direction;
import org.sipconnector.api.media.LocalTrack;
import org.sipconnector.api.media.MediaKind;
import org.sipconnector.api.media.SendEncoding;

/**
 * A media line to be.
 *
 * @param name              names the transceiver within its peer connection, such as {@code camera}; unique there
 * @param kind              audio or video
 * @param direction         wanted direction
 * @param track             what to send, absent when it only receives
 * @param streams           stream ids of the track
 * @param encodings         how to send, empty for the engine's defaults
  * @param codecs            which codecs it is to use

 */
public record TransceiverSettings(String name, MediaKind kind, Direction direction, Optional<LocalTrack> track,
        List<String> streams, List<SendEncoding> encodings, @Embedded CodecPreferences codecs) {

    public TransceiverSettings {
        streams = List.copyOf(streams);
        encodings = List.copyOf(encodings);

    }

    public static TransceiverSettings sending(String name, LocalTrack track, String stream, Direction direction) {
        return new TransceiverSettings(name, track.kind(), direction, Optional.of(track), List.of(stream), List.of(), CodecPreferences.ANY);
    }

    public static TransceiverSettings receiving(String name, MediaKind kind) {
        return new TransceiverSettings(name, kind, Direction.RECVONLY, Optional.empty(), List.of(), List.of(), CodecPreferences.ANY);
    }

    /** The same with other encodings. */
    public TransceiverSettings withEncodings(List<SendEncoding> other) {
        return new TransceiverSettings(name, kind, direction, track, streams, other, codecs);
    }
}
