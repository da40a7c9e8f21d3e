/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.spi.media;

import java.util.List;
import org.sipconnector.api.media.MediaKind;
import org.sipconnector.api.media.PeerId;

/**
 * What passed through a peer connection since it was opened, as its sources and sinks count it: cheap to read often.
 *
 * @param peer       the connection
 * @param state      its state
 * @param audioSent  blocks of 10 ms given to the encoder
 * @param framesSent video frames given to the encoder
 * @param tracks     what each remote track brought; tracks that were removed no longer appear
 */
public record MediaFlow(PeerId peer, PeerState state, long audioSent, long framesSent, List<TrackFlow> tracks) {

    public MediaFlow {
        tracks = List.copyOf(tracks);
    }

    /** Audible blocks of 10 ms received on all audio tracks. */
    public long audioReceived() {
        return received(MediaKind.AUDIO);
    }

    /** Decoded frames received on all video tracks. */
    public long framesReceived() {
        return received(MediaKind.VIDEO);
    }

    private long received(MediaKind kind) {
        return tracks.stream().filter(flow -> flow.track().kind() == kind).mapToLong(TrackFlow::received).sum();
    }
}
