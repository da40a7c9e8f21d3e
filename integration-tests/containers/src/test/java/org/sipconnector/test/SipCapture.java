/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.test;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The requests that a server has accepted, read from the capture that it writes of its messages. */
public final class SipCapture {

    private static final int FILE_HEADER = 24;
    private static final int PACKET_HEADER = 16;
    private static final int IPV4_HEADER = 20;
    private static final int UDP_HEADER = 8;
    private static final Pattern CALL_ID = Pattern.compile("(?im)^(?:Call-ID|i)\\s*:\\s*(\\S+)");
    private static final Pattern CSEQ = Pattern.compile("(?im)^CSeq\\s*:\\s*(\\d+)\\s+(\\w+)");
    private static final Pattern FROM = Pattern.compile("(?im)^(?:From|f)\\s*:.*?sips?:([^@>;]+)@");
    private static final int OK = 200;
    private static final int NOT_OK = 300;

    private final Path file;
    private final Map<Question, Question> asked = new HashMap<>();
    private final List<Accepted> accepted = new ArrayList<>();
    private long read = FILE_HEADER;

    /**
     * A request that was answered well.
     *
     * @param time   when it came, since the epoch
     * @param client the client's address
     */
    public record Accepted(Duration time, String client, String user, String callId, long cseq, String method) {}

    private record Question(String client, String callId, long cseq, String method, Duration time, String user) {

        @Override
        public boolean equals(Object other) {
            return other instanceof Question that && client.equals(that.client) && callId.equals(that.callId) && cseq == that.cseq
                    && method.equals(that.method);
        }

        @Override
        public int hashCode() {
            return callId.hashCode() + (int) cseq;
        }
    }

    public SipCapture(Path file) {
        this.file = file;
    }

    /** All that have been accepted by now, in the order of their answers. */
    public List<Accepted> accepted() throws IOException {
        try (var channel = Files.newByteChannel(file)) {
            ByteBuffer rest = ByteBuffer.allocate(Math.toIntExact(channel.size() - read));
            channel.position(read);
            while (rest.hasRemaining() && channel.read(rest) >= 0) {
                continue;
            }
            rest.flip();
            while (rest.remaining() >= PACKET_HEADER) {
                rest.mark();
                Duration time = Duration.ofSeconds(Integer.toUnsignedLong(rest.getInt())).plusNanos(rest.getInt() * 1_000L);
                int size = rest.getInt();
                rest.getInt();
                if (rest.remaining() < size) {
                    rest.reset();
                    break;
                }
                byte[] packet = new byte[size];
                rest.get(packet);
                packet(time, packet);
            }
            read += rest.position();
        }
        return List.copyOf(accepted);
    }

    private void packet(Duration time, byte[] packet) throws IOException {
        String text = new String(packet, IPV4_HEADER + UDP_HEADER, packet.length - IPV4_HEADER - UDP_HEADER, UTF_8);
        Matcher callId = CALL_ID.matcher(text);
        Matcher cseq = CSEQ.matcher(text);
        Matcher from = FROM.matcher(text);
        if (!callId.find() || !cseq.find() || !from.find()) {
            return;
        }
        boolean answer = text.startsWith("SIP/2.0 ");
        String client = InetAddress.getByAddress(Arrays.copyOfRange(packet, answer ? 16 : 12, answer ? 20 : 16)).getHostAddress();
        Question question = new Question(client, callId.group(1), Long.parseLong(cseq.group(1)), cseq.group(2), time, from.group(1));
        if (!answer) {
            asked.putIfAbsent(question, question);
        } else if (Integer.parseInt(text.substring(8, 11)) >= OK) {
            Question begun = asked.remove(question);
            if (begun != null && Integer.parseInt(text.substring(8, 11)) < NOT_OK) {
                accepted.add(new Accepted(begun.time(), client, begun.user(), begun.callId(), begun.cseq(), begun.method()));
            }
        }
    }
}
