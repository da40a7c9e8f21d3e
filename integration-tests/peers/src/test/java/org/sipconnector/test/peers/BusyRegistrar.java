/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.test.peers;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A SIP server over TCP that answers the first REGISTER with 503 and Retry-After, and all that comes later with 200. */
final class BusyRegistrar implements AutoCloseable {

    private final ServerSocket listening = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    private final List<Long> registers = new CopyOnWriteArrayList<>();
    private final int retryAfter;

    BusyRegistrar(int retryAfterSeconds) throws IOException {
        retryAfter = retryAfterSeconds;
        Thread thread = new Thread(this::accept, "busy-registrar");
        thread.setDaemon(true);
        thread.start();
    }

    int port() {
        return listening.getLocalPort();
    }

    /** When REGISTERs that were meant to register came, in nanoseconds. */
    List<Long> registers() {
        return registers;
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Socket client = listening.accept();
                Thread thread = new Thread(() -> serve(client), "busy-registrar");
                thread.setDaemon(true);
                thread.start();
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            BufferedReader in = new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8));
            StringBuilder head = new StringBuilder();
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                if (!line.isEmpty()) {
                    head.append(line).append("\r\n");
                } else if (!head.isEmpty()) {
                    client.getOutputStream().write(answer(head.toString()).getBytes(StandardCharsets.UTF_8));
                    head.setLength(0);
                }
            }
        } catch (IOException e) {
            // the client has gone
        }
    }

    private String answer(String request) {
        boolean registers = request.startsWith("REGISTER") && !request.contains("Expires: 0\r\n");
        if (registers) {
            this.registers.add(System.nanoTime());
        }
        boolean busy = registers && this.registers.size() == 1;
        StringBuilder response = new StringBuilder(busy
                ? "SIP/2.0 503 Service Unavailable\r\nRetry-After: " + retryAfter
                        + "\r\n"
                : "SIP/2.0 200 OK\r\n");
        for (String line : request.split("\r\n")) {
            String name = line.split(":", 2)[0];
            if (List.of("Via", "From", "Call-ID", "CSeq", "Contact").contains(name)) {
                response.append(line).append("\r\n");
            } else if (name.equals("To")) {
                response.append(line).append(line.contains("tag=") ? "" : ";tag=busy").append("\r\n");
            }
        }
        return response.append("Content-Length: 0\r\n\r\n").toString();
    }

    @Override
    public void close() throws IOException {
        listening.close();
    }
}
