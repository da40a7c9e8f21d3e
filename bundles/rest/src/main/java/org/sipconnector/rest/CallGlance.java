/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.rest;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.sipconnector.api.Connector;
import org.sipconnector.api.SipConnectorException;
import org.sipconnector.api.stats.Inbound;
import org.sipconnector.api.stats.StatsManager;
import org.sipconnector.api.stats.StatsSnapshot;
import org.sipconnector.api.stats.StreamQuality;

/**
 * How well a call is heard and seen here, at a glance.
 *
 * @param level     in one word
 * @param loss      of the stream that loses most, from 0 to 1
 * @param roundTrip the longest
 * @param bitrate   of all that is received, bits per second
 */
record CallGlance(Level level, OptionalDouble loss, Optional<Duration> roundTrip, OptionalLong bitrate) {

    private static final double MUCH_LOSS = 0.05;
    private static final double SOME_LOSS = 0.01;
    private static final Duration LONG = Duration.ofMillis(500);
    private static final Duration LONGISH = Duration.ofMillis(250);

    /** In one word: poor is what people complain of. */
    enum Level { GOOD, FAIR, POOR }

    /** Empty before two readings of statistics, and where nobody takes any. */
    static Optional<CallGlance> of(Connector connector) {
        try {
            return connector.has(StatsManager.class) ? of(connector.manager(StatsManager.class).snapshot()) : Optional.empty();
        } catch (SipConnectorException beingReplaced) {
            return Optional.empty();
        }
    }

    static Optional<CallGlance> of(StatsSnapshot stats) {
        List<StreamQuality> received = Stream.of(stats.receiving(Inbound::audio), stats.receiving(Inbound::video),
                stats.receiving(Inbound::secondVideo)).filter(stream -> stream.bitrate().isPresent()).toList();
        return received.isEmpty() ? Optional.empty() : Optional.of(of(received));
    }

    static CallGlance of(List<StreamQuality> received) {
        OptionalDouble loss = received.stream().flatMapToDouble(stream -> stream.loss().stream()).max();
        Optional<Duration> roundTrip = received.stream().flatMap(stream -> stream.roundTrip().stream()).max(Duration::compareTo);
        OptionalLong bitrate = OptionalLong.of(received.stream().mapToLong(stream -> stream.bitrate().getAsLong()).sum());
        return new CallGlance(level(loss.orElse(0), roundTrip.orElse(Duration.ZERO)), loss, roundTrip, bitrate);
    }

    private static Level level(double loss, Duration roundTrip) {
        if (loss >= MUCH_LOSS || roundTrip.compareTo(LONG) >= 0) {
            return Level.POOR;
        }
        return loss >= SOME_LOSS || roundTrip.compareTo(LONGISH) >= 0 ? Level.FAIR : Level.GOOD;
    }
}
