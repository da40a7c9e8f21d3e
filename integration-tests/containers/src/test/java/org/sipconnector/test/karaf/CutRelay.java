/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.test.karaf;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Passes connections on to a port of this machine, until it is cut. */
final class CutRelay implements AutoCloseable {

    private final int to;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Set<Closeable> open = ConcurrentHashMap.newKeySet();
    private final ServerSocket server;
    private volatile boolean cut;

    CutRelay(int to) throws IOException {
        this.to = to;
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        threads.execute(this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket from = server.accept();
                if (cut) {
                    from.close();
                } else {
                    Socket target = new Socket(InetAddress.getLoopbackAddress(), to);
                    open.add(from);
                    open.add(target);
                    threads.execute(() -> pass(from, target));
                    threads.execute(() -> pass(target, from));
                }
            } catch (IOException closedOrRefused) {
                cut = cut || server.isClosed();
            }
        }
    }

    private void pass(Socket from, Socket target) {
        try (from; target; InputStream in = from.getInputStream(); OutputStream out = target.getOutputStream()) {
            in.transferTo(out);
        } catch (IOException over) {
            open.remove(from);
        } finally {
            open.remove(from);
            open.remove(target);
        }
    }

    /** Ends all connections and takes no more. */
    void cut() throws IOException {
        cut = true;
        for (Closeable each : open) {
            each.close();
        }
    }

    void mend() {
        cut = false;
    }

    @Override
    public void close() throws IOException {
        cut();
        server.close();
        threads.shutdownNow();
    }
}
