/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.benchmarks.cluster;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A process of the cluster, as the benchmark handles it: asked, killed, frozen, weighed. */
final class ClusterChild implements AutoCloseable {

    private static final int HEAP_MEGABYTES = 768;

    private final Process process;
    private final Writer asked;
    private final BufferedReader said;

    private ClusterChild(Process process) {
        this.process = process;
        asked = process.outputWriter();
        said = process.inputReader();
    }

    static ClusterChild start(List<String> prefix, ClusterEngine engine, String role, Machine machine) throws IOException {
        List<String> command = new ArrayList<>(prefix);
        command.addAll(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx" + HEAP_MEGABYTES + "m",
                "-XX:+UseSerialGC", "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn", "-cp",
                System.getProperty("java.class.path"), ClusterProcess.class.getName(), engine.name(), role, String.valueOf(machine.number()),
                Files.createDirectories(machine.directory()).toString()));
        command.addAll(machine.hosts());
        return new ClusterChild(new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.appendTo(machine.directory().resolve(role + ".log").toFile())).start());
    }

    String ask(Object... words) throws IOException {
        tell(words);
        return hear();
    }

    void tell(Object... words) throws IOException {
        asked.write(String.join(" ", List.of(words).stream().map(Object::toString).toList()) + "\n");
        asked.flush();
    }

    /** @throws IOException when the process has ended instead, or what it was asked failed */
    String hear() throws IOException {
        String line = said.readLine();
        if (line == null || line.startsWith("failed")) {
            throw new IOException("the process " + process.pid() + " said " + line);
        }
        return line;
    }

    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    void freeze() throws IOException, InterruptedException {
        signal("-STOP");
    }

    void thaw() throws IOException, InterruptedException {
        signal("-CONT");
    }

    private void signal(String signal) throws IOException, InterruptedException {
        new ProcessBuilder("kill", signal, String.valueOf(process.pid())).start().waitFor();
    }

    Duration cpu() {
        return process.toHandle().info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /** @return resident memory in megabytes */
    long residentMegabytes() throws IOException {
        return Files.readAllLines(Path.of("/proc/" + process.pid() + "/status")).stream().filter(line -> line.startsWith("VmRSS"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1_000).sum();
    }

    @Override
    public void close() {
        // the next process on that machine listens at the same ports
        process.destroyForcibly().onExit().join();
    }
}
