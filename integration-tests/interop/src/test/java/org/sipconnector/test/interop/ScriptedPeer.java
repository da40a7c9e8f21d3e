/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.test.interop;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.sipconnector.api.Transport;

/**
 * The connector's server on loopback: listens over one or more transports at one port, keeps what comes in order, and
 * writes what it is told. Repetitions of a datagram are kept apart.
 */
final class ScriptedPeer implements AutoCloseable {

    static final long PATIENCE_SECONDS = Long.getLong("interop.patience", 60);
    private static final int BIND_ATTEMPTS = 50;

    private final BlockingQueue<ReceivedMessage> messages = new LinkedBlockingQueue<>();
    private final BlockingQueue<ReceivedMessage> repetitions = new LinkedBlockingQueue<>();
    private final BlockingQueue<PeerWay> connections = new LinkedBlockingQueue<>();
    private final List<PeerWay> all = new CopyOnWriteArrayList<>();
    private final List<AutoCloseable> sockets = new ArrayList<>();
    private volatile UnaryOperator<String> upgrade = WebSocketConnection::upgrade;
    private final int port;

    private ScriptedPeer(int port) {
        this.port = port;
    }

    /** @param transports at most one over TCP, and UDP */
    static ScriptedPeer listening(Set<Transport> transports) throws IOException {
        for (int attempt = 0;; attempt++) {
            ScriptedPeer peer = null;
            try {
                ServerSocket probe = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                peer = new ScriptedPeer(probe.getLocalPort());
                peer.open(transports, probe);
                return peer;
            } catch (IOException taken) {
                // the same number was free for one protocol and taken for the other
                if (peer != null) {
                    peer.close();
                }
                if (attempt == BIND_ATTEMPTS) {
                    throw taken;
                }
            }
        }
    }

    private void open(Set<Transport> transports, ServerSocket plain) throws IOException {
        if (transports.contains(Transport.UDP)) {
            DatagramSocket datagrams = new DatagramSocket(port, InetAddress.getLoopbackAddress());
            sockets.add(datagrams);
            start(() -> receive(datagrams));
        }
        Transport stream = transports.stream().filter(transport -> transport != Transport.UDP).findFirst().orElse(null);
        if (stream == null) {
            plain.close();
        } else if (!stream.secure()) {
            sockets.add(plain);
            start(() -> accept(plain, stream));
        } else {
            plain.close();
            ServerSocket secure = PeerCertificate.get().sockets().createServerSocket(port, 50, InetAddress.getLoopbackAddress());
            sockets.add(secure);
            start(() -> accept(secure, stream));
        }
    }

    private static void start(Runnable task) {
        Thread thread = new Thread(task, "scripted-peer");
        thread.setDaemon(true);
        thread.start();
    }

    private void receive(DatagramSocket socket) {
        Map<SocketAddress, DatagramConnection> known = new HashMap<>();
        Set<String> before = new HashSet<>();
        DatagramPacket packet = new DatagramPacket(new byte[65_536], 65_536);
        try {
            while (true) {
                packet.setLength(65_536);
                socket.receive(packet);
                String text = new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8);
                int end = text.indexOf("\r\n\r\n");
                if (text.isBlank() || end < 0) {
                    continue;
                }
                DatagramConnection from = known.get(packet.getSocketAddress());
                if (from == null) {
                    from = new DatagramConnection(socket, packet.getSocketAddress());
                    known.put(packet.getSocketAddress(), from);
                    opened(from);
                }
                (before.add(text) ? messages : repetitions).add(new ReceivedMessage(text.substring(0, end + 4), text.substring(end + 4), from));
            }
        } catch (IOException closed) {
            known.values().forEach(PeerWay::over);
        }
    }

    private void accept(ServerSocket server, Transport transport) {
        try {
            while (true) {
                Socket socket = server.accept();
                start(() -> serve(socket, transport));
            }
        } catch (IOException closed) {
            // nobody is let in any more
        }
    }

    private void serve(Socket socket, Transport transport) {
        try {
            if (transport.webSocket()) {
                WebSocketConnection connection = new WebSocketConnection(socket, transport);
                if (connection.upgraded(upgrade)) {
                    opened(connection);
                    connection.read(messages::add);
                }
                connection.close();
            } else {
                StreamConnection connection = new StreamConnection(socket, transport);
                opened(connection);
                connection.read(messages::add);
            }
        } catch (IOException broken) {
            PeerWay.closeQuietly(socket);
        }
    }

    private void opened(PeerWay connection) {
        all.add(connection);
        connections.add(connection);
    }

    int port() {
        return port;
    }

    /** How WebSocket handshakes are answered from now on, the request's head given. */
    void upgrading(UnaryOperator<String> answer) {
        upgrade = answer;
    }

    /** The next connection the connector opens. */
    PeerWay nextConnection() throws InterruptedException {
        return in(connections, "the connector opened no further connection");
    }

    /** The next message, whatever it came over. */
    ReceivedMessage next() throws InterruptedException {
        return in(messages, "the connector said nothing more");
    }

    /** Until now the connector has said nothing that was not expected. */
    void saidNothing() {
        ReceivedMessage unexpected = messages.peek();
        if (unexpected != null) {
            throw new AssertionError("nothing was to be said, but the connector said\n" + unexpected);
        }
    }

    /** The next repetition of a datagram. */
    ReceivedMessage nextRepetition() throws InterruptedException {
        return in(repetitions, "the connector repeated nothing");
    }

    private static <T> T in(BlockingQueue<T> queue, String otherwise) throws InterruptedException {
        T next = queue.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (next == null) {
            throw new AssertionError(otherwise + " within " + PATIENCE_SECONDS + " s");
        }
        return next;
    }

    @Override
    public void close() {
        for (AutoCloseable socket : sockets) {
            try {
                socket.close();
            } catch (Exception alreadyBroken) {
                // it is gone, which is what is wanted
            }
        }
        all.forEach(PeerWay::close);
    }
}
