/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.shell;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sipconnector.api.Connector;
import org.sipconnector.api.Connectors;
import org.sipconnector.api.stats.Inbound;
import org.sipconnector.api.stats.Outbound;
import org.sipconnector.api.stats.StatsManager;
import org.sipconnector.api.stats.StatsSnapshot;
import org.sipconnector.api.stats.StreamQuality;

/**
 * How many connectors and calls there are and how well the calls do, in Prometheus' text format. A value nobody tells has no
 * line. Streams are told of connectors in a call only.
 */
record Metrics(Connectors connectors, Health health, OptionalLong refused) {

    private static final double SECOND_IN_NANOS = 1e9;

    String text() {
        return String.join("\n", lines()) + "\n";
    }

    /** Numbers by name and labels, in the order of the text. */
    Map<String, BigDecimal> values() {
        Map<String, BigDecimal> values = new LinkedHashMap<>();
        for (String line : lines()) {
            if (!line.startsWith("#")) {
                int blank = line.lastIndexOf(' ');
                values.put(line.substring(0, blank), new BigDecimal(line.substring(blank + 1)));
            }
        }
        return values;
    }

    private List<String> lines() {
        List<String> lines = new ArrayList<>();
        Map<String, Long> statuses = overviews()
                .collect(Collectors.groupingBy(Overview::systemStatus, TreeMap::new, Collectors.counting()));
        gauge(lines, "connectors", "Connectors by what they are doing.");
        statuses.forEach((status, count) -> value(lines, "connectors{status=\"" + status + "\"}", count));
        gauge(lines, "calls", "Calls that are up or being made.");
        value(lines, "calls", count(Overview::inCall));
        gauge(lines, "registered", "Connectors that are registered.");
        value(lines, "registered", count(Overview::registered));
        gauge(lines, "drained", "Connectors that take no new calls.");
        value(lines, "drained", count(Overview::draining));
        gauge(lines, "problems", "What sip:health tells of.");
        value(lines, "problems", health.problems().size());
        refused.ifPresent(count -> {
            described(lines, "refused_total", "Requests, calls among them, and connections refused over a limit.", "counter");
            value(lines, "refused_total", count);
        });
        streams(lines, "bits_per_second", "Of payload, between the latest two readings.",
                quality -> toDouble(quality.bitrate()));
        streams(lines, "frames_per_second", "Frames encoded or decoded.", StreamQuality::framesPerSecond);
        streams(lines, "loss_ratio", "Share of packets lost, from 0 to 1.", StreamQuality::loss);
        streams(lines, "jitter_seconds", "How unevenly packets come.", quality -> quality.jitter()
                .map(time -> OptionalDouble.of(time.toNanos() / SECOND_IN_NANOS)).orElse(OptionalDouble.empty()));
        streams(lines, "round_trip_seconds", "To the other side and back.", quality -> quality.roundTrip()
                .map(time -> OptionalDouble.of(time.toNanos() / SECOND_IN_NANOS)).orElse(OptionalDouble.empty()));
        return lines;
    }

    private Stream<Overview> overviews() {
        Absence absence = health.absence();
        return connectors.all().stream().map(connector -> new Overview(connector, absence));
    }

    private long count(Function<Overview, Boolean> condition) {
        return overviews().filter(condition::apply).count();
    }

    private void streams(List<String> lines, String name, String help, Function<StreamQuality, OptionalDouble> figure) {
        gauge(lines, name, help);
        for (Connector connector : connectors.all()) {
            Optional<StatsSnapshot> stats = Optional.of(connector).filter(each -> each.has(StatsManager.class))
                    .map(each -> each.manager(StatsManager.class).snapshot()).filter(snapshot -> snapshot.current().isPresent());
            stats.ifPresent(snapshot -> streams(snapshot).forEach((labels, quality) -> figure.apply(quality).ifPresent(
                    number -> value(lines, name + "{connector=\"" + escaped(connector.id().value()) + "\"," + labels + "}", number))));
        }
    }

    private static Map<String, StreamQuality> streams(StatsSnapshot stats) {
        return new TreeMap<>(Map.of(
                "stream=\"audio\",way=\"sent\"", stats.sending(Outbound::audio),
                "stream=\"video\",way=\"sent\"", stats.sending(Outbound::video),
                "stream=\"presentation\",way=\"sent\"", stats.sending(Outbound::secondVideo),
                "stream=\"audio\",way=\"received\"", stats.receiving(Inbound::audio),
                "stream=\"video\",way=\"received\"", stats.receiving(Inbound::video),
                "stream=\"presentation\",way=\"received\"", stats.receiving(Inbound::secondVideo)));
    }

    private static OptionalDouble toDouble(OptionalLong value) {
        return value.isPresent() ? OptionalDouble.of((double) value.getAsLong()) : OptionalDouble.empty();
    }

    private static void gauge(List<String> lines, String name, String help) {
        described(lines, name, help, "gauge");
    }

    private static void described(List<String> lines, String name, String help, String type) {
        lines.add("# HELP sip_connector_" + name + " " + help);
        lines.add("# TYPE sip_connector_" + name + " " + type);
    }

    private static void value(List<String> lines, String name, Number number) {
        lines.add("sip_connector_" + name + " " + number);
    }

    private static String escaped(String label) {
        return label.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }
}
