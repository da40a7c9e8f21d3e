/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.spi.media;

import java.time.Duration;
import java.util.List;
import org.sipconnector.api.IceServer;

/**
 * How a peer connection is made.
 *
 * @param iceServers      STUN and TURN servers
 * @param gatheringPause  a description is complete this long after the last candidate, or when gathering ends
 * @param gatheringWanted false to hand out descriptions at once, without candidates
 * @param candidates      which addresses to offer
 */
public record PeerSettings(List<IceServer> iceServers, Duration gatheringPause, boolean gatheringWanted,
        CandidatePolicy candidates) {

    public static final Duration GATHERING_PAUSE = Duration.ofSeconds(2);

    public PeerSettings {
        iceServers = List.copyOf(iceServers);
    }

    public PeerSettings(List<IceServer> iceServers, Duration gatheringPause, boolean gatheringWanted) {
        this(iceServers, gatheringPause, gatheringWanted, CandidatePolicy.STANDARD);
    }

    public static PeerSettings of(List<IceServer> iceServers) {
        return new PeerSettings(iceServers, GATHERING_PAUSE, true);
    }

    /** The same, handing out descriptions at once. */
    public PeerSettings withoutGathering() {
        return new PeerSettings(iceServers, gatheringPause, false, candidates);
    }

    /** The same with another choice of addresses. */
    public PeerSettings withCandidates(CandidatePolicy other) {
        return new PeerSettings(iceServers, gatheringPause, gatheringWanted, other);
    }
}
