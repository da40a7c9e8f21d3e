/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.test;

import java.io.Closeable;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Stands between a connector and its server, passes the messages of their WebSocket on one after the other in the order in which they
 * come, and does something after one of them. Questions whether the other side is there (OPTIONS) are not counted, nor is HTTP.
 */
public final class MessageProxy implements Closeable {

    private static final int TEXT = 1;
    private static final int LONG_LENGTH = 126;
    private static final int LONGEST_LENGTH = 127;

    private final ServerSocket listener;
    private final int server;
    private final List<String> passed = new ArrayList<>();
    private int wanted = Integer.MAX_VALUE;
    private Runnable then = () -> {};

    /** @param server its port on loopback */
    public MessageProxy(int server) throws IOException {
        this.server = server;
        this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        thread("proxy", this::accept);
    }

    public int port() {
        return listener.getLocalPort();
    }

    /** Begins to count anew: right after this message from now on, whoever sends it, something is done, and nothing passes meanwhile. */
    public synchronized void after(int message, Runnable action) {
        passed.clear();
        wanted = message;
        then = action;
    }

    /** The first lines of the messages since counting began. */
    public synchronized List<String> passed() {
        return List.copyOf(passed);
    }

    /** Waits until nothing has passed for some time. */
    public synchronized void awaitQuiet(long millis) throws InterruptedException {
        for (int before = -1; before < passed.size();) {
            before = passed.size();
            wait(millis);
        }
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                Socket behind = new Socket(InetAddress.getLoopbackAddress(), server);
                thread("to the server", () -> copy(client, behind, "> "));
                thread("to the client", () -> copy(behind, client, "< "));
            } catch (IOException closed) {
                // the server is not there, or this proxy is closed
            }
        }
    }

    private void copy(Socket from, Socket to, String direction) {
        try (from; to) {
            DataInputStream in = new DataInputStream(new java.io.BufferedInputStream(from.getInputStream()));
            OutputStream out = to.getOutputStream();
            String begin = handshake(in);
            out.write(begin.getBytes(StandardCharsets.ISO_8859_1));
            if (!begin.toLowerCase(Locale.ROOT).contains("upgrade: websocket")) {
                in.transferTo(out);
            }
            while (true) {
                Frame frame = Frame.read(in);
                synchronized (this) {
                    out.write(frame.bytes);
                    out.flush();
                    String text = frame.opcode == TEXT ? frame.text() : "";
                    if (!text.isBlank() && !text.contains(" OPTIONS\r\n")) {
                        passed.add(direction + text.lines().findFirst().orElse(""));
                        if (passed.size() == wanted) {
                            then.run();
                        }
                    }
                }
            }
        } catch (IOException ended) {
            // so does the other direction, whose socket is closed
        }
    }

    /** The HTTP message before the first frame. */
    private static String handshake(DataInputStream in) throws IOException {
        StringBuilder text = new StringBuilder();
        while (!text.toString().endsWith("\r\n\r\n")) {
            text.append((char) in.readUnsignedByte());
        }
        return text.toString();
    }

    private static void thread(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }

    /** RFC 6455 section 5.2; the peers of our tests send whole messages. */
    private record Frame(int opcode, byte[] bytes, int header, boolean masked) {

        static Frame read(DataInputStream in) throws IOException {
            java.io.ByteArrayOutputStream copy = new java.io.ByteArrayOutputStream();
            int first = in.readUnsignedByte();
            int second = in.readUnsignedByte();
            copy.write(first);
            copy.write(second);
            boolean masked = (second & 0x80) != 0;
            int length = second & 0x7f;
            int further = length == LONG_LENGTH ? 2 : length == LONGEST_LENGTH ? 8 : 0;
            if (further > 0) {
                byte[] rest = in.readNBytes(further);
                copy.write(rest);
                length = 0;
                for (byte each : rest) {
                    length = length << 8 | each & 0xff;
                }
            }
            int header = copy.size() + (masked ? 4 : 0);
            byte[] payload = in.readNBytes(length + (masked ? 4 : 0));
            if (payload.length < length + (masked ? 4 : 0)) {
                throw new EOFException();
            }
            copy.write(payload);
            return new Frame(first & 0x0f, copy.toByteArray(), header, masked);
        }

        String text() {
            byte[] payload = java.util.Arrays.copyOfRange(bytes, header, bytes.length);
            for (int i = 0; masked && i < payload.length; i++) {
                payload[i] ^= bytes[header - 4 + i % 4];
            }
            return new String(payload, StandardCharsets.UTF_8);
        }
    }
}
