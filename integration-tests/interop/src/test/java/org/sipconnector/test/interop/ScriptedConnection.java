/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.test.interop;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import org.sipconnector.api.Transport;

/**
 * A connection that a scripted client opens to a server.
 *
 * @param port the client's own
 */
record ScriptedConnection(PeerWay connection, int port) {

    /** @param heard is given every message once, on a thread of the connection */
    static ScriptedConnection to(Transport transport, int server, Consumer<ReceivedMessage> heard) throws IOException {
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), server);
        if (transport == Transport.UDP) {
            DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
            DatagramConnection connection = new DatagramConnection(socket, address) {
                @Override
                void close() {
                    socket.close();
                }
            };
            start(() -> receive(socket, connection, heard));
            return new ScriptedConnection(connection, socket.getLocalPort());
        }
        Socket socket = new Socket(address.getAddress(), server);
        if (transport == Transport.TCP) {
            StreamConnection connection = new StreamConnection(socket, transport);
            start(() -> connection.read(heard));
            return new ScriptedConnection(connection, socket.getLocalPort());
        }
        WebSocketConnection connection = new WebSocketConnection(socket, transport);
        connection.upgrade("/webrtc/wss/", "127.0.0.1:" + server);
        start(() -> connection.read(heard));
        return new ScriptedConnection(connection, socket.getLocalPort());
    }

    private static void start(Runnable task) {
        Thread thread = new Thread(task, "scripted-client");
        thread.setDaemon(true);
        thread.start();
    }

    /** What comes again is what was lost on the way, as far as the sender knows. */
    private static void receive(DatagramSocket socket, DatagramConnection connection, Consumer<ReceivedMessage> heard) {
        Set<String> before = new HashSet<>();
        DatagramPacket packet = new DatagramPacket(new byte[65_536], 65_536);
        try {
            while (true) {
                packet.setLength(65_536);
                socket.receive(packet);
                String text = new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8);
                int end = text.indexOf("\r\n\r\n");
                if (!text.isBlank() && end >= 0 && before.add(text)) {
                    heard.accept(new ReceivedMessage(text.substring(0, end + 4), text.substring(end + 4), connection));
                }
            }
        } catch (IOException closed) {
            connection.over();
        }
    }
}
