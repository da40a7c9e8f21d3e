/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
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
import org.sipconnector.spi.media.MediaEngine;
import org.sipconnector.spi.media.MediaHealth;
import org.sipconnector.spi.sip.SipUserAgents;

class MetricsTest {

    private static final MediaEngine READY = Answers.of(MediaEngine.class, Map.of("health", new MediaHealth(MediaHealth.State.READY, "")));

    private final FakeConnectors connectors = new FakeConnectors();

    @TempDir
    java.nio.file.Path directory;

    @Test
    void connectorsAreCountedByWhatTheyDo() {
        registered("a");
        registered("b");
        connectors.add("bare");

        assertThat(text().lines()).contains("# TYPE sip_connector_connectors gauge",
                "sip_connector_connectors{status=\"readyToCall\"} 2", "sip_connector_connectors{status=\"unknown\"} 1",
                "sip_connector_registered 2", "sip_connector_calls 0", "sip_connector_drained 0");
    }

    @Test
    void nobodyIsRegisteredWhileTheSipBundleIsStopped() {
        registered("a");

        assertThat(text(null).lines()).contains("sip_connector_connectors{status=\"sipStopped\"} 1", "sip_connector_registered 0");
    }

    @Test
    void refusalsAreCounted() {
        assertThat(text().lines()).contains("# TYPE sip_connector_refused_total counter", "sip_connector_refused_total 7");
    }

    @Test
    void aCallsStreamsAreToldAndWhatIsNotKnownHasNoLine() {
        connectors.add("a").answer(StatsManager.class, "snapshot",
                new StatsSnapshot(true, Optional.of(reading(1_000, 125_000)), Optional.of(reading(0, 0))));

        assertThat(text().lines().filter(line -> line.contains("connector=\"a\""))).containsExactly(
                "sip_connector_bits_per_second{connector=\"a\",stream=\"video\",way=\"sent\"} 1000000.0",
                "sip_connector_loss_ratio{connector=\"a\",stream=\"video\",way=\"sent\"} 0.025",
                "sip_connector_round_trip_seconds{connector=\"a\",stream=\"video\",way=\"sent\"} 0.04");
    }

    @Test
    void aFileIsWrittenAsAWhole() throws Exception {
        registered("a");
        MetricsCommand command = new MetricsCommand();
        command.connectors = connectors;
        command.sip = Answers.of(SipUserAgents.class, Map.of("refused", 0L, "shortages", List.of()));
        command.exports = new ExportDirectory(directory);
        command.file = "sip.prom";
        command.execute();

        assertThat(Files.readString(directory.resolve("sip.prom"))).contains("sip_connector_registered 1").endsWith("\n");
        try (var files = Files.list(directory)) {
            assertThat(files).hasSize(1);
        }
    }

    private String text() {
        return text(Answers.of(SipUserAgents.class, Map.of("shortages", List.of())));
    }

    private String text(SipUserAgents sip) {
        return new Metrics(connectors, new Health(connectors, READY, sip, null, null, null, null), OptionalLong.of(7)).text();
    }

    private void registered(String id) {
        SessionSnapshot idle = SessionSnapshot.IDLE;
        connectors.add(id).answer(SessionManager.class, "snapshot", new SessionSnapshot(1,
                new ConnectionSnapshot(ConnectionState.ESTABLISHED, new UserAgentStatus(Optional.empty(), true, true), Optional.empty(),
                        Optional.empty(), Set.of(), Optional.empty()),
                idle.call(), idle.incoming(), idle.presentation(), idle.autoConnector(), idle.callReconnect(), idle.role()));
    }

    private static Statistics reading(double millis, long bytes) {
        Sent video = new Sent(new StatsEntry(Map.of("timestamp", millis, "bytesSent", bytes)), StatsEntry.NONE, StatsEntry.NONE,
                new StatsEntry(Map.of("fractionLost", 0.025, "roundTripTime", 0.04)));
        return new Statistics(new Outbound(Sent.NONE, video, Sent.NONE, Path.NONE),
                new Inbound(Received.NONE, Received.NONE, Received.NONE, Path.NONE));
    }
}
