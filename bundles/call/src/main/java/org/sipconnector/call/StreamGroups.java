/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.call;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sipconnector.api.call.RemoteStream;
import org.sipconnector.api.media.RemoteTrack;

/** Groups remote tracks into streams by the stream id of their msid, or each alone when it has none. */
final class StreamGroups {

    private StreamGroups() {}

    /** The streams with the track added; the same list when it is known already. */
    static List<RemoteStream> add(List<RemoteStream> streams, RemoteTrack track, String newId) {
        if (holding(streams, track.id()).isPresent()) {
            return streams;
        }
        String group = group(track);
        List<RemoteStream> changed = new ArrayList<>();
        boolean found = false;
        for (RemoteStream stream : streams) {
            boolean here = stream.group().equals(group);
            found |= here;
            changed.add(here ? withTracks(stream, plus(stream.tracks(), track)) : stream);
        }
        if (!found) {
            changed.add(new RemoteStream(newId, group, group, List.of(track)));
        }
        return changed;
    }

    /** The streams without the track; a stream that becomes empty is gone. */
    static List<RemoteStream> remove(List<RemoteStream> streams, String track) {
        return streams.stream()
                .map(stream -> withTracks(stream, stream.tracks().stream().filter(each -> !each.id().equals(track)).toList()))
                .filter(stream -> !stream.tracks().isEmpty())
                .toList();
    }

    static Optional<RemoteStream> holding(List<RemoteStream> streams, String track) {
        return streams.stream()
                .filter(stream -> stream.tracks().stream().anyMatch(each -> each.id().equals(track))).findFirst();
    }

    static String group(RemoteTrack track) {
        return track.streams().stream().filter(stream -> !stream.isEmpty() && !stream.equals("-")).findFirst()
                .orElse(track.id());
    }

    private static RemoteStream withTracks(RemoteStream stream, List<RemoteTrack> tracks) {
        return new RemoteStream(stream.id(), stream.participant(), stream.group(), tracks);
    }

    private static List<RemoteTrack> plus(List<RemoteTrack> tracks, RemoteTrack track) {
        List<RemoteTrack> longer = new ArrayList<>(tracks);
        longer.add(track);
        return longer;
    }
}
