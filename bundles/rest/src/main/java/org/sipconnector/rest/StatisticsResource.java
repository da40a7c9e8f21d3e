/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.rest;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.sipconnector.api.ConnectorId;
import org.sipconnector.api.stats.Inbound;
import org.sipconnector.api.stats.Outbound;
import org.sipconnector.api.stats.StatsManager;
import org.sipconnector.api.stats.StatsSnapshot;
import org.sipconnector.api.stats.StreamQuality;

/** How streams of a call do, now and shortly before. */
final class StatisticsResource {

    private final ConnectorLookup lookup;
    private final StatisticsHistory history;

    /**
     * How streams do at one moment.
     *
     * @param sending   by stream: audio, video, presentation; those that say anything
     * @param available bits per second that could be received, when that is estimated
     */
    record StreamReading(Instant at, Map<String, StreamQuality> sending, Map<String, StreamQuality> receiving, OptionalLong available) {

        static StreamReading of(Instant at, StatsSnapshot stats) {
            Map<String, StreamQuality> sending =
                    new TreeMap<>(Map.of("audio", stats.sending(Outbound::audio), "video", stats.sending(Outbound::video),
                            "presentation", stats.sending(Outbound::secondVideo)));
            Map<String, StreamQuality> receiving = new TreeMap<>(Map.of("audio", stats.receiving(Inbound::audio), "video",
                    stats.receiving(Inbound::video), "presentation", stats.receiving(Inbound::secondVideo)));
            sending.values().removeIf(StreamReading::saysNothing);
            receiving.values().removeIf(StreamReading::saysNothing);
            return new StreamReading(at, sending, receiving, stats.availableIncomingBitrate());
        }

        private static boolean saysNothing(StreamQuality stream) {
            return stream.bitrate().isEmpty() && stream.codec().isEmpty() && stream.framesPerSecond().isEmpty();
        }
    }

    /**
     * Readings of the latest two minutes, the oldest first; those before somebody has asked are not kept.
     *
     * @param current absent without a call
     */
    record StatisticsReport(Optional<StreamReading> current, List<StreamReading> history) {}

    StatisticsResource(ConnectorLookup lookup, StatisticsHistory history) {
        this.lookup = lookup;
        this.history = history;
    }

    List<Route> routes() {
        return List.of(Route.get("/connectors/{id}/statistics", "How the call's streams do, now and in the latest two minutes that somebody asked")
                .giving(StatisticsReport.class).at(this::report));
    }

    private StatisticsReport report(RestRequest request) {
        StatsManager manager = lookup.manager(request, StatsManager.class);
        ConnectorId id = lookup.of(request).id();
        StatsSnapshot stats = manager.snapshot();
        Optional<StreamReading> current = stats.current().map(reading -> StreamReading.of(Instant.now(), stats));
        return new StatisticsReport(current, new ArrayList<>(history.of(id, manager)));
    }
}
