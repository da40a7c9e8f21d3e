/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.streamhealth;

import java.util.Optional;

/**
 * What one reading of the statistics says about the main incoming video.
 *
 * @param mutedMainVideoTrack   nothing comes on its track
 * @param invalidInboundFrames  packets come, but no frames that can be decoded
 * @param noInboundVideoTraffic nothing ever came
 * @param inboundVideoStalled   something came, and nothing since the reading before
 */
public record HealthFlags(boolean mutedMainVideoTrack, boolean invalidInboundFrames, boolean noInboundVideoTraffic,
        boolean inboundVideoStalled) {

    /** What is wrong, the first that applies; absent when healthy. */
    public Optional<VideoProblem> problem() {
        if (inboundVideoStalled) {
            return Optional.of(VideoProblem.INBOUND_VIDEO_STALLED);
        }
        if (noInboundVideoTraffic) {
            return Optional.of(VideoProblem.NO_INBOUND_VIDEO_TRAFFIC);
        }
        return mutedMainVideoTrack && invalidInboundFrames
                ? Optional.of(VideoProblem.INVALID_INBOUND_FRAMES)
                : Optional.empty();
    }
}
