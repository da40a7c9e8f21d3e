/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.media.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/**
 * Calls come and go for a while beside one that stays: {@code -Dmedia.soak.seconds=180}, or 3600 by hand. Ten seconds
 * when nothing is said.
 */
class SoakTest extends NativeTest {

    private static final Duration TIME = Duration.ofSeconds(Integer.getInteger("media.soak.seconds", 10));
    /** What the library may keep of a pair with sound and pictures, in kB. */
    private static final int LEFT_PER_PAIR = 500;
    private static final int WARM_UP = 10;

    @Test
    void callsComeAndGoBesideOneThatStays() throws IOException {
        Assumptions.assumeTrue(Files.exists(Path.of("/proc/self/status")), "skipped: there is no /proc");
        try (TestPeer caller = new TestPeer(engine); TestPeer callee = new TestPeer(engine)) {
            caller.with(TestPeer.tone("audio"), TestPeer.pattern("camera"));
            caller.call(callee, TestPeer.tone("microphone"), TestPeer.pattern("room"));
            for (int i = 0; i < WARM_UP; i++) {
                oneCall();
            }
            long memory = resident();
            long descriptors = descriptors();
            int threads = Thread.activeCount();
            int calls = 0;
            for (long end = System.nanoTime() + TIME.toNanos(); System.nanoTime() < end; calls++) {
                oneCall();
                if (calls % 10 == 0) {
                    callee.awaitMoreAudio();
                    caller.awaitMoreFrames();
                }
            }
            assertThat(resident() - memory).as("kB grown over %d calls", calls).isLessThan(60_000 + (long) calls * LEFT_PER_PAIR);
            assertThat(descriptors()).as("descriptors").isLessThanOrEqualTo(descriptors + 8);
            assertThat(Thread.activeCount()).as("threads").isLessThanOrEqualTo(threads + 8);
            System.out.printf("soak: %d calls in %d s, %d kB grown%n", calls, TIME.toSeconds(), resident() - memory);
        }
    }

    private static void oneCall() {
        try (TestPeer caller = new TestPeer(engine); TestPeer callee = new TestPeer(engine)) {
            caller.with(TestPeer.tone("audio"), TestPeer.pattern("camera"));
            caller.call(callee, TestPeer.tone("microphone"), TestPeer.pattern("room"));
            callee.awaitMoreFrames();
        }
    }

    private static long resident() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream().filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", ""))).findFirst().orElseThrow();
    }

    private static long descriptors() throws IOException {
        try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
            return open.count();
        }
    }
}
