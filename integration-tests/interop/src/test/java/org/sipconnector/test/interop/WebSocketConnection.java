/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.test.interop;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.sipconnector.api.Transport;

/** A WebSocket of the connector (RFC 6455, RFC 7118), the frames made by hand. */
final class WebSocketConnection extends PeerWay {

    private static final int CONTINUATION = 0;
    private static final int TEXT = 1;
    private static final int BINARY = 2;
    private static final int CLOSE = 8;
    private static final int PING = 9;
    private static final int PONG = 10;
    private static final int FINAL = 0x80;
    private static final int COMPRESSED = 0x40;
    private static final int MASKED = 0x80;

    private final Socket socket;
    private final Transport transport;
    private final DataInputStream in;
    private final BlockingQueue<String> pongs = new LinkedBlockingQueue<>();
    private String frames = "text";
    /** Whether this end opened it, and masks what it sends (RFC 6455 section 5.3). */
    private boolean client;

    WebSocketConnection(Socket socket, Transport transport) throws IOException {
        this.socket = socket;
        this.transport = transport;
        this.in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
    }

    /** The usual answer to an upgrade. */
    static String upgrade(String request) {
        String key = new ReceivedMessage(request, "", null).header("Sec-WebSocket-Key");
        try {
            String accept = Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-1")
                    .digest(bytes(key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11")));
            return "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: "
                    + accept + "\r\nSec-WebSocket-Protocol: sip\r\n\r\n";
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Asks for an upgrade as a client. */
    void upgrade(String path, String host) throws IOException {
        client = true;
        write(bytes(String.join("\r\n", "GET " + path + " HTTP/1.1", "Host: " + host, "Upgrade: websocket", "Connection: Upgrade",
                "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==", "Sec-WebSocket-Version: 13", "Sec-WebSocket-Protocol: sip",
                "Origin: http://" + host, "", "")));
        String answer = StreamConnection.head(in);
        if (answer == null || !answer.startsWith("HTTP/1.1 101")) {
            throw new IOException("no WebSocket came of it: " + answer);
        }
    }

    /** Answers the upgrade with what is told; whether a WebSocket came of it. */
    boolean upgraded(UnaryOperator<String> answer) throws IOException {
        String request = StreamConnection.head(in);
        if (request == null) {
            return false;
        }
        String response = answer.apply(request);
        write(bytes(response));
        return response.startsWith("HTTP/1.1 101");
    }

    @Override
    Transport transport() {
        return transport;
    }

    @Override
    void send(byte[] bytes) throws IOException {
        switch (frames) {
            case "text" -> frame(FINAL | TEXT, bytes);
            case "binary" -> frame(FINAL | BINARY, bytes);
            case "fragments" -> {
                int third = bytes.length / 3;
                frame(TEXT, Arrays.copyOfRange(bytes, 0, third));
                frame(CONTINUATION, new byte[0]);
                frame(FINAL | PING, bytes("between"));
                frame(CONTINUATION, Arrays.copyOfRange(bytes, third, 2 * third));
                frame(FINAL | CONTINUATION, Arrays.copyOfRange(bytes, 2 * third, bytes.length));
            }
            default -> throw new IllegalArgumentException("frames are text, binary or fragments");
        }
    }

    /** How messages are framed from now on (RFC 6455 sections 5.4 and 5.6). */
    void frames(String kind) {
        frames = kind;
    }

    /** A single frame: a control frame with that text, or a message whose frame says that it is compressed. */
    void frame(String kind, String content) throws IOException {
        switch (kind) {
            case "ping" -> frame(FINAL | PING, bytes(content));
            case "pong" -> frame(FINAL | PONG, bytes(content));
            case "close" -> frame(FINAL | CLOSE, content.isEmpty()
                    ? new byte[0]
                    : ByteBuffer.allocate(2).putShort(Short.parseShort(content)).array());
            case "compressed" -> frame(FINAL | COMPRESSED | TEXT, bytes(content));
            default -> throw new IllegalArgumentException("a frame is a ping, pong, close or compressed");
        }
    }

    /** What the next pong brings back. */
    String pong() throws InterruptedException {
        return pongs.poll(ScriptedPeer.PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    private void frame(int opcode, byte[] content) throws IOException {
        int masked = client ? MASKED : 0;
        ByteBuffer head = ByteBuffer.allocate(14).put((byte) opcode);
        if (content.length < 126) {
            head.put((byte) (masked | content.length));
        } else if (content.length < 65_536) {
            head.put((byte) (masked | 126)).putShort((short) content.length);
        } else {
            head.put((byte) (masked | 127)).putLong(content.length);
        }
        if (client) {
            // a mask of zeros leaves the content as it is
            head.putInt(0);
        }
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        frame.write(head.array(), 0, head.position());
        frame.write(content);
        write(frame.toByteArray());
    }

    private synchronized void write(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
    }

    /** Hands out message after message until the connection ends. */
    void read(Consumer<ReceivedMessage> heard) {
        try {
            while (true) {
                int opcode = in.readUnsignedByte() & 0x0f;
                byte[] content = content();
                if (opcode == PING) {
                    frame(FINAL | PONG, content);
                } else if (opcode == PONG) {
                    pongs.add(new String(content, StandardCharsets.UTF_8));
                } else if (opcode == CLOSE) {
                    frame(FINAL | CLOSE, content);
                    return;
                } else if (opcode == TEXT || opcode == BINARY) {
                    message(new String(content, StandardCharsets.UTF_8), heard);
                }
            }
        } catch (IOException ended) {
            // told by over()
        } finally {
            close();
            over();
        }
    }

    private void message(String text, Consumer<ReceivedMessage> heard) {
        int end = text.indexOf("\r\n\r\n");
        if (!text.isBlank()) {
            heard.accept(new ReceivedMessage(text.substring(0, end + 4), text.substring(end + 4), this));
        }
    }

    private byte[] content() throws IOException {
        int second = in.readUnsignedByte();
        long length = second & 0x7f;
        length = length == 126 ? in.readUnsignedShort() : length == 127 ? in.readLong() : length;
        byte[] mask = in.readNBytes((second & 0x80) == 0 ? 0 : 4);
        byte[] content = in.readNBytes((int) length);
        for (int i = 0; mask.length > 0 && i < content.length; i++) {
            content[i] ^= mask[i % 4];
        }
        return content;
    }

    @Override
    void close() {
        closeQuietly(socket);
    }
}
