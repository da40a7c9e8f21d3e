/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.benchmarks.media;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a process and its descendants have used so far, as Linux counts.
 *
 * @param cpuSeconds  user and system time
 * @param megabytes   proportional set size: pages shared by processes count once
 * @param resident    resident set size in megabytes: pages shared by processes count in each
 * @param processes   how many
 * @param threads     of all of them
 * @param descriptors open, of all of them
 */
record Usage(double cpuSeconds, double megabytes, double resident, int processes, int threads, int descriptors) {

    private static final double TICKS_PER_SECOND = 100;

    static Usage of(ProcessHandle root) {
        List<Usage> all = Stream.concat(Stream.of(root), root.descendants()).map(Usage::single).toList();
        return new Usage(all.stream().mapToDouble(Usage::cpuSeconds).sum(), all.stream().mapToDouble(Usage::megabytes).sum(),
                all.stream().mapToDouble(Usage::resident).sum(), all.stream().mapToInt(Usage::processes).sum(),
                all.stream().mapToInt(Usage::threads).sum(),
                all.stream().mapToInt(Usage::descriptors).sum());
    }

    static Usage ofThis() {
        return single(ProcessHandle.current());
    }

    private static Usage single(ProcessHandle process) {
        Path proc = Path.of("/proc", Long.toString(process.pid()));
        try (Stream<Path> open = Files.list(proc.resolve("fd"))) {
            String stat = Files.readString(proc.resolve("stat"));
            // the name in parentheses may contain spaces
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            double cpu = (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS_PER_SECOND;
            List<String> memory = Files.readAllLines(proc.resolve("smaps_rollup"));
            return new Usage(cpu, megabytes(memory, "Pss:"), megabytes(memory, "Rss:"), 1, Integer.parseInt(fields[17]), (int) open.count());
        } catch (IOException gone) {
            if (process.isAlive() && !Files.exists(proc.resolve("smaps_rollup"))) {
                throw new UncheckedIOException(gone);
            }
            return new Usage(0, 0, 0, 0, 0, 0);
        }
    }

    private static double megabytes(List<String> memory, String name) {
        return memory.stream().filter(line -> line.startsWith(name))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", ""))).findFirst().orElse(0) / 1024.0;
    }
}
