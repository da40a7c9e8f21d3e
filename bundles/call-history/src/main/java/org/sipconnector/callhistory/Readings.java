/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.callhistory;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;
import org.sipconnector.api.callhistory.CallQuality;
import org.sipconnector.api.stats.Inbound;
import org.sipconnector.api.stats.Outbound;
import org.sipconnector.api.stats.StatsSnapshot;
import org.sipconnector.api.stats.StreamQuality;

/**
 * Sums over a call's readings, from which averages are made at its end.
 *
 * @param count     readings
 * @param loss      lost shares of what we receive
 * @param worstLoss the greatest of them
 * @param roundTrip seconds there and back
 * @param jitter    seconds
 */
record Readings(int count, Sum loss, double worstLoss, Sum roundTrip, Sum jitter) {

    static final Readings NONE = new Readings(0, Sum.ZERO, 0, Sum.ZERO, Sum.ZERO);

    private static final double SECOND_IN_NANOS = 1e9;

    /** Values that were told, added up. */
    record Sum(int count, double total) {

        static final Sum ZERO = new Sum(0, 0);

        Sum plus(OptionalDouble value) {
            return value.isPresent() ? new Sum(count + 1, total + value.getAsDouble()) : this;
        }

        OptionalDouble average() {
            return count == 0 ? OptionalDouble.empty() : OptionalDouble.of(total / count);
        }
    }

    Readings plus(StatsSnapshot stats) {
        List<StreamQuality> received = List.of(stats.receiving(Inbound::audio), stats.receiving(Inbound::video));
        OptionalDouble lost = received.stream().map(StreamQuality::loss).filter(OptionalDouble::isPresent)
                .flatMapToDouble(value -> DoubleStream.of(value.getAsDouble())).max();
        OptionalDouble uneven = received.stream().map(stream -> stream.jitter().orElse(null)).filter(Objects::nonNull)
                .mapToDouble(Readings::seconds).max();
        Optional<Duration> trip = stats.sending(Outbound::audio).roundTrip().or(() -> stats.sending(Outbound::video).roundTrip());
        return new Readings(count + 1, loss.plus(lost), Math.max(worstLoss, lost.orElse(0)),
                roundTrip.plus(trip.map(time -> OptionalDouble.of(seconds(time))).orElse(OptionalDouble.empty())), jitter.plus(uneven));
    }

    CallQuality quality() {
        return new CallQuality(count, loss.average(), loss.count() == 0 ? OptionalDouble.empty() : OptionalDouble.of(worstLoss),
                duration(roundTrip.average()), duration(jitter.average()));
    }

    private static double seconds(Duration time) {
        return time.toNanos() / SECOND_IN_NANOS;
    }

    private static Optional<Duration> duration(OptionalDouble seconds) {
        return seconds.isPresent()
                ? Optional.of(Duration.ofNanos(Math.round(seconds.getAsDouble() * SECOND_IN_NANOS)))
                : Optional.empty();
    }
}
