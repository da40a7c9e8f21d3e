/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.media;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a client wants to send, as data (WebRTC {@code MediaStream}).
 *
 * @param id     stream id, goes into the SDP's msid
 * @param tracks its tracks
 */
public record LocalStream(String id, List<LocalTrack> tracks) {

    public LocalStream {
        tracks = List.copyOf(tracks);
    }

    /** A stream of the sources given; either may be absent. */
    public static LocalStream of(String id, Optional<String> audio, Optional<String> video) {
        return new LocalStream(id, Stream.concat(
                audio.map(source -> new LocalTrack(id + "-audio", MediaKind.AUDIO, source)).stream(),
                video.map(source -> new LocalTrack(id + "-video", MediaKind.VIDEO, source)).stream()).toList());
    }

    public List<LocalTrack> tracks(MediaKind kind) {
        return tracks.stream().filter(track -> track.kind() == kind).toList();
    }
}
