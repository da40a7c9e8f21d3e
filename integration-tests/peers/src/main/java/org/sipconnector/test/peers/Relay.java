/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.test.peers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.sipconnector.testkit.Await;

/** An rtpengine of the machine: it lets those who speak as browsers do be heard by those who speak plain RTP. */
public final class Relay implements AutoCloseable {

    private final Process process;
    private final int port;

    public Relay() throws IOException {
        Path log = Files.createTempFile("rtpengine", ".log");
        List<Integer> ports = FreePorts.some(1);
        port = ports.get(0);
        process = new ProcessBuilder("rtpengine", "--config-file=none", "--table=-1", "--interface=127.0.0.1",
                "--listen-ng=127.0.0.1:" + port, "--foreground", "--log-stderr", "--log-level=6", "--num-threads=2")
                .redirectErrorStream(true).redirectOutput(log.toFile()).start();
        Await.until("rtpengine has started or ended", () -> started(log) || !process.isAlive(), () -> log);
        if (!started(log)) {
            throw new IllegalStateException("rtpengine does not start:\n" + Files.readString(log));
        }
    }

    private static boolean started(Path log) {
        try {
            return Files.readString(log).contains("Startup complete");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where a proxy asks it. */
    int port() {
        return port;
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(5, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
    }
}
