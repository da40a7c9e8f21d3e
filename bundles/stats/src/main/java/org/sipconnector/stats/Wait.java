/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.stats;

import org.sipconnector.api.stats.Strictness;
import org.sipconnector.kernel.ReplyId;

/**
 * A client that waits for outgoing video.
 *
 * @param reply      its promise, and the name of its timer
 * @param track      id of the track
 * @param strictness how much must have been sent
 * @param baseline   what had been sent when it began to wait
 * @param good       how many good readings there were in a row
 */
record Wait(ReplyId<Void> reply, String track, Strictness strictness, SentVideo baseline, int good) {

    /** Whether a reading shows that the video is really being sent. */
    boolean isGood(SentVideo now, SentVideo before) {
        boolean packets = now.packets().isPresent() && now.packetsSince(baseline) >= strictness.packets();
        boolean frames = strictness.frames() == 0
                || now.tellsFrames() && now.framesSince(baseline) >= strictness.frames();
        boolean fresh = strictness != Strictness.STRICT || now.newSince(before);
        return now.track().filter(track::equals).isPresent() && packets && now.bytesSince(baseline) >= strictness.bytes()
                && frames && fresh;
    }

    /** Counts from nothing when what was sent has become less: then the connection was made again. */
    Wait since(SentVideo now) {
        return now.packets().isPresent() && now.packetsSince(baseline) < 0
                ? new Wait(reply, track, strictness, SentVideo.NOTHING, good)
                : this;
    }

    /** After one more reading. */
    Wait after(boolean goodReading) {
        return new Wait(reply, track, strictness, baseline, goodReading ? good + 1 : 0);
    }

    boolean satisfied() {
        return good >= strictness.readings();
    }
}
