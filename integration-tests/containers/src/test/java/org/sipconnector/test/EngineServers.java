/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.test;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** An ensemble of three ZooKeeper servers, each in a process of its own. */
public final class EngineServers implements AutoCloseable {

    private static final int SERVERS = 3;
    private static final List<String> JARS = List.of("zookeeper", "metrics-core", "snappy", "slf4j-api", "slf4j-simple", "netty", "commons-io");
    private static final long LIMIT_SECONDS = 30;

    private final List<Integer> ports = new ArrayList<>();
    private final List<Process> processes = new ArrayList<>();

    /** @param directory where they keep what they know */
    public EngineServers(Path directory) throws IOException {
        StringBuilder peers = new StringBuilder();
        for (int number = 1; number <= SERVERS; number++) {
            ports.add(freePort());
            peers.append("server.").append(number).append("=127.0.0.1:").append(freePort()).append(':').append(freePort()).append('\n');
        }
        for (int number = 1; number <= SERVERS; number++) {
            Path data = Files.createDirectories(directory.resolve("server-" + number).toAbsolutePath());
            Files.writeString(data.resolve("myid"), number + "\n", UTF_8);
            Path configuration = Files.writeString(data.resolve("zoo.cfg"), "tickTime=500\ninitLimit=20\nsyncLimit=4\ndataDir=" + data
                    + "\nclientPort=" + ports.get(number - 1) + "\nclientPortAddress=127.0.0.1\nadmin.enableServer=false\n" + peers, UTF_8);
            processes.add(new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx128m",
                    "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn", "-cp", classPath(), "org.apache.zookeeper.server.quorum.QuorumPeerMain",
                    configuration.toString()).redirectErrorStream(true).redirectOutput(data.resolve("server.log").toFile()).start());
        }
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
        return ports.stream().map(port -> "127.0.0.1:" + port).collect(Collectors.joining(","));
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
