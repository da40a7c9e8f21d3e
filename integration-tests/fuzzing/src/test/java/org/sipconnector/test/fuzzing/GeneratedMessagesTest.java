/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.test.fuzzing;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.sipconnector.media.sdp.DescriptionTarget;
import org.sipconnector.sip.message.MessageTarget;
import org.sipconnector.sip.transport.StreamTarget;
import org.sipconnector.sip.transport.WebSocketTarget;

/**
 * Sound messages with a few parts replaced by others that readers are known to disagree about, many of them: {@code -Dmessages=N}
 * for each way in, 20 000 unless told, from {@code -Dseed=N} on. Quicker than a fuzzer that watches what code it reaches.
 */
class GeneratedMessagesTest {

    private static final int MESSAGES = Integer.getInteger("messages", 20_000);
    private static final long SEED = Long.getLong("seed", 4475);
    private static final long LONGEST_NANOS = 50_000_000;
    private static final int WARM_UP = 2_000;
    private static final int ATTEMPTS = 10;

    private final Random random = new Random(SEED);
    private final GeneratedSip messages = new GeneratedSip(random);

    private void run(String way, Consumer<byte[]> target, boolean several) {
        run(way, target, several ? () -> join(new byte[] {(byte) random.nextInt(256)}, messages.next(), messages.next()) : messages::next);
    }

    private void run(String way, Consumer<byte[]> target, Supplier<byte[]> inputs) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long longest = 0;
        for (int i = 0; i < MESSAGES; i++) {
            byte[] bytes = inputs.get();
            long taken = Long.MAX_VALUE;
            // again, so that what else this machine does is left out
            for (int attempt = 0; attempt < ATTEMPTS && taken >= LONGEST_NANOS; attempt++) {
                long start = threads.getCurrentThreadCpuTime();
                try {
                    target.accept(bytes);
                } catch (RuntimeException e) {
                    throw new AssertionError("message " + i + " of seed " + SEED + ": " + new String(bytes, StandardCharsets.ISO_8859_1), e);
                }
                taken = Math.min(taken, threads.getCurrentThreadCpuTime() - start);
            }
            longest = i < WARM_UP ? 0 : Math.max(longest, taken);
        }
        System.out.println(way + ": " + MESSAGES + " messages of seed " + SEED + ", the longest took " + longest / 1_000 + " us");
        assertThat(longest).isLessThan(LONGEST_NANOS);
    }

    private static byte[] join(byte[]... parts) {
        java.io.ByteArrayOutputStream all = new java.io.ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    @Test
    void datagramsAreReadLikeTheOtherParserOrRefused() {
        run("UDP", MessageTarget::fuzzerTestOneInput, false);
    }

    @Test
    void streamsAreCutAndReadAlikeHoweverTheyArrive() {
        run("TCP", StreamTarget::fuzzerTestOneInput, true);
    }

    @Test
    void webSocketFramesAreReadOrRefused() {
        run("WS", WebSocketTarget::fuzzerTestOneInput, true);
    }

    @Test
    void sessionDescriptionsReachTheLibraryInItsOwnWordsOrAreRefused() {
        GeneratedSdp descriptions = new GeneratedSdp(random);
        run("SDP", DescriptionTarget::fuzzerTestOneInput, descriptions::next);
    }
}
