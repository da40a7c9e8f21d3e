/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestPlan;
import org.sipconnector.kernel.chart.Chart;
import org.sipconnector.kernel.chart.ChartObserver;
import org.sipconnector.kernel.chart.Transition;

/**
 * Watches the charts while a module's tests run and leaves, in {@code target/charts}, each chart's drawing
 * ({@code NAME.mmd}) and what its tests have left out ({@code NAME.untested}). The architecture tests read them.
 */
public final class ChartReports implements TestExecutionListener {

    private final Map<Chart<?, ?>, Set<Transition<?, ?>>> taken = new IdentityHashMap<>();

    @Override
    public void testPlanExecutionStarted(TestPlan plan) {
        ChartObserver.observe((chart, transition) -> {
            synchronized (taken) {
                taken.computeIfAbsent(chart, first -> Collections.newSetFromMap(new ConcurrentHashMap<>())).add(transition);
            }
        });
    }

    @Override
    public void testPlanExecutionFinished(TestPlan plan) {
        ChartObserver.observe(null);
        Map<String, Chart<?, ?>> charts = new TreeMap<>();
        Map<String, Set<String>> untested = new TreeMap<>();
        synchronized (taken) {
            taken.forEach((chart, transitions) -> {
                charts.put(chart.name(), chart);
                untested.computeIfAbsent(chart.name(), name -> new LinkedHashSet<>()).addAll(findings(chart, transitions));
            });
        }
        Path folder = Path.of("target", "charts");
        charts.forEach((name, chart) -> {
            write(folder.resolve(name + ".mmd"), List.of(chart.mermaid().split("\n")));
            write(folder.resolve(name + ".untested"), List.copyOf(untested.get(name)));
        });
    }

    private static List<String> findings(Chart<?, ?> chart, Set<Transition<?, ?>> transitions) {
        return Stream.concat(chart.problems().stream(),
                chart.transitions().stream().filter(transition -> !transitions.contains(transition))
                        .map(transition -> "no test takes " + transition))
                .toList();
    }

    private static void write(Path file, List<String> lines) {
        try {
            Files.createDirectories(file.getParent());
            Files.write(file, lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
