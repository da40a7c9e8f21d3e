package org.sipconnector.media.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.sipconnector.api.IceServer;
import org.sipconnector.api.media.PeerSettings;

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
                assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(5));
            }
        }
    }

    private static long descriptors() throws IOException {
        try (Stream<Path> open = Files.list(DESCRIPTORS)) {
            return open.count();
        }
    }
}
