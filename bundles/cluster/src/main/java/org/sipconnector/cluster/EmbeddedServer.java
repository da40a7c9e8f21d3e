/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.cluster;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.zookeeper.server.NIOServerCnxnFactory;
import org.apache.zookeeper.server.ZooKeeperServer;

/** One server of the engine in this process, that this machine alone reaches: for trying out, since all ends with it. */
final class EmbeddedServer implements AutoCloseable {

    private static final int TICK_MILLIS = 500;
    private static final int MOST_CLIENTS = 10;

    private final NIOServerCnxnFactory connections;
    private final ZooKeeperServer server;

    /** @param directory what is kept is there */
    EmbeddedServer(Path directory) throws IOException {
        this(directory, 0);
    }

    /** @param port to listen at; 0 for any that nobody uses */
    EmbeddedServer(Path directory, int port) throws IOException {
        Files.createDirectories(directory);
        server = new ZooKeeperServer(directory.toFile(), directory.toFile(), TICK_MILLIS);
        connections = new NIOServerCnxnFactory();
        connections.configure(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), MOST_CLIENTS);
        try {
            connections.startup(server);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    String address() {
        return "127.0.0.1:" + connections.getLocalPort();
    }

    @Override
    public void close() {
        connections.shutdown();
        server.shutdown();
    }
}
