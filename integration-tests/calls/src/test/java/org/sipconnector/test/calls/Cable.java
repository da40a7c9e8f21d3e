/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.test.calls;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A cable between a connector and the server that can be cut and mended; it carries bytes and knows no protocol. */
final class Cable implements AutoCloseable {

    private final ServerSocket plug;
    private final int server;
    private final Set<Socket> ends = ConcurrentHashMap.newKeySet();
    private volatile boolean cut;

    /** @param server the port on this host that it leads to */
    Cable(int server) {
        this.server = server;
        try {
            plug = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        work("test-cable", this::accept);
    }

    int port() {
        return plug.getLocalPort();
    }

    /** Everything that passes is lost, and nothing passes until it is mended. */
    void cut() {
        cut = true;
        ends.forEach(Cable::close);
    }

    void mend() {
        cut = false;
    }

    @Override
    public void close() {
        cut();
        try {
            plug.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept() throws IOException {
        while (!plug.isClosed()) {
            Socket near = plug.accept();
            if (cut) {
                close(near);
                continue;
            }
            Socket far = new Socket(InetAddress.getLoopbackAddress(), server);
            ends.add(near);
            ends.add(far);
            work("test-cable-out", () -> carry(near, far));
            work("test-cable-in", () -> carry(far, near));
            if (cut) {
                ends.forEach(Cable::close);
            }
        }
    }

    private void carry(Socket from, Socket to) throws IOException {
        try (from; to) {
            InputStream in = from.getInputStream();
            in.transferTo(to.getOutputStream());
        } finally {
            ends.remove(from);
            ends.remove(to);
        }
    }

    private interface Work {
        void run() throws IOException;
    }

    private static void work(String name, Work work) {
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } catch (IOException closed) {
                // the end of this socket
            }
        }, name);
        thread.setDaemon(true);
        thread.start();
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException closed) {
            // it is gone either way
        }
    }
}
