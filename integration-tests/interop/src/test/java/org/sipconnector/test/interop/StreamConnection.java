/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.test.interop;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.sipconnector.api.Transport;

/** A TCP or TLS connection of the connector. */
final class StreamConnection extends PeerWay {

    private final Socket socket;
    private final Transport transport;
    private final InputStream in;

    StreamConnection(Socket socket, Transport transport) throws IOException {
        this.socket = socket;
        this.transport = transport;
        this.in = new BufferedInputStream(socket.getInputStream());
    }

    @Override
    Transport transport() {
        return transport;
    }

    @Override
    void send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
    }

    /** Hands out message after message until the connection ends. */
    void read(Consumer<ReceivedMessage> heard) {
        try {
            for (String head = head(in); head != null; head = head(in)) {
                ReceivedMessage bare = new ReceivedMessage(head, "", this);
                int length = Integer.parseInt(bare.find("Content-Length").orElse("0"));
                heard.accept(new ReceivedMessage(head, new String(in.readNBytes(length), StandardCharsets.UTF_8), this));
            }
        } catch (IOException ended) {
            // told by over()
        } finally {
            over();
        }
    }

    /** First line and headers with the empty line after them, without line ends before it; null at the end. */
    static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.length() < 4 || head.indexOf("\r\n\r\n", head.length() - 4) < 0) {
            int next = in.read();
            if (next < 0) {
                return null;
            }
            if (!head.isEmpty() || next > ' ') {
                head.append((char) next);
            }
        }
        return new String(head.toString().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }

    @Override
    void close() {
        closeQuietly(socket);
    }
}
