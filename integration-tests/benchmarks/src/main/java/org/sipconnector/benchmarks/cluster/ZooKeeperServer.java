/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.benchmarks.cluster;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.zookeeper.server.quorum.QuorumPeerMain;

/** A server of a ZooKeeper ensemble in this process, with what it forces to disk by default. */
final class ZooKeeperServer {

    private static final int CLIENTS = 2_181;
    private static final int FOLLOWERS = 2_888;
    private static final int ELECTIONS = 3_888;
    private static final int TICK_MILLIS = 1_000;

    private ZooKeeperServer() {}

    static void start(Machine machine) throws IOException {
        Path directory = Files.createDirectories(machine.directory().resolve("zookeeper"));
        Files.writeString(directory.resolve("myid"), String.valueOf(machine.number()));
        StringBuilder configuration = new StringBuilder("""
                tickTime=%d
                initLimit=10
                syncLimit=%d
                minSessionTimeout=%d
                dataDir=%s
                clientPort=%d
                4lw.commands.whitelist=srvr
                admin.enableServer=false
                """.formatted(TICK_MILLIS, ClusterMember.SILENCE_MILLIS / TICK_MILLIS, 2 * TICK_MILLIS, directory, CLIENTS));
        for (int i = 1; i <= machine.hosts().size(); i++) {
            configuration.append("server.%d=%s:%d:%d%n".formatted(i, machine.host(i), FOLLOWERS, ELECTIONS));
        }
        Path file = Files.writeString(machine.directory().resolve("zoo.cfg"), configuration);
        Thread thread = new Thread(() -> QuorumPeerMain.main(new String[] {file.toString()}), "zookeeper");
        thread.setDaemon(true);
        thread.start();
    }

    /** @return addresses for clients, the machine's own first */
    static String connectString(Machine machine) {
        StringBuilder text = new StringBuilder(machine.host(machine.number()) + ":" + CLIENTS);
        machine.hosts().stream().filter(host -> !host.equals(machine.host(machine.number())))
                .forEach(host -> text.append(',').append(host).append(':').append(CLIENTS));
        return text.toString();
    }

    static boolean leads(Machine machine) {
        try (Socket socket = new Socket(machine.host(machine.number()), CLIENTS)) {
            socket.setSoTimeout(1_000);
            socket.getOutputStream().write("srvr".getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).contains("Mode: leader");
        } catch (IOException notReady) {
            return false;
        }
    }
}
