/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.benchmarks.sip;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A process that answers each line it is given by one line, and ends with its input. */
final class AskedProcess implements AutoCloseable {

    private static final int HEAP_MEGABYTES = 768;

    private final Process process;
    private final Writer asked;
    private final BufferedReader said;

    private AskedProcess(List<String> command) throws IOException {
        process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        asked = process.outputWriter();
        said = process.inputReader();
    }

    static AskedProcess of(List<String> command) throws IOException {
        return new AskedProcess(command);
    }

    /** A main class of ours. */
    static AskedProcess java(Class<?> main, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + HEAP_MEGABYTES + "m", "-XX:+UseSerialGC", "-Dorg.slf4j.simpleLogger.defaultLogLevel=error",
                "-Djava.io.tmpdir=" + System.getProperty("java.io.tmpdir"), "-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(List.of(arguments));
        return new AskedProcess(command);
    }

    String ask(Object... words) throws IOException {
        asked.write(String.join(" ", List.of(words).stream().map(Object::toString).toList()) + "\n");
        asked.flush();
        return hear();
    }

    /** @throws IOException when the process has ended instead */
    String hear() throws IOException {
        String line = said.readLine();
        if (line == null) {
            throw new IOException(process.info().commandLine().orElse("a child process") + " has ended");
        }
        return line;
    }

    /** User and system time so far. */
    Duration cpu() {
        return process.info().totalCpuDuration().orElseThrow();
    }

    long pid() {
        return process.pid();
    }

    @Override
    public void close() {
        try {
            asked.close();
        } catch (IOException ended) {
            // it has ended already, which is what is wanted
        }
        process.destroy();
    }
}
