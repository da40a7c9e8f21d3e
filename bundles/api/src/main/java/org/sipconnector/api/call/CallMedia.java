/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.call;

import java.util.List;
import org.sipconnector.api.media.RemoteTrack;

/**
 * What flows in a call.
 *
 * @param senders       media lines of the local stream
 * @param tracks        remote tracks of the main leg, in order of arrival
 * @param remoteStreams what the active leg shows
 * @param contented     whether somebody else presents
 * @param muted         what of the local stream is muted
 */
public record CallMedia(List<CallSender> senders, List<RemoteTrack> tracks, RemoteStreams remoteStreams, RemotePresentation contented,
        MutedMedia muted) {

    public static final CallMedia NONE = muted(MutedMedia.NONE);

    public CallMedia {
        senders = List.copyOf(senders);
        tracks = List.copyOf(tracks);
    }

    /** Nothing but what is muted. */
    public static CallMedia muted(MutedMedia muted) {
        return new CallMedia(List.of(), List.of(), RemoteStreams.NONE, RemotePresentation.NOT_AVAILABLE, muted);
    }
}
