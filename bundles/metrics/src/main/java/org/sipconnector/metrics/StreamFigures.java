/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.metrics;

import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.sipconnector.api.Connector;
import org.sipconnector.api.stats.Inbound;
import org.sipconnector.api.stats.Outbound;
import org.sipconnector.api.stats.StatsManager;
import org.sipconnector.api.stats.StatsSnapshot;
import org.sipconnector.api.stats.StreamQuality;

/** How well each stream of connectors in a call does. A figure nobody knows is not told. */
final class StreamFigures {

    private static final double SECOND_IN_NANOS = 1e9;
    private static final double BITS = 8;

    private final Family bytes = new Family("stream_bytes_per_second", "Payload, between the latest two readings.");
    private final Family frames = new Family("stream_frames_per_second", "Frames encoded or decoded.");
    private final Family loss = new Family("stream_loss_ratio", "Share of packets lost, from 0 to 1.");
    private final Family jitter = new Family("stream_jitter_seconds", "How unevenly packets come.");
    private final Family roundTrip = new Family("stream_round_trip_seconds", "To the other side and back.");

    private StreamFigures() {}

    /** @param most of so many connectors each stream is told, those whose ids come first */
    static List<MetricSnapshot> of(Collection<Connector> connectors, int most) {
        StreamFigures figures = new StreamFigures();
        int measured = 0;
        for (Connector connector : connectors) {
            Optional<StatsSnapshot> stats = reading(connector);
            if (stats.isPresent() && measured++ < most) {
                figures.add(connector.id().value(), stats.get());
            }
        }
        return List.of(figures.bytes.gauge(), figures.frames.gauge(), figures.loss.gauge(), figures.jitter.gauge(),
                figures.roundTrip.gauge(),
                new Family("untold_stream_connectors", "Connectors in a call whose streams are not told, over streams.connectors.")
                        .with(Math.max(0, measured - most)).gauge());
    }

    private static Optional<StatsSnapshot> reading(Connector connector) {
        return Snapshots.of(connector, StatsManager.class).filter(stats -> stats.current().isPresent());
    }

    private void add(String connector, StatsSnapshot stats) {
        add(connector, "audio", "sent", stats.sending(Outbound::audio));
        add(connector, "video", "sent", stats.sending(Outbound::video));
        add(connector, "presentation", "sent", stats.sending(Outbound::secondVideo));
        add(connector, "audio", "received", stats.receiving(Inbound::audio));
        add(connector, "video", "received", stats.receiving(Inbound::video));
        add(connector, "presentation", "received", stats.receiving(Inbound::secondVideo));
    }

    private void add(String connector, String stream, String way, StreamQuality quality) {
        String[] labels = {Label.CONNECTOR, connector, "stream", stream, "way", way};
        OptionalLong bitrate = quality.bitrate();
        if (bitrate.isPresent()) {
            bytes.with(bitrate.getAsLong() / BITS, labels);
        }
        add(frames, quality.framesPerSecond(), labels);
        add(loss, quality.loss(), labels);
        quality.jitter().ifPresent(time -> jitter.with(seconds(time), labels));
        quality.roundTrip().ifPresent(time -> roundTrip.with(seconds(time), labels));
    }

    private static void add(Family family, OptionalDouble value, String... labels) {
        if (value.isPresent()) {
            family.with(value.getAsDouble(), labels);
        }
    }

    static double seconds(Duration time) {
        return time.toNanos() / SECOND_IN_NANOS;
    }
}
