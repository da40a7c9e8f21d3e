/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import org.sipconnector.api.Connector;
import org.sipconnector.api.call.CallManager;
import org.sipconnector.api.media.SendEncoding;
import org.sipconnector.api.stats.Inbound;
import org.sipconnector.api.stats.Outbound;
import org.sipconnector.api.stats.StatsManager;
import org.sipconnector.api.stats.StatsSnapshot;
import org.sipconnector.api.stats.StreamQuality;
import org.sipconnector.api.streamhealth.StreamHealthManager;
import org.sipconnector.api.streamhealth.StreamHealthSnapshot;
import org.sipconnector.api.videosendingbalancer.BalancerSnapshot;
import org.sipconnector.api.videosendingbalancer.VideoSendingBalancerManager;

/** How well a call sends and receives, a line each; what nobody tells is left out. Nothing without a call. */
record QualityRows(Connector connector) {

    private static final int KILO = 1_000;

    List<Details.Row> rows() {
        List<Details.Row> rows = new ArrayList<>();
        if (!connector.has(CallManager.class)
                || connector.manager(CallManager.class).snapshot().activePeer().isEmpty()) {
            return rows;
        }
        if (connector.has(StatsManager.class)) {
            ofStreams(connector.manager(StatsManager.class).snapshot(), rows);
        }
        if (connector.has(VideoSendingBalancerManager.class)) {
            rows.add(new Details.Row("balancer", text(connector.manager(VideoSendingBalancerManager.class).snapshot())));
        }
        if (connector.has(StreamHealthManager.class)) {
            rows.add(new Details.Row("main video", text(connector.manager(StreamHealthManager.class).snapshot())));
        }
        return rows;
    }

    private static void ofStreams(StatsSnapshot stats, List<Details.Row> rows) {
        add("sending", List.of("video", "presentation", "audio"), List.of(stats.sending(Outbound::video),
                stats.sending(Outbound::secondVideo), stats.sending(Outbound::audio)), rows);
        add("receiving", List.of("video", "presentation", "audio"), List.of(stats.receiving(Inbound::video),
                stats.receiving(Inbound::secondVideo), stats.receiving(Inbound::audio)), rows);
        stats.availableIncomingBitrate().ifPresent(
                bits -> rows.add(new Details.Row("available", kilobits(bits) + " incoming")));
    }

    private static void add(String way, List<String> names, List<StreamQuality> streams, List<Details.Row> rows) {
        for (int i = 0; i < names.size(); i++) {
            String text = text(streams.get(i));
            if (!text.isEmpty()) {
                rows.add(new Details.Row(way, names.get(i) + " " + text));
            }
        }
    }

    static String text(StreamQuality stream) {
        List<String> parts = new ArrayList<>();
        stream.size().ifPresent(size -> parts.add(size.toString()));
        stream.framesPerSecond().ifPresent(frames -> parts.add(Math.round(frames) + " fps"));
        stream.bitrate().ifPresent(bits -> parts.add(kilobits(bits)));
        stream.codec().ifPresent(codec -> parts.add(codec.substring(codec.indexOf('/') + 1)));
        percent(stream.loss()).ifPresent(loss -> parts.add(loss + " lost"));
        stream.jitter().ifPresent(jitter -> parts.add("jitter " + jitter.toMillis() + " ms"));
        stream.roundTrip().ifPresent(time -> parts.add("RTT " + time.toMillis() + " ms"));
        return String.join(", ", parts);
    }

    static String text(BalancerSnapshot balancer) {
        String phase = balancer.active() ? "active" : balancer.scheduled() ? "begins soon" : "off";
        String wish = balancer.command().map(command -> ", the server wants " + command
                + balancer.resolution().map(size -> " " + size).orElse("")).orElse("");
        return phase + wish + balancer.parameters().filter(told -> balancer.active()).map(QualityRows::text).orElse("");
    }

    private static String text(SendEncoding told) {
        String cap = told.maxBitrate().isPresent() ? ", camera capped at " + kilobits(told.maxBitrate().getAsInt()) : "";
        double scale = told.scaleResolutionDownBy().orElse(1);
        return scale > 1 ? cap + String.format(Locale.ROOT, ", scaled down by %.2f", scale) : cap;
    }

    static String text(StreamHealthSnapshot health) {
        String state = health.problem().map(problem -> problem.text() + " for " + health.consecutiveProblemSamplesCount()
                + " readings" + (health.detected() ? "" : ", not yet a problem"))
                .orElse(health.flags().isPresent() ? "healthy" : "not read yet");
        return state + (health.recovering() ? ", renegotiating" : "");
    }

    private static String kilobits(long bits) {
        return Math.round((double) bits / KILO) + " kbit/s";
    }

    private static Optional<String> percent(OptionalDouble share) {
        return share.isPresent()
                ? Optional.of(String.format(Locale.ROOT, "%.1f %%", share.getAsDouble() * 100))
                : Optional.empty();
    }
}
