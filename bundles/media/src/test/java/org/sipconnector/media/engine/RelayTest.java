package org.sipconnector.media.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sipconnector.api.IceServer;
import org.sipconnector.api.Secret;
import org.sipconnector.api.media.CandidatePolicy;
import org.sipconnector.api.media.PeerSettings;

/** Media through a TURN server, when coturn is installed. */
class RelayTest extends NativeTest {

    private static final Path COTURN = Path.of("/usr/bin/turnserver");

    @TempDir
    static Path folder;

    private static Process server;
    private static int port;
    private static int tlsPort;

    @BeforeAll
    static void startServer() throws IOException, InterruptedException {
        Assumptions.assumeTrue(Files.isExecutable(COTURN), "skipped: coturn is missing; install it with: apt-get install -y coturn");
        port = freePort();
        tlsPort = freePort();
        new ProcessBuilder("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost",
                "-keyout", folder.resolve("turn.key").toString(), "-out", folder.resolve("turn.crt").toString())
                .redirectErrorStream(true).redirectOutput(folder.resolve("openssl.log").toFile()).start().waitFor();
        server = new ProcessBuilder(COTURN.toString(), "-n", "--listening-ip=127.0.0.1", "--relay-ip=127.0.0.1",
                "--listening-port=" + port, "--tls-listening-port=" + tlsPort, "--cert=" + folder.resolve("turn.crt"),
                "--pkey=" + folder.resolve("turn.key"), "--min-port=50000", "--max-port=50999", "--realm=test", "--user=anna:word",
                "--lt-cred-mech", "--allow-loopback-peers", "--no-dtls", "--no-cli", "--log-file=stdout",
                "--pidfile=" + folder.resolve("turn.pid"), "--userdb=" + folder.resolve("turn.db"))
                .redirectErrorStream(true).redirectOutput(folder.resolve("turn.log").toFile()).start();
        eventually(RelayTest::listens);
    }

    @AfterAll
    static void stopServer() throws InterruptedException {
        if (server != null) {
            server.destroy();
            assertThat(server.waitFor(5, TimeUnit.SECONDS)).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"udp", "tcp", "tls"})
    void mediaFlowsThroughARelayAlone(String transport) {
        PeerSettings settings = through(transport.equals("tls") ? "turns:127.0.0.1:" + tlsPort + "?transport=tcp"
                : "turn:127.0.0.1:" + port + "?transport=" + transport, true);
        try (TestPeer caller = new TestPeer(engine, settings); TestPeer callee = new TestPeer(engine, settings)) {
            String offer = caller.with(TestPeer.tone("audio"), TestPeer.pattern("camera")).offer();
            assertThat(offer.lines().filter(line -> line.startsWith("a=candidate:"))).isNotEmpty()
                    .allMatch(line -> line.contains(" typ relay "));
            caller.accept(callee.answer(offer, TestPeer.tone("microphone"), TestPeer.pattern("room")));
            caller.awaitMoreAudio();
            callee.awaitMoreFrames();
        }
    }

    @Test
    void aRelayWhoseCertificateNobodyKnowsIsNotUsedUnlessItMayHaveAny() {
        try (TestPeer caller = new TestPeer(engine, through("turns:127.0.0.1:" + tlsPort + "?transport=tcp", false))) {
            assertThat(caller.with(TestPeer.tone("audio")).offer()).doesNotContain("a=candidate:");
        }
    }

    private static PeerSettings through(String url, boolean anyCertificate) {
        return new PeerSettings(List.of(new IceServer(List.of(url), Optional.of("anna"), Optional.of(Secret.of("word")), anyCertificate)),
                Duration.ofSeconds(1), true, CandidatePolicy.RELAY_ONLY);
    }

    private static int freePort() throws IOException {
        try (DatagramSocket free = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }

    private static boolean listens() {
        try (Socket probe = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return probe.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }
}
