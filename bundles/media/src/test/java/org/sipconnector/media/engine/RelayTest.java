/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.media.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.BindException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.PortUnreachableException;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
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
import org.sipconnector.spi.media.CandidatePolicy;
import org.sipconnector.spi.media.PeerSettings;

/** Media through a TURN server and an address learnt from a STUN server, when coturn is installed. */
class RelayTest extends NativeTest {

    private static final Path COTURN = Path.of("/usr/bin/turnserver");

    @TempDir
    static Path folder;

    /** The first of the ports it relays through. */
    private static final int RELAYED = 30_500;

    private static Process server;
    private static int port;
    private static int tlsPort;

    @BeforeAll
    static void startServer() throws IOException, InterruptedException {
        Assumptions.assumeTrue(Files.isExecutable(COTURN), "skipped: coturn is missing; install it with: apt-get install -y coturn");
        new ProcessBuilder("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost",
                "-keyout", folder.resolve("turn.key").toString(), "-out", folder.resolve("turn.crt").toString())
                .redirectErrorStream(true).redirectOutput(folder.resolve("openssl.log").toFile()).start().waitFor();
        for (int attempt = 0; attempt < 5 && !answers(); attempt++) {
            stopServer();
            port = freePort();
            tlsPort = freePort();
            server = new ProcessBuilder(COTURN.toString(), "-n", "--listening-ip=127.0.0.1", "--relay-ip=127.0.0.1",
                    "--listening-port=" + port, "--tls-listening-port=" + tlsPort, "--cert=" + folder.resolve("turn.crt"),
                    "--pkey=" + folder.resolve("turn.key"), "--min-port=" + RELAYED, "--max-port=" + (RELAYED + 999), "--realm=test",
                    "--user=anna:word", "--lt-cred-mech", "--allow-loopback-peers", "--no-dtls", "--no-cli", "--log-file=stdout",
                    "--pidfile=" + folder.resolve("turn.pid"), "--userdb=" + folder.resolve("turn.db"))
                    .redirectErrorStream(true).redirectOutput(folder.resolve("turn.log").toFile()).start();
        }
        assertThat(answers()).as(Files.readString(folder.resolve("turn.log"))).isTrue();
    }

    @AfterAll
    static void stopServer() throws InterruptedException {
        if (server != null) {
            server.destroy();
            assertThat(server.waitFor(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"udp", "tcp", "tls"})
    void mediaFlowsThroughARelayAlone(String transport) {
        PeerSettings settings = through(transport.equals("tls")
                ? "turns:127.0.0.1:" + tlsPort + "?transport=tcp"
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
    void aStunServerThatAnswersEndsGatheringBeforeThePause() {
        IceServer stun = new IceServer(List.of("stun:127.0.0.1:" + port), Optional.empty(), Optional.empty());
        try (TestPeer caller = new TestPeer(engine, new PeerSettings(List.of(stun), Duration.ofSeconds(60), true));
                TestPeer callee = new TestPeer(engine)) {
            String offer = caller.with(TestPeer.tone("audio")).offer();
            assertThat(offer).contains("a=candidate:");
            caller.accept(callee.answer(offer, TestPeer.tone("microphone")));
            callee.awaitMoreAudio();
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

    /** Free for both TCP and UDP, with the one above, and out of the range that connections take theirs from. */
    @SuppressWarnings("try")
    private static int freePort() throws IOException {
        while (true) {
            int candidate = ThreadLocalRandom.current().nextInt(12_000, 30_000);
            try (DatagramSocket udp = new DatagramSocket(candidate);
                    ServerSocket tcp = new ServerSocket(candidate);
                    DatagramSocket nextUdp = new DatagramSocket(candidate + 1);
                    ServerSocket nextTcp = new ServerSocket(candidate + 1)) {
                return candidate;
            } catch (BindException taken) {
                // the next may be free
            }
        }
    }

    /** Whether our server runs and answers a binding request (RFC 8489 section 5) within ten seconds. */
    private static boolean answers() throws IOException {
        for (int i = 0; i < 20 && server != null && server.isAlive(); i++) {
            try (DatagramSocket probe = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
                probe.setSoTimeout(500);
                byte[] request = ByteBuffer.allocate(20).putShort((short) 1).putShort((short) 0).putInt(0x2112A442).putLong(i).array();
                probe.send(new DatagramPacket(request, request.length, InetAddress.getLoopbackAddress(), port));
                probe.receive(new DatagramPacket(new byte[1500], 1500));
                return true;
            } catch (SocketTimeoutException | PortUnreachableException notYet) {
                // it starts
            }
        }
        return false;
    }
}
