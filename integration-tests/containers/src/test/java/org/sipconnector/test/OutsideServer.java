/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.test;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sipconnector.test.ServerProcess;

/** The conference simulator in a process of its own, made of the runtime's jars. */
public final class OutsideServer implements AutoCloseable {

    private static final List<String> JARS = List.of("system/org/sipconnector/", "system/io/netty/", "system/com/fasterxml/",
            "system/org/osgi/", "system/org/ops4j/pax/logging/pax-logging-api/", "lib/boot/", "bouncycastle", "bcp", "bcu");

    private final Process process;
    private final BufferedReader answers;
    private final int port;

    /** Of the runtime that this test runs in. */
    public OutsideServer() throws IOException {
        this(Path.of(System.getProperty("runtime.home")));
    }

    /**
     * @param runtime where its jars are
     * @param options of {@link ServerProcess}
     */
    public OutsideServer(Path runtime, String... options) throws IOException {
        try (Stream<Path> files = Files.walk(runtime)) {
            String jars = files.map(Path::toString).filter(file -> file.endsWith(".jar"))
                    .filter(file -> JARS.stream().anyMatch(file.substring(runtime.toString().length())::contains))
                    .collect(Collectors.joining(":"));
            List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx256m",
                    "-Djava.io.tmpdir=" + System.getProperty("java.io.tmpdir"),
                    "-Dorg.ops4j.pax.logging.DefaultServiceLog.level=WARN", "-cp", System.getProperty("test.classes") + ":" + jars,
                    ServerProcess.class.getName()));
            command.addAll(List.of(options));
            process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        }
        answers = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        port = Integer.parseInt(answer("port "));
    }

    public int port() {
        return port;
    }

    /** Its participants and the keys each has pressed. */
    public String participants() throws IOException {
        return ask("");
    }

    /** All about its participants, after it has done what {@link ServerProcess} understands. */
    public synchronized String ask(String what) throws IOException {
        OutputStream questions = process.getOutputStream();
        questions.write((what + '\n').getBytes(StandardCharsets.UTF_8));
        questions.flush();
        return answer("participants");
    }

    private String answer(String begin) throws IOException {
        for (String line = answers.readLine(); line != null; line = answers.readLine()) {
            if (line.startsWith(begin)) {
                return line.substring(begin.length());
            }
            System.out.println("server: " + line);
        }
        throw new IOException("the server has ended");
    }

    @Override
    public void close() throws IOException {
        process.getOutputStream().close();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
