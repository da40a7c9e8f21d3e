/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.DataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.Label;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.sipconnector.api.ConnectorId;
import org.sipconnector.api.Event;
import org.sipconnector.api.callhistory.CallHistoryEvent;
import org.sipconnector.api.callhistory.CallOutcome;
import org.sipconnector.api.callhistory.CallQuality;
import org.sipconnector.api.callhistory.CallRecord;
import org.sipconnector.api.callreconnect.CallReconnectEvent;
import org.sipconnector.api.connection.ConnectionEvent;
import org.sipconnector.api.sip.Originator;
import org.sipconnector.api.sip.SipCause;
import org.sipconnector.api.sip.SipFailure;

/** What {@code docs/metrics} says is what the bundle publishes, and Prometheus' own tool finds nothing wrong with it. */
class DocumentedMetricsTest {

    private static final Path DOCUMENTS = Path.of("..", "..", "docs", "metrics");
    private static final String TABLE = "| name | labels | what it is |\n|---|---|---|\n";
    private static final Pattern NAME = Pattern.compile("\\b(sip_connector_[a-z_]+|jvm_[a-z_]+|process_[a-z_]+)\\b(?!=~)");
    private static final Instant NOON = Instant.parse("2026-01-02T12:00:00Z");

    private final Figures figures = busy();

    /** In which everything has happened that is counted. */
    private static Figures busy() {
        Figures figures = new Figures(Scene.services(new ArrayList<>(List.of(Scene.inCall("a"), Scene.registered("b"))),
                List.of(Scene.update(Duration.ofMillis(30), List.of()))), () -> 200, System::nanoTime);
        SipFailure gone = SipFailure.system(SipCause.CONNECTION_ERROR, "gone");
        List<Event> events = List.of(new ConnectionEvent.Unregistered(Optional.of(gone)),
                new CallReconnectEvent.FailureDetected(SipCause.RTP_TIMEOUT, Originator.SYSTEM, 1),
                new CallHistoryEvent.Recorded(new CallRecord("600", false, Optional.empty(), NOON, Optional.of(NOON.plusSeconds(1)),
                        NOON.plusSeconds(40), new CallOutcome(Originator.REMOTE, SipCause.TERMINATED, 0, "", new CallQuality(1,
                                OptionalDouble.of(0), OptionalDouble.empty(), Optional.empty(), Optional.empty())))));
        events.forEach(event -> figures.count(ConnectorId.of("a"), event));
        return figures;
    }

    @Test
    void theDocumentListsEveryFigure() throws IOException {
        figures.refresh();
        String table = figures.registry().scrape().stream().filter(metric -> metric.getMetadata().getName().startsWith(Family.PREFIX))
                .map(DocumentedMetricsTest::row).sorted().collect(Collectors.joining());
        String document = Files.readString(DOCUMENTS.resolve("README.md"));
        String right = document.substring(0, document.indexOf(TABLE) + TABLE.length()) + table;
        Path written = Files.writeString(Path.of("target", "metrics.md"), right);

        assertThat(document).as("docs/metrics/README.md; what it should be is in %s", written.toAbsolutePath().normalize()).isEqualTo(right);
    }

    @Test
    void dashboardAndRulesNameOnlyWhatIsPublished() throws IOException {
        Set<String> published = new TreeSet<>();
        figures.text().lines().filter(line -> !line.startsWith("#")).forEach(line -> published.add(line.split("[{ ]")[0]));
        for (String file : List.of("alerts.yml", "dashboard.json")) {
            Set<String> named = NAME.matcher(Files.readString(DOCUMENTS.resolve(file))).results().map(MatchResult::group)
                    .collect(Collectors.toCollection(TreeSet::new));
            assertThat(named).as(file).isNotEmpty();
            assertThat(published).as(file).containsAll(named);
        }
    }

    @Test
    void everyPanelOfTheDashboardAsksForSomethingAndLiesApartFromOthers() throws IOException {
        JsonNode panels = new ObjectMapper().readTree(DOCUMENTS.resolve("dashboard.json").toFile()).get("panels");
        Set<String> cells = new TreeSet<>();
        for (JsonNode panel : panels) {
            assertThat(panel.get("title").asText()).isNotBlank();
            assertThat(panel.get("type").asText().equals("row") || !panel.get("targets").isEmpty()).isTrue();
            JsonNode at = panel.get("gridPos");
            for (int x = 0; x < at.get("w").asInt(); x++) {
                for (int y = 0; y < at.get("h").asInt(); y++) {
                    assertThat(cells.add((at.get("x").asInt() + x) + "," + (at.get("y").asInt() + y))).as(panel.get("title").asText()).isTrue();
                }
            }
        }
    }

    @Test
    void prometheusFindsTheRulesRight() throws Exception {
        assertThat(promtool(DOCUMENTS, null, "check", "rules", "alerts.yml")).contains("SUCCESS");
        assertThat(promtool(DOCUMENTS, null, "test", "rules", "alerts_test.yml")).contains("SUCCESS");
    }

    @Test
    void prometheusFindsNoFigureOfOursMisnamed() throws Exception {
        Path text = Files.writeString(Path.of("target", "metrics.txt"), figures.text());

        assertThat(promtool(Path.of("target"), text, "check", "metrics").lines().filter(line -> line.contains(Family.PREFIX))).isEmpty();
    }

    @Test
    void prometheusUnderstandsWhatTheDashboardAsks() throws Exception {
        JsonNode panels = new ObjectMapper().readTree(DOCUMENTS.resolve("dashboard.json").toFile()).get("panels");
        StringBuilder rules = new StringBuilder("groups:\n  - name: dashboard\n    rules:\n");
        int number = 0;
        for (JsonNode query : panels.findValues("expr")) {
            rules.append("      - record: q").append(number++).append("\n        expr: '")
                    .append(query.asText().replace("$__rate_interval", "5m").replace("'", "''")).append("'\n");
        }
        Files.writeString(Path.of("target", "dashboard-queries.yml"), rules);

        assertThat(promtool(Path.of("target"), null, "check", "rules", "dashboard-queries.yml")).contains(number + " rules found");
    }

    /** What it printed; the test is skipped without it. */
    private static String promtool(Path directory, Path input, String... arguments) throws IOException, InterruptedException {
        assumeThat(Stream.of(System.getenv("PATH").split(":")).map(folder -> Path.of(folder, "promtool")).anyMatch(Files::isExecutable))
                .as("promtool is there (Debian's package prometheus)").isTrue();
        List<String> command = new ArrayList<>(List.of("promtool"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true);
        if (input != null) {
            builder.redirectInput(input.toFile());
        }
        Process process = builder.start();
        String printed = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return printed;
    }

    private static String row(MetricSnapshot metric) {
        String name = metric.getMetadata().getName().substring(Family.PREFIX.length());
        String kind = metric instanceof HistogramSnapshot ? "`_bucket`, `_count`, `_sum`" : "";
        Set<String> labels = new TreeSet<>();
        for (DataPointSnapshot point : metric.getDataPoints()) {
            for (Label label : point.getLabels()) {
                labels.add("`" + label.getName() + "`");
            }
        }
        return "| `" + name + (metric instanceof CounterSnapshot ? "_total" : "") + "`" + (kind.isEmpty() ? "" : " (" + kind + ")") + " | "
                + String.join(", ", labels) + " | " + metric.getMetadata().getHelp() + " |\n";
    }
}
