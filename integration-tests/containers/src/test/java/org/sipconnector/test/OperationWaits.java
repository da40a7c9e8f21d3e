/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.sipconnector.api.update.Update;

/** How long clients' operations took: those that an update came across, and those that none did. Any thread. */
final class OperationWaits {

    private final Queue<Span> operations = new ConcurrentLinkedQueue<>();
    private final Map<Update.Way, List<Span>> updates = new TreeMap<>();

    private record Span(long begin, long end) {

        boolean meets(Span other) {
            return begin < other.end && other.begin < end;
        }

        Duration length() {
            return Duration.ofNanos(end - begin);
        }
    }

    /** An operation that has just ended. */
    void operation(long beginNanos) {
        operations.add(new Span(beginNanos, System.nanoTime()));
    }

    int operations() {
        return operations.size();
    }

    /** An update that has just ended; told by one thread. */
    void update(Update.Way way, long beginNanos) {
        updates.computeIfAbsent(way, first -> new ArrayList<>()).add(new Span(beginNanos, System.nanoTime()));
    }

    /** What clients waited without an update, with one of each way, and how many times as long, which holds on any machine. */
    List<String> lines() {
        List<Span> all = updates.values().stream().flatMap(List::stream).toList();
        Figures quiet = Figures.of(operations.stream().filter(each -> all.stream().noneMatch(each::meets))
                .map(Span::length).toList());
        List<String> lines = new ArrayList<>();
        lines.add("A client's operation, no update: " + quiet);
        updates.forEach((way, spans) -> {
            Figures during = Figures.of(operations.stream().filter(each -> spans.stream().anyMatch(each::meets))
                    .map(Span::length).toList());
            lines.add("A client's operation, update " + way + ": " + during);
            lines.add(String.format(Locale.ROOT, "Ratio to no update, %s: median %.1f, 99th percentile %.1f", way,
                    during.medianMillis() / quiet.medianMillis(), during.p99Millis() / quiet.p99Millis()));
        });
        return lines;
    }
}
