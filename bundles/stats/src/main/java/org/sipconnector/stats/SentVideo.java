/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.stats;

import java.util.Optional;
import java.util.OptionalLong;
import org.sipconnector.api.stats.Sent;
import org.sipconnector.api.stats.Statistics;

/** How much of the first outgoing video one reading shows; what it does not tell is absent. */
record SentVideo(Optional<String> track, OptionalLong packets, OptionalLong bytes, OptionalLong encoded, OptionalLong source) {

    static final SentVideo NOTHING = new SentVideo(Optional.empty(), OptionalLong.empty(), OptionalLong.empty(),
            OptionalLong.empty(), OptionalLong.empty());

    static SentVideo of(Optional<Statistics> reading) {
        return reading.map(present -> present.outbound().video()).map(SentVideo::of).orElse(NOTHING);
    }

    private static SentVideo of(Sent video) {
        return new SentVideo(video.mediaSource().text("trackIdentifier"), video.outboundRtp().whole("packetsSent"),
                video.outboundRtp().whole("bytesSent"), video.outboundRtp().whole("framesEncoded"),
                video.mediaSource().whole("frames"));
    }

    long packetsSince(SentVideo earlier) {
        return grown(packets, earlier.packets);
    }

    long bytesSince(SentVideo earlier) {
        return grown(bytes, earlier.bytes);
    }

    long framesSince(SentVideo earlier) {
        return Math.max(grown(encoded, earlier.encoded), grown(source, earlier.source));
    }

    boolean tellsFrames() {
        return encoded.isPresent() || source.isPresent();
    }

    boolean newSince(SentVideo earlier) {
        return bytesSince(earlier) > 0 || framesSince(earlier) > 0;
    }

    private static long grown(OptionalLong now, OptionalLong before) {
        return now.isPresent() ? now.getAsLong() - before.orElse(0) : 0;
    }
}
