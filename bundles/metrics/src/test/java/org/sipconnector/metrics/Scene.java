/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.metrics;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.sipconnector.api.Connector;
import org.sipconnector.api.ConnectorId;
import org.sipconnector.api.Connectors;
import org.sipconnector.api.connection.ConnectionSnapshot;
import org.sipconnector.api.connection.ConnectionState;
import org.sipconnector.api.connection.UserAgentStatus;
import org.sipconnector.api.session.SessionManager;
import org.sipconnector.api.session.SessionSnapshot;
import org.sipconnector.api.stats.Inbound;
import org.sipconnector.api.stats.Outbound;
import org.sipconnector.api.stats.Path;
import org.sipconnector.api.stats.Received;
import org.sipconnector.api.stats.Sent;
import org.sipconnector.api.stats.Statistics;
import org.sipconnector.api.stats.StatsEntry;
import org.sipconnector.api.stats.StatsManager;
import org.sipconnector.api.stats.StatsSnapshot;
import org.sipconnector.api.update.Update;
import org.sipconnector.api.update.UpdateHistory;
import org.sipconnector.spi.health.Problem;
import org.sipconnector.spi.health.ProcessHealth;
import org.sipconnector.spi.media.MediaEngine;
import org.sipconnector.spi.media.MediaHealth;
import org.sipconnector.spi.media.MediaStatistics;
import org.sipconnector.spi.metrics.KernelLoad;
import org.sipconnector.spi.sip.SipStatistics;
import org.sipconnector.spi.sip.SipUserAgents;

/** A process at work, as its services tell of it. */
final class Scene {

    private Scene() {}

    static Answers.Registry services(List<Connector> connectors, List<Update> updates) {
        return new Answers.Registry()
                .with(Connectors.class, Map.of("all", connectors))
                .with(SipUserAgents.class, Map.of("statistics", new SipStatistics(2, 1, 1, 3, 0), "refused", 7L))
                .with(MediaEngine.class, Map.of("health", new MediaHealth(MediaHealth.State.READY, ""),
                        "statistics", new MediaStatistics(1, 2, 2, 9, 8, 4_096)))
                .with(UpdateHistory.class, Map.of("updates", updates))
                .with(ProcessHealth.class, Map.of("problems", List.of(Problem.of(Problem.Kind.MANAGER, "CallManager is not at work"),
                        Problem.of(Problem.Kind.DRAINED, ConnectorId.of("a"), "drained"),
                        Problem.of(Problem.Kind.DRAINED, ConnectorId.of("b"), "drained"))))
                .with(KernelLoad.class, Map.of("lanes", new KernelLoad.Lanes(3, 1, 12, 9),
                        "storeLag", Optional.of(new KernelLoad.StoreLag(2, Duration.ofMillis(1_500)))));
    }

    static Update update(Duration gap, List<String> failures) {
        return new Update(Instant.EPOCH.plus(gap), "CallManager", "0.1.0", "0.1.1", Update.Way.SIDE_BY_SIDE, new Update.LanePause(1, gap, 0),
                failures);
    }

    static Connector registered(String id) {
        SessionSnapshot idle = SessionSnapshot.IDLE;
        return Answers.connector(id, Map.of(SessionManager.class, new SessionSnapshot(1, new ConnectionSnapshot(
                ConnectionState.ESTABLISHED, new UserAgentStatus(Optional.empty(), true, true), Optional.empty(), Optional.empty(), Set.of(),
                Optional.empty()),
                idle.call(), idle.incoming(), idle.presentation(), idle.autoConnector(), idle.callReconnect(), idle.role())));
    }

    static Connector inCall(String id) {
        return Answers.connector(id, Map.of(StatsManager.class,
                new StatsSnapshot(true, Optional.of(reading(1_000, 125_000)), Optional.of(reading(0, 0)))));
    }

    private static Statistics reading(double millis, long bytes) {
        Sent video =
                new Sent(new StatsEntry(Map.of("timestamp", millis, "bytesSent", bytes, "framesPerSecond", 30)), StatsEntry.NONE, StatsEntry.NONE,
                        new StatsEntry(Map.of("fractionLost", 0.025, "roundTripTime", 0.04, "jitter", 0.002)));
        return new Statistics(new Outbound(Sent.NONE, video, Sent.NONE, Path.NONE),
                new Inbound(Received.NONE, Received.NONE, Received.NONE, Path.NONE));
    }
}
