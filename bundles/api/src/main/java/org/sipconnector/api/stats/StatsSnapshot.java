/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.stats;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * The latest two readings and what they say about the main incoming video.
 *
 * @param requested whether the next reading is scheduled or under way
 * @param current   the latest reading
 * @param previous  the one before
 */
public record StatsSnapshot(boolean requested, Optional<Statistics> current, Optional<Statistics> previous) {

    public static final StatsSnapshot NONE = new StatsSnapshot(false, Optional.empty(), Optional.empty());

    /** Fewer packets say nothing yet: a call that begins is not a broken one. */
    private static final long ENOUGH_PACKETS = 500;
    private static final double QUARTER = 0.25;

    /** Bits per second; absent when the receiver does not estimate them. */
    public OptionalLong availableIncomingBitrate() {
        return bitrate(current);
    }

    /** Packets arrive, but no new frames, or none that can be decoded. */
    public boolean invalidInboundFrames() {
        boolean receiving = now("packetsReceived").orElse(0) >= ENOUGH_PACKETS && changed("packetsReceived");
        return receiving && !(fresh("framesReceived") && fresh("framesDecoded"));
    }

    /** Nothing has ever arrived. */
    public boolean noInboundVideoTraffic() {
        return now("packetsReceived").orElse(-1) == 0 && now("bytesReceived").orElse(-1) == 0;
    }

    /** Something arrived before, and nothing since the reading before. */
    public boolean inboundVideoStalled() {
        OptionalLong packets = now("packetsReceived");
        OptionalLong bytes = now("bytesReceived");
        OptionalLong packetsBefore = before("packetsReceived");
        OptionalLong bytesBefore = before("bytesReceived");
        return packets.isPresent() && bytes.isPresent() && packetsBefore.isPresent() && bytesBefore.isPresent()
                && (packetsBefore.getAsLong() > 0 || bytesBefore.getAsLong() > 0)
                && packets.equals(packetsBefore) && bytes.equals(bytesBefore);
    }

    /** Whether the bitrate moved by a quarter or more since the reading before. */
    public boolean availableIncomingBitrateChangedQuarter() {
        OptionalLong now = bitrate(current);
        OptionalLong before = bitrate(previous);
        if (now.isEmpty() || before.isEmpty()) {
            return false;
        }
        if (before.getAsLong() == 0) {
            return now.getAsLong() > 0;
        }
        return Math.abs(now.getAsLong() - before.getAsLong()) / (double) before.getAsLong() >= QUARTER;
    }

    /**
     * How something that is sent does.
     *
     * @param which such as {@code Outbound::video}
     */
    public StreamQuality sending(Function<Outbound, Sent> which) {
        return StreamQuality.of(which.apply(outbound(current)), which.apply(outbound(previous)),
                outbound(current).additional().candidatePair());
    }

    /**
     * How something that is received does.
     *
     * @param which such as {@code Inbound::video}
     */
    public StreamQuality receiving(Function<Inbound, Received> which) {
        return StreamQuality.of(which.apply(inbound(current)), which.apply(inbound(previous)),
                inbound(current).additional().candidatePair());
    }

    private static Outbound outbound(Optional<Statistics> reading) {
        return reading.map(Statistics::outbound).orElse(Outbound.NONE);
    }

    private static Inbound inbound(Optional<Statistics> reading) {
        return reading.map(Statistics::inbound).orElse(Inbound.NONE);
    }

    private boolean fresh(String name) {
        return now(name).orElse(0) > 0 && changed(name);
    }

    /** Differs from before; a figure that was absent has changed. */
    private boolean changed(String name) {
        return !now(name).equals(before(name));
    }

    private OptionalLong now(String name) {
        return mainVideo(current, name);
    }

    private OptionalLong before(String name) {
        return mainVideo(previous, name);
    }

    private static OptionalLong mainVideo(Optional<Statistics> reading, String name) {
        return reading.map(present -> present.inbound().video().inboundRtp().whole(name)).orElse(OptionalLong.empty());
    }

    private static OptionalLong bitrate(Optional<Statistics> reading) {
        return reading.map(present -> present.inbound().additional().candidatePair().whole("availableIncomingBitrate"))
                .orElse(OptionalLong.empty());
    }
}
