/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.test.peers;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.sipconnector.testkit.Await;

/** A Kamailio that collects what is sent to it in the Homer encapsulation protocol, as Homer's own first server did. */
final class Collector implements AutoCloseable {

    private static final String CONFIGURATION = """
            debug=2
            log_stderror=yes
            listen=udp:127.0.0.1:%1$d
            children=1
            loadmodule "pv.so"
            loadmodule "xlog.so"
            loadmodule "textops.so"
            loadmodule "db_text.so"
            loadmodule "sipcapture.so"
            modparam("sipcapture", "db_url", "text://%2$s")
            modparam("sipcapture", "insert_retries", 1)
            modparam("sipcapture", "hep_capture_on", 1)
            request_route {
              xlog("L_NOTICE", "collected|$rm|$ci|$si|$sp|$Ri|$hdr(Authorization)|\n");
              drop;
            }
            onreply_route {
              xlog("L_NOTICE", "collected|$rs|$ci|$si|$sp|$Ri||\n");
              drop;
            }
            """;

    /** A message that was collected: from what the packet says of it, and from the message itself. */
    record Collected(String what, String callId, String source, int sourcePort, String destination, String credentials) {}

    private final Path folder = Files.createTempDirectory("collector");
    private final int port;
    private final Process process;

    Collector() throws Exception {
        Programs.need("kamailio", "kamailio");
        try (DatagramSocket free = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        Files.writeString(folder.resolve("collector.cfg"), CONFIGURATION.formatted(port, folder));
        process = new ProcessBuilder("kamailio", "-DD", "-E", "-f", folder.resolve("collector.cfg").toString(),
                "-P", folder.resolve("pid").toString(), "-Y", folder.toString())
                .redirectErrorStream(true).redirectOutput(folder.resolve("log").toFile()).start();
        Await.until("the collector listens", () -> said().contains("processes (at least)") && taken(), this::said);
    }

    private boolean taken() {
        try (DatagramSocket mine = new DatagramSocket(port, InetAddress.getLoopbackAddress())) {
            return !mine.isBound();
        } catch (IOException bound) {
            return true;
        }
    }

    InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    /** What has come so far. */
    List<Collected> collected() {
        return said().lines().filter(line -> line.contains("collected|"))
                .map(line -> line.substring(line.indexOf("collected|")).split("\\|", -1))
                .map(part -> new Collected(part[1], part[2], part[3], Integer.parseInt(part[4]), part[5], part[6])).toList();
    }

    String said() {
        try {
            return Files.readString(folder.resolve("log"));
        } catch (IOException e) {
            return e.toString();
        }
    }

    @Override
    public void close() throws InterruptedException {
        List<ProcessHandle> workers = process.descendants().toList();
        process.destroy();
        if (!process.waitFor(3, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
        workers.forEach(ProcessHandle::destroyForcibly);
    }
}
