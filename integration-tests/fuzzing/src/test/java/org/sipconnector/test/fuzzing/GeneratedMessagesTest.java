package org.sipconnector.test.fuzzing;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.util.List;
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

    private static final List<String> LINES = List.of("Via: SIP/2.0/TCP h;branch=z9hG4bK1", "v: SIP/2.0/UDP h:5060;rport;received=1.2.3.4",
            "From: \"A B\" <sip:a@b>;tag=1", "f: <sip:a@b>;tag=\"x\"", "To: <sip:c@d;user=phone>", "t: sip:c@d;tag=2", "Call-ID: c1@h", "i: c2", "CSeq: 1 INFO",
            "CSeq: 4294967295 INVITE", "Max-Forwards: 70", "Content-Length: 4", "l: 0", "Content-Length : 10", "Contact: <sip:a@b>, *", "m: *",
            "Content-Type: application/sdp", "Record-Route: <sip:p;lr>, <sip:q>", "Authorization: Digest realm=\"r\"", "Require: timer,,x", "X: y");
    private static final List<String> PIECES = List.of("\r\n", "\n", "\r", "\u2028", "\u0085", "\0", " ", "\t", "\r\n ", "\r\n\t\r\n", ":", ";", ",", "<", ">",
            "\"", "\\", "(", ")", "@", "%", "%00", "l: 4", "\r\nl: 9\r\n", "\u00e2\u0080\u00a8", "\r\n\r\n", "SIP/2.0", "sip:", "=", "\u00ff", "99999999999", "-1", "[::1]");

    private final Random random = new Random(SEED);

    private byte[] message() {
        StringBuilder text = new StringBuilder(random.nextInt(4) == 0 ? "SIP/2.0 200 OK" : "INFO sip:a@b SIP/2.0");
        text.append("\r\nVia: SIP/2.0/TCP h;branch=z9hG4bK1\r\nFrom: <sip:a@b>;tag=1\r\nTo: <sip:c@d>\r\nCall-ID: c\r\nCSeq: 1 INFO\r\n");
        for (int more = random.nextInt(6); more > 0; more--) {
            text.append(pick(LINES)).append("\r\n");
        }
        text.append(random.nextBoolean() ? "Content-Length: 4\r\n\r\nv=0\r" : "\r\nbody");
        for (int hits = random.nextInt(5); hits > 0; hits--) {
            int at = random.nextInt(text.length());
            text.replace(at, Math.min(text.length(), at + random.nextInt(4)), pick(PIECES).repeat(random.nextInt(20) == 0 ? 50 : 1));
        }
        return text.toString().getBytes(random.nextBoolean() ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1);
    }

    private String pick(List<String> all) {
        return all.get(random.nextInt(all.size()));
    }

    private void run(String way, Consumer<byte[]> target, boolean several) {
        run(way, target, several ? () -> join(new byte[] {(byte) random.nextInt(256)}, message(), message()) : this::message);
    }

    private void run(String way, Consumer<byte[]> target, Supplier<byte[]> inputs) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long longest = 0;
        for (int i = 0; i < MESSAGES; i++) {
            byte[] bytes = inputs.get();
            long start = threads.getCurrentThreadCpuTime();
            try {
                target.accept(bytes);
            } catch (RuntimeException e) {
                throw new AssertionError("message " + i + " of seed " + SEED + ": " + new String(bytes, StandardCharsets.ISO_8859_1), e);
            }
            long taken = threads.getCurrentThreadCpuTime() - start;
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
