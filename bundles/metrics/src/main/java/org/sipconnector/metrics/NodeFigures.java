/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.metrics;

import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.sipconnector.api.Connectors;
import org.sipconnector.spi.health.Problem;
import org.sipconnector.spi.health.ProcessHealth;
import org.sipconnector.spi.media.MediaEngine;
import org.sipconnector.spi.media.MediaHealth;
import org.sipconnector.spi.media.MediaStatistics;
import org.sipconnector.spi.metrics.KernelLoad;
import org.sipconnector.spi.sip.SipStatistics;
import org.sipconnector.spi.sip.SipUserAgents;

/** What all connectors share: whether it is at work, what it holds, what it lacks. A part that is absent tells nothing more. */
final class NodeFigures {

    private final Services services;
    private final LaneDelay delay = new LaneDelay();

    NodeFigures(Services services) {
        this.services = services;
    }

    boolean sipAtWork() {
        return services.ask(SipUserAgents.class, SipUserAgents::statistics).isPresent();
    }

    List<MetricSnapshot> read() {
        List<MetricSnapshot> figures = new ArrayList<>();
        boolean kernel = services.ask(Connectors.class, Connectors::all).isPresent();
        boolean media = services.ask(MediaEngine.class, MediaEngine::health)
                .filter(health -> health.state() == MediaHealth.State.READY).isPresent();
        figures.add(new Family("part_up", "Whether kernel, SIP and media are at work.").with(kernel ? 1 : 0, "part", "kernel")
                .with(sipAtWork() ? 1 : 0, "part", "sip").with(media ? 1 : 0, "part", "media").gauge());
        services.ask(ProcessHealth.class, ProcessHealth::problems).ifPresent(problems -> figures.add(ofProblems(problems)));
        ofSip(figures);
        services.ask(MediaEngine.class, MediaEngine::statistics).ifPresent(now -> ofMedia(figures, now));
        services.ask(KernelLoad.class, KernelLoad::lanes).ifPresent(lanes -> ofLanes(figures, lanes));
        ofStore(figures);
        return figures;
    }

    private static MetricSnapshot ofProblems(List<Problem> problems) {
        Map<Problem.Kind, Long> byKind = problems.stream().collect(Collectors.groupingBy(Problem::kind, Collectors.counting()));
        Family all = new Family("problems", "What sip:health tells of, by what it concerns.");
        for (Problem.Kind kind : Problem.Kind.values()) {
            all.with((double) byKind.getOrDefault(kind, 0L), "kind", Label.of(kind));
        }
        return all.gauge();
    }

    private void ofSip(List<MetricSnapshot> figures) {
        services.ask(SipUserAgents.class, SipUserAgents::statistics).ifPresent(now -> ofSip(figures, now));
        services.ask(SipUserAgents.class, SipUserAgents::refused).ifPresent(count -> figures.add(
                new Family("refused_requests", "Requests, calls among them, and connections refused over a limit.").with((double) count).counter()));
    }

    private static void ofSip(List<MetricSnapshot> figures, SipStatistics now) {
        figures.add(new Family("sip_user_agents", "User agents.").with(now.userAgents()).gauge());
        figures.add(new Family("sip_connections", "Connections to and from other hosts.").with(now.connections()).gauge());
        figures.add(new Family("sip_dialogs", "Dialogs.").with(now.dialogs()).gauge());
        figures.add(new Family("sip_transactions", "Transactions.").with(now.clientTransactions(), "role", "client")
                .with(now.serverTransactions(), "role", "server").gauge());
    }

    private static void ofMedia(List<MetricSnapshot> figures, MediaStatistics now) {
        figures.add(new Family("media_peer_connections", "Open peer connections.").with(now.peers()).gauge());
        figures.add(new Family("media_peer_connections_opened", "Peer connections ever opened.").with((double) now.opened()).counter());
        figures.add(new Family("media_sources", "Sources that run.").with(now.sources()).gauge());
        figures.add(
                new Family("media_leaked_bytes", "Estimate of what the media library did not give back.").with((double) now.leakedBytes()).gauge());
    }

    private void ofLanes(List<MetricSnapshot> figures, KernelLoad.Lanes lanes) {
        figures.add(new Family("lanes", "Connectors' lanes.").with(lanes.open()).gauge());
        figures.add(new Family("parked_lanes", "Lanes that wait for code.").with(lanes.parked()).gauge());
        figures.add(new Family("lane_waiting_messages", "Messages that wait in all lanes.").with((double) lanes.waiting()).gauge());
        figures.add(new Family("lane_waiting_messages_max", "Messages that wait in the lane with most.").with(lanes.busiest()).gauge());
        services.ask(KernelLoad.class, delay::measure).ifPresent(seconds -> figures.add(
                new Family("lane_delay_seconds", "Until that lane had its turn, asked at the reading before.").with(seconds).gauge()));
    }

    private void ofStore(List<MetricSnapshot> figures) {
        services.ask(KernelLoad.class, KernelLoad::storeLag).flatMap(lag -> lag).ifPresent(lag -> {
            figures.add(new Family("store_lag_seconds", "For how long a connector has been other than it is kept.")
                    .with(StreamFigures.seconds(lag.lag())).gauge());
            figures.add(new Family("store_behind_connectors", "Connectors that are other than they are kept.").with(lag.connectors()).gauge());
        });
    }
}
