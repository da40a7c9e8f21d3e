/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.call;

import java.util.List;
import org.sipconnector.api.media.RemoteTrack;

/**
 * Tracks of the other side that belong together.
 *
 * @param id          a generated id, unique for the call
 * @param participant whom it belongs to: the stream id the server gave, such as {@code default} for a spectator
 * @param group       the stream id of the tracks' msid
 * @param tracks      its tracks in order of arrival
 */
public record RemoteStream(String id, String participant, String group, List<RemoteTrack> tracks) {

    public RemoteStream {
        tracks = List.copyOf(tracks);
    }
}
