/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.media.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.sipconnector.api.IceServer;
import org.sipconnector.spi.media.CandidatePolicy;
import org.sipconnector.spi.media.PeerSettings;

/** What gathering costs, and that it ends. */
class GatheringTest extends NativeTest {

    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");

    @Test
    void aConnectionNeedsFewDescriptors() throws IOException {
        Assumptions.assumeTrue(Files.isDirectory(DESCRIPTORS), "skipped: there is no /proc");
        long before = descriptors();
        List<TestPeer> peers = IntStream.range(0, 20).mapToObj(
                number -> new TestPeer(engine).with(TestPeer.tone("audio"), TestPeer.pattern("camera"))).toList();
        peers.forEach(TestPeer::offer);
        double each = (descriptors() - before) / 20.0;
        System.out.printf("%.2f descriptors a connection%n", each);
        assertThat(each).as("descriptors a connection").isLessThanOrEqualTo(3);
        peers.forEach(TestPeer::close);
    }

    @Test
    void anOfferDoesNotWaitForAServerThatIsSilent() throws IOException {
        try (DatagramSocket silent = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            IceServer server = new IceServer(List.of("stun:127.0.0.1:" + silent.getLocalPort()), Optional.empty(), Optional.empty());
            try (TestPeer peer = new TestPeer(engine, new PeerSettings(List.of(server), Duration.ofMillis(500), true))) {
                peer.with(TestPeer.tone("audio"));
                long begin = System.nanoTime();
                assertThat(peer.offer()).contains("a=candidate:");
                // the library itself asks for 40 s
                assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(20));
            }
        }
    }

    @Test
    void tcpAndIpv6AreOfferedWhenAskedFor() throws Exception {
        PeerSettings settings = TestPeer.SETTINGS.withCandidates(new CandidatePolicy(true, true, false, false));
        try (TestPeer peer = new TestPeer(engine, settings)) {
            List<String> candidates = peer.with(TestPeer.tone("audio")).offer().lines().filter(line -> line.startsWith("a=candidate:")).toList();
            assertThat(candidates).anyMatch(line -> line.contains(" udp ")).anyMatch(line -> line.contains(" tcptype "));
            assertThat(candidates.stream().anyMatch(line -> line.split(" ")[4].contains(":"))).as("IPv6").isEqualTo(hasIpv6());
            assertThat(candidates).noneMatch(line -> line.split(" ")[4].startsWith("fe80:"));
        }
    }

    private static boolean hasIpv6() throws IOException {
        return NetworkInterface.networkInterfaces().flatMap(NetworkInterface::inetAddresses)
                .anyMatch(address -> address instanceof Inet6Address && !address.isLoopbackAddress() && !address.isLinkLocalAddress());
    }

    @Test
    void theAddressThatAStunServerSawIsOffered() throws Exception {
        CompletableFuture<Void> answering;
        try (DatagramSocket stun = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            answering = CompletableFuture.runAsync(() -> answer(stun));
            IceServer server = new IceServer(List.of("stun:127.0.0.1:" + stun.getLocalPort()), Optional.empty(), Optional.empty());
            try (TestPeer peer = new TestPeer(engine, new PeerSettings(List.of(server), Duration.ofSeconds(60), true))) {
                assertThat(peer.with(TestPeer.tone("audio")).offer().lines().filter(line -> line.startsWith("a=candidate:")))
                        .anyMatch(line -> line.contains(" 203.0.113.7 4711 typ srflx "));
            }
        }
        answering.get(20, TimeUnit.SECONDS);
    }

    /** Tells everybody that their address is 203.0.113.7:4711 (RFC 8489 sections 5 and 14.2). */
    private static void answer(DatagramSocket socket) {
        int magic = 0x2112A442;
        try {
            while (true) {
                DatagramPacket request = new DatagramPacket(new byte[1500], 1500);
                socket.receive(request);
                ByteBuffer response = ByteBuffer.allocate(32).putShort((short) 0x0101).putShort((short) 12)
                        .put(request.getData(), 4, 16).putShort((short) 0x0020).putShort((short) 8).putShort((short) 1)
                        .putShort((short) (4711 ^ magic >>> 16)).putInt(0xCB007107 ^ magic);
                socket.send(new DatagramPacket(response.array(), response.capacity(), request.getSocketAddress()));
            }
        } catch (IOException closed) {
            // the test is over
        }
    }

    private static long descriptors() throws IOException {
        try (Stream<Path> open = Files.list(DESCRIPTORS)) {
            return open.count();
        }
    }
}
