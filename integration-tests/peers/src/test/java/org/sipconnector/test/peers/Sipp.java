/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.test.peers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.sipconnector.api.Transport;
import org.sipconnector.testkit.Await;

/** A sipp that plays one scenario on loopback, of {@code src/sipp} or made by the test. */
final class Sipp implements AutoCloseable {

    private final Path work;
    private final Process process;
    final int port;

    private Sipp(Transport transport, Path scenario, int calls, List<String> more) throws IOException {
        Programs.need("sipp", "sip-tester");
        work = Files.createTempDirectory("sipp");
        port = FreePorts.one();
        List<String> command = new ArrayList<>(List.of("sipp", "-i", "127.0.0.1", "-p", "" + port, "-t",
                transport == Transport.UDP ? "u1" : "t1",
                "-sf", scenario.toString(), "-m", "" + calls,
                "-nostdin", "-timeout", "120", "-timeout_error", "-trace_err"));
        command.addAll(more);
        process = new ProcessBuilder(command).directory(work.toFile()).redirectErrorStream(true)
                .redirectOutput(work.resolve("sipp.log").toFile()).start();
    }

    private static Path file(String scenario) {
        return Path.of("src", "sipp", scenario + ".xml").toAbsolutePath();
    }

    /** Is called once. */
    static Sipp answering(Transport transport, SippScenario scenario) throws IOException {
        Sipp sipp = new Sipp(transport, scenario.write(), 1, List.of("-trace_msg"));
        sipp.awaitListening(transport);
        return sipp;
    }

    /** Calls once, over UDP. */
    static Sipp calling(int server, SippScenario scenario) throws IOException {
        return calling(Transport.UDP, server, scenario);
    }

    /** Calls once. */
    static Sipp calling(Transport transport, int server, SippScenario scenario) throws IOException {
        return new Sipp(transport, scenario.write(), 1, List.of("-trace_msg", "127.0.0.1:" + server));
    }

    /** Answers that many calls. */
    static Sipp answering(Transport transport, String scenario, int calls) throws IOException {
        Sipp sipp = new Sipp(transport, file(scenario), calls, List.of());
        sipp.awaitListening(transport);
        return sipp;
    }

    /** Calls that often. */
    static Sipp calling(Transport transport, String scenario, int server, int calls, String... more)
            throws IOException {
        List<String> all = new ArrayList<>(List.of(more));
        all.add("127.0.0.1:" + server);
        return new Sipp(transport, file(scenario), calls, all);
    }

    /** Nobody else can bind its port once it listens. */
    private void awaitListening(Transport transport) {
        Await.until("sipp listens", () -> transport == Transport.UDP ? taken() : Kamailio.listens(port));
    }

    private boolean taken() {
        try (DatagramSocket mine = new DatagramSocket(port, InetAddress.getLoopbackAddress())) {
            return !mine.isBound();
        } catch (IOException bound) {
            return true;
        }
    }

    void succeeds() throws Exception {
        assertThat(process.waitFor(150, TimeUnit.SECONDS)).as("it ends").isTrue();
        assertThat(process.exitValue()).as(said()).isZero();
    }

    /** How many messages with that beginning a scenario made by the test has sent and received. */
    long messages(String beginning) {
        return toString().lines().filter(line -> line.startsWith(beginning)).count();
    }

    /** Ends it without a word to anybody. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public String toString() {
        try {
            return said();
        } catch (IOException e) {
            return e.toString();
        }
    }

    private String said() throws IOException {
        StringBuilder all = new StringBuilder();
        try (Stream<Path> files = Files.list(work)) {
            for (Path file : files.toList()) {
                String text = Files.readString(file);
                all.append(text, Math.max(0, text.length() - 20_000), text.length());
            }
        }
        return all.toString();
    }

    @Override
    public void close() throws Exception {
        process.destroyForcibly().waitFor();
    }
}
