package org.sipconnector.api.media;

import java.time.Duration;
import java.util.List;
import org.sipconnector.api.IceServer;

/**
 * How a peer connection is made.
 *
 * @param iceServers      STUN and TURN servers
 * @param gatheringPause  a description is complete this long after the last candidate, or when gathering ends
 * @param gatheringWanted false to hand out descriptions at once, without candidates
 */
public record PeerSettings(List<IceServer> iceServers, Duration gatheringPause, boolean gatheringWanted) {

    public static final Duration GATHERING_PAUSE = Duration.ofSeconds(2);

    public PeerSettings {
        iceServers = List.copyOf(iceServers);
    }

    public static PeerSettings of(List<IceServer> iceServers) {
        return new PeerSettings(iceServers, GATHERING_PAUSE, true);
    }
}
