/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.test;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** An ensemble of three ZooKeeper servers, each in a process of its own. */
public final class EngineServers implements AutoCloseable {

    private static final int SERVERS = 3;
    private static final List<String> JARS = List.of("zookeeper", "metrics-core", "snappy", "slf4j-api", "slf4j-simple", "netty", "commons-io");
    private static final long LIMIT_SECONDS = 30;
    private static final int ANSWER_MILLIS = 2_000;

    private final List<Machine> machines;
    private final List<Path> directories = new ArrayList<>();
    private final List<Integer> ports = new ArrayList<>();
    private final List<Process> processes = new ArrayList<>();

    /** @param directory where they keep what they know */
    public EngineServers(Path directory) throws IOException {
        this(directory, Collections.nCopies(SERVERS, Machine.HERE));
    }

    /** @param machines where they run */
    public EngineServers(Path directory, List<Machine> machines) throws IOException {
        this.machines = List.copyOf(machines);
        StringBuilder peers = new StringBuilder();
        for (int number = 0; number < machines.size(); number++) {
            ports.add(freePort());
            peers.append("server.").append(number + 1).append('=').append(machines.get(number).address()).append(':').append(freePort())
                    .append(':').append(freePort()).append('\n');
        }
        for (int number = 0; number < machines.size(); number++) {
            Path data = Files.createDirectories(directory.resolve("server-" + (number + 1)).toAbsolutePath());
            Files.writeString(data.resolve("myid"), number + 1 + "\n", UTF_8);
            Files.writeString(data.resolve("zoo.cfg"), "tickTime=500\ninitLimit=20\nsyncLimit=4\ndataDir=" + data + "\nclientPort="
                    + ports.get(number) + "\nclientPortAddress=" + machines.get(number).address() + "\nadmin.enableServer=false\n" + peers, UTF_8);
            directories.add(data);
            processes.add(begin(number));
        }
    }

    private Process begin(int number) throws IOException {
        Path data = directories.get(number);
        return new ProcessBuilder(machines.get(number).command(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx256m",
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn", "-cp", classPath(), "org.apache.zookeeper.server.quorum.QuorumPeerMain",
                data.resolve("zoo.cfg").toString())).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(data.resolve("server.log").toFile())).start();
    }

    private static String classPath() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> JARS.stream().anyMatch(Path.of(entry).getFileName().toString()::startsWith))
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /** Where nodes reach them. */
    public String addresses() {
        return IntStream.range(0, ports.size()).mapToObj(number -> machines.get(number).address() + ':' + ports.get(number))
                .collect(Collectors.joining(","));
    }

    /** The servers, from 0 on. */
    public List<Integer> numbers() {
        return IntStream.range(0, processes.size()).boxed().toList();
    }

    /** The one that leads; empty while none does. */
    public Optional<Integer> leader() {
        return numbers().stream().filter(number -> status(number).contains("Mode: leader")).findFirst();
    }

    private String status(int number) {
        try (Socket socket = new Socket(machines.get(number).address(), ports.get(number))) {
            socket.setSoTimeout(ANSWER_MILLIS);
            socket.getOutputStream().write("srvr".getBytes(UTF_8));
            return new String(socket.getInputStream().readAllBytes(), UTF_8);
        } catch (IOException away) {
            return "";
        }
    }

    public Process process(int number) {
        return processes.get(number);
    }

    /** Kills it. */
    public void kill(int number) throws InterruptedException {
        processes.get(number).destroyForcibly().waitFor();
    }

    /** Starts it after it has been killed. */
    public void start(int number) throws IOException {
        processes.set(number, begin(number));
    }

    /** What one has taken of the processors. */
    public Duration cpu(int number) {
        return processes.get(number).info().totalCpuDuration().orElse(Duration.ZERO);
    }

    @Override
    public void close() throws InterruptedException {
        processes.forEach(Process::destroy);
        for (Process process : processes) {
            if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        }
    }
}
