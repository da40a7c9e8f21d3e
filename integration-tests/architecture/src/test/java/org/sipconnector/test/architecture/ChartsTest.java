/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.test.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.sipconnector.kernel.chart.Chart;

/**
 * Every chart is sound, every one of its transitions is taken by a test of its bundle, and the bundle's README shows it as it
 * is. After a change, {@code -Dcharts.write=true} writes the drawings anew.
 */
class ChartsTest {

    private static final String BEGIN = "\n## Charts\n\nDrawn from their declarations by `ChartsTest`.\n";

    /** A chart is reported by the bundle it is named after, else by the one whose tests run it. */
    private static List<Path> reports(Path bundle, String ending) throws IOException {
        Path folder = bundle.resolve("target").resolve("charts");
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        List<String> others = Bundles.folders().stream().filter(other -> !other.equals(bundle))
                .map(other -> other.getFileName() + ending).toList();
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(ending))
                    .filter(file -> !others.contains(file.getFileName().toString())).sorted().toList();
        }
    }

    @Test
    void everyChartIsSoundAndEveryTransitionTested() throws IOException {
        List<String> findings = new ArrayList<>();
        for (Path bundle : Bundles.folders()) {
            for (Path report : reports(bundle, ".untested")) {
                Files.readAllLines(report).forEach(line -> findings.add(bundle.getFileName() + "/"
                        + report.getFileName().toString().replace(".untested", "") + ": " + line));
            }
        }
        assertThat(findings).isEmpty();
    }

    @Test
    void everyBundleWithAChartHasOneThatRuns() throws IOException {
        List<String> silent = new ArrayList<>();
        for (JavaClass type : Bundles.classes()) {
            boolean declares = type.getFields().stream().anyMatch(field -> field.getRawType().isEquivalentTo(Chart.class)
                    && field.getModifiers().contains(JavaModifier.STATIC));
            if (declares && reports(folderOf(type), ".mmd").isEmpty()) {
                silent.add(type.getName());
            }
        }
        assertThat(silent).as("charts no test ever runs").isEmpty();
    }

    private static Path folderOf(JavaClass type) {
        String root = Bundles.root(type).substring(Bundles.ROOT.length());
        return Bundles.folders().stream().filter(folder -> folder.getFileName().toString().replace("-", "").equals(root))
                .findFirst().orElseThrow();
    }

    @Test
    void theDrawingsShowTheChartsAsTheyAre() throws IOException {
        List<String> outdated = new ArrayList<>();
        for (Path bundle : Bundles.folders()) {
            List<Path> drawings = reports(bundle, ".mmd");
            if (drawings.isEmpty()) {
                continue;
            }
            Path document = bundle.resolve("README.md");
            String text = Files.readString(document);
            String right = text.substring(0, begin(text)) + charts(drawings);
            if (Boolean.getBoolean("charts.write")) {
                Files.writeString(document, right);
            } else if (!text.equals(right)) {
                outdated.add(document.toString());
            }
        }
        assertThat(outdated).as("run: mvn verify -pl integration-tests/architecture -Dcharts.write=true").isEmpty();
    }

    @Test
    void theConsoleDrawsTheChartsAsTheyAre() throws IOException {
        Path module = Bundles.folders().stream().filter(folder -> folder.endsWith("console")).findFirst().orElseThrow()
                .resolve(Path.of("src", "main", "resources", "org", "sipconnector", "console", "page", "charts.js"));
        Map<String, String> drawn = new TreeMap<>();
        for (Path bundle : Bundles.folders()) {
            for (Path drawing : reports(bundle, ".mmd")) {
                drawn.put(drawing.getFileName().toString().replace(".mmd", ""), Files.readString(drawing).strip());
            }
        }
        if (Boolean.getBoolean("charts.write")) {
            StringBuilder text = new StringBuilder("// Drawn from their declarations by ChartsTest.\n\nexport const CHARTS = {\n");
            drawn.forEach((name, drawing) -> text.append(entry(name, drawing)).append('\n'));
            Files.writeString(module, text.append("};\n"));
        }
        String text = Files.readString(module);
        List<String> outdated = drawn.entrySet().stream().filter(each -> !text.contains(entry(each.getKey(), each.getValue()))).map(Map.Entry::getKey)
                .toList();
        assertThat(outdated).as("run: mvn verify -pl integration-tests/architecture -Dcharts.write=true").isEmpty();
    }

    private static String entry(String name, String drawing) {
        return "  \"" + name + "\": `\n" + drawing + "\n`,";
    }

    /** Where the drawings begin, which are the last part of a README. */
    private static int begin(String text) {
        int begin = text.indexOf(BEGIN);
        return begin < 0 ? text.length() : begin;
    }

    private static String charts(List<Path> drawings) throws IOException {
        StringBuilder text = new StringBuilder(BEGIN);
        for (Path drawing : drawings) {
            text.append("\n### ").append(drawing.getFileName().toString().replace(".mmd", "")).append("\n\n```mermaid\n")
                    .append(Files.readString(drawing).strip()).append("\n```\n");
        }
        return text.toString();
    }
}
