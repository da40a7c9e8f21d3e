/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.stats;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.sipconnector.api.media.Size;

/**
 * How one stream does, from the latest two readings. What they do not tell is absent, never zero: the rates after only one
 * reading, after the connection was made again, and whatever the other side does not report.
 *
 * @param bitrate         bits per second, without the packets' headers
 * @param framesPerSecond frames encoded, or decoded
 * @param size            of the pictures, as sent or received
 * @param loss            the share of packets lost, from 0 to 1; of what is sent, as the other side reports
 * @param jitter          how unevenly packets come; of what is sent, as the other side reports
 * @param roundTrip       to the other side and back
 * @param codec           mime type, such as {@code video/VP8}
 */
public record StreamQuality(OptionalLong bitrate, OptionalDouble framesPerSecond, Optional<Size> size, OptionalDouble loss,
        Optional<Duration> jitter, Optional<Duration> roundTrip, Optional<String> codec) {

    private static final double BITS_PER_BYTE = 8;
    private static final double SECOND_IN_MILLIS = 1_000;
    private static final double SECOND_IN_NANOS = 1e9;

    static StreamQuality of(Sent now, Sent before, StatsEntry path) {
        StatsEntry rtp = now.outboundRtp();
        Optional<Duration> roundTrip = time(now.remoteInboundRtp(), "roundTripTime").or(() -> pathTime(rtp, path));
        return new StreamQuality(bitrate(rtp, before.outboundRtp(), "bytesSent"),
                frames(rtp, before.outboundRtp(), "framesEncoded"), size(rtp), now.remoteInboundRtp().real("fractionLost"),
                time(now.remoteInboundRtp(), "jitter"), roundTrip,
                now.codec().text("mimeType"));
    }

    static StreamQuality of(Received now, Received before, StatsEntry path) {
        StatsEntry rtp = now.inboundRtp();
        return new StreamQuality(bitrate(rtp, before.inboundRtp(), "bytesReceived"),
                frames(rtp, before.inboundRtp(), "framesDecoded"), size(rtp), loss(rtp, before.inboundRtp()),
                time(rtp, "jitter"), pathTime(rtp, path),
                now.codec().text("mimeType"));
    }

    private static OptionalLong bitrate(StatsEntry now, StatsEntry before, String bytes) {
        OptionalDouble rate = rate(now, before, bytes);
        return rate.isPresent() ? OptionalLong.of(Math.round(rate.getAsDouble() * BITS_PER_BYTE)) : OptionalLong.empty();
    }

    private static OptionalDouble frames(StatsEntry now, StatsEntry before, String counter) {
        OptionalDouble told = now.real("framesPerSecond");
        return told.isPresent() ? told : rate(now, before, counter);
    }

    private static OptionalDouble loss(StatsEntry now, StatsEntry before) {
        OptionalLong lost = grown(now, before, "packetsLost");
        OptionalLong came = grown(now, before, "packetsReceived");
        if (lost.isEmpty() || came.isEmpty() || lost.getAsLong() + came.getAsLong() == 0) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of((double) lost.getAsLong() / (lost.getAsLong() + came.getAsLong()));
    }

    /** Per second. */
    private static OptionalDouble rate(StatsEntry now, StatsEntry before, String counter) {
        OptionalLong more = grown(now, before, counter);
        double millis = now.real("timestamp").orElse(0) - before.real("timestamp").orElse(0);
        return more.isEmpty() || millis <= 0 || !before.values().containsKey("timestamp")
                ? OptionalDouble.empty()
                : OptionalDouble.of(more.getAsLong() * SECOND_IN_MILLIS / millis);
    }

    /** Absent when it fell: the counter began anew. */
    private static OptionalLong grown(StatsEntry now, StatsEntry before, String counter) {
        OptionalLong later = now.whole(counter);
        OptionalLong earlier = before.whole(counter);
        return later.isPresent() && earlier.isPresent() && later.getAsLong() >= earlier.getAsLong()
                ? OptionalLong.of(later.getAsLong() - earlier.getAsLong())
                : OptionalLong.empty();
    }

    private static Optional<Size> size(StatsEntry rtp) {
        OptionalLong width = rtp.whole("frameWidth");
        OptionalLong height = rtp.whole("frameHeight");
        return width.isPresent() && height.isPresent() && width.getAsLong() > 0 && height.getAsLong() > 0
                ? Optional.of(new Size((int) width.getAsLong(), (int) height.getAsLong()))
                : Optional.empty();
    }

    /** The path tells nothing about a stream that is not there. */
    private static Optional<Duration> pathTime(StatsEntry rtp, StatsEntry path) {
        return rtp.present() ? time(path, "currentRoundTripTime") : Optional.empty();
    }

    private static Optional<Duration> time(StatsEntry entry, String seconds) {
        OptionalDouble value = entry.real(seconds);
        return value.isPresent()
                ? Optional.of(Duration.ofNanos(Math.round(value.getAsDouble() * SECOND_IN_NANOS)))
                : Optional.empty();
    }
}
