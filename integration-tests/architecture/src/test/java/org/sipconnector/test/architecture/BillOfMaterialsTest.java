/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.test.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What ships is in the bill of materials and in NOTICE, and no version of it is known to be vulnerable. Works without a network. */
class BillOfMaterialsTest {

    private static final Path ROOT = Path.of("..", "..");
    private static final Path FEATURES = ROOT.resolve(Path.of("features", "sip-connector", "src", "main"));
    private static final Path BILL = FEATURES.resolve(Path.of("sbom", "sbom.json"));
    private static final Path LIST = FEATURES.resolve(Path.of("sbom", "known-vulnerabilities.csv"));
    private static final Pattern COMPONENT = Pattern.compile("\"name\": \"([^\"]+)\",\\s+\"version\": \"([^\"]+)\"");

    /** One line of the list. */
    private record Entry(String component, String from, String to, String id, String reason) {

        static Entry of(String line) {
            String[] parts = line.split(",", 5);
            return new Entry(parts[0], parts[1], parts[2], parts[3], parts[4]);
        }

        boolean affects(String version) {
            return compare(version, from) >= 0 && (to.isEmpty() || compare(version, to) < 0);
        }
    }

    private static List<MatchResult> find(Path file, Pattern pattern) throws IOException {
        return pattern.matcher(Files.readString(file)).results().toList();
    }

    /** Components by name, versions as the root POM pins them. */
    private static Map<String, String> bill() throws IOException {
        Map<String, String> pinned = new TreeMap<>();
        find(ROOT.resolve("pom.xml"), Pattern.compile("<([\\w.-]+\\.version)>([^<]+)</"))
                .forEach(found -> pinned.put(found.group(1), found.group(2)));
        Map<String, String> bill = new TreeMap<>();
        for (MatchResult found : find(BILL, COMPONENT)) {
            bill.put(found.group(1), Pattern.compile("\\$\\{([^}]+)}").matcher(found.group(2))
                    .replaceAll(name -> Matcher.quoteReplacement(pinned.getOrDefault(name.group(1), name.group()))));
        }
        return bill;
    }

    private static List<Entry> list() throws IOException {
        return Files.readAllLines(LIST).stream().filter(line -> !line.startsWith("#") && !line.isBlank()).map(Entry::of).toList();
    }

    @Test
    void everyBundleOfOthersThatTheFeaturesInstallIsInTheBill() throws IOException {
        List<String> installed =
                find(FEATURES.resolve(Path.of("feature", "feature.xml")), Pattern.compile("mvn:([\\w.-]+)/([\\w.-]+)/\\$\\{[\\w.-]+}"))
                        .stream().filter(found -> !found.group(1).equals("org.sipconnector")).map(found -> found.group(2)).toList();
        assertThat(installed).isNotEmpty();
        assertThat(bill().keySet()).containsAll(installed);
    }

    @Test
    void whatIsEmbeddedIsInTheBillAndInNotice() throws IOException {
        List<String> embedded = List.of("jain-sip-ri", "webrtc-java", "slf4j-api", "slf4j-simple", "prometheus-metrics-core",
                "prometheus-metrics-model", "prometheus-metrics-config",
                "prometheus-metrics-exposition-textformats", "prometheus-metrics-instrumentation-jvm", "prometheus-metrics-tracer-initializer",
                "prometheus-metrics-tracer-common", "prometheus-metrics-tracer-otel", "prometheus-metrics-tracer-otel-agent", "opentelemetry-api",
                "opentelemetry-common",
                "opentelemetry-context");
        List<String> inside = List.of("WebRTC", "BoringSSL", "abseil-cpp", "libvpx", "dav1d", "OpenH264", "FFmpeg", "Opus", "libsrtp", "libyuv",
                "libc++", "libaom");
        assertThat(bill().keySet()).containsAll(embedded).containsAll(inside);
        String notice = Files.readString(ROOT.resolve("NOTICE"));
        assertThat(notice).contains(inside.toArray(String[]::new)).contains("JAIN SIP API", "webrtc-java", "SLF4J", "Jackson", "Netty",
                "Bouncy Castle");
    }

    @Test
    void everyVersionOfTheBillIsPinned() throws IOException {
        assertThat(bill()).allSatisfy((name, version) -> assertThat(version.replace("${project.version}", "")).as(name).doesNotContain("$"));
    }

    @Test
    void noVersionThatShipsIsKnownToBeVulnerable() throws IOException {
        Map<String, String> bill = bill();
        List<String> vulnerable = new ArrayList<>();
        for (Entry entry : list()) {
            assertThat(bill).as("the bill has what the list names").containsKey(entry.component());
            String version = bill.get(entry.component());
            boolean unknown = version.startsWith("unversioned");
            if (entry.reason().isBlank() && (unknown || entry.affects(version))) {
                vulnerable.add(entry.component() + ' ' + version + ": " + entry.id() + (entry.to().isEmpty() ? "" : ", mended in " + entry.to()));
            }
        }
        assertThat(vulnerable).isEmpty();
    }

    @Test
    void theListSaysWhenItWasLookedThrough() throws IOException {
        assertThat(Files.readString(LIST)).containsPattern("looked through on \\d{4}-\\d{2}-\\d{2}\\.");
    }

    @ParameterizedTest
    @CsvSource({"2.18.2, true", "2.18.8, false", "2.18.12, false", "2.9.9, false", "2.10.0, true", "2.18.7.1, true"})
    void versionsAreComparedByTheirNumbers(String version, boolean affected) {
        assertThat(new Entry("x", "2.10.0", "2.18.8", "CVE", "").affects(version)).isEqualTo(affected);
    }

    private static int compare(String one, String other) {
        String[] a = one.split("\\D+");
        String[] b = other.split("\\D+");
        for (int i = 0; i < Math.max(a.length, b.length); i++) {
            int difference = number(a, i) - number(b, i);
            if (difference != 0) {
                return difference;
            }
        }
        return 0;
    }

    private static int number(String[] parts, int index) {
        return index < parts.length && !parts[index].isEmpty() ? Integer.parseInt(parts[index]) : 0;
    }
}
