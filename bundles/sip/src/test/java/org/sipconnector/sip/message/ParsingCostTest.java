/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.sip.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The processor time a message takes grows with its length and no faster, whatever it is made of. */
class ParsingCostTest {

    private static final long PATIENCE_NANOS = 5_000_000_000L;
    private static final int LARGE = 120_000;
    private static final long NOISE_NANOS = 5_000_000;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    static Stream<Arguments> messages() {
        List<String> pieces = List.of("<sip:a@b>,", ",", ";a=b", "\"", "\\\"", "<", "(", "(\\", " ", "\t\r\n ", "a", "%41", "@", ":", "a:", "/", "é");
        return Stream.of("Alert-Info", "Call-Info", "Via", "Contact", "Route", "Record-Route", "From", "To", "Call-ID", "CSeq", "Max-Forwards",
                "Content-Length", "Accept", "Require", "Replaces", "WWW-Authenticate", "Session-Expires", "Reason", "X-Any")
                .flatMap(name -> pieces.stream().map(piece -> Arguments.of(name, piece)));
    }

    @ParameterizedTest
    @MethodSource("messages")
    void doubledHeaderTakesAtMostAboutTwiceAsLong(String name, String piece) {
        long single = cheapest(message(name, piece, LARGE), 0);
        long twice = cheapest(message(name, piece, 2 * LARGE), 3 * single + NOISE_NANOS);
        assertThat(twice).as(name + " of '" + piece + "': " + single / 1000 + " us, doubled " + twice / 1000 + " us")
                .isLessThan(3 * single + NOISE_NANOS);
    }

    @ParameterizedTest
    @MethodSource("messages")
    void headerJustShortEnoughToBeJudgedTakesLessThanFiftyMilliseconds(String name, String piece) {
        long most = 50_000_000;
        assertThat(cheapest(message(name, piece, JudgedHeaders.LONGEST - 50), most)).isLessThan(most);
    }

    private static byte[] message(String name, String piece, int length) {
        String sound =
                "INVITE sip:a@b SIP/2.0\r\nVia: SIP/2.0/TCP h;branch=z9hG4bK1\r\nMax-Forwards: 70\r\nFrom: <sip:a@b>;tag=1\r\nTo: <sip:a@b>\r\n"
                        + "Call-ID: c\r\nCSeq: 1 INVITE\r\nContact: <sip:a@b>\r\n";
        String start = switch (name) {
            case "Via" -> "SIP/2.0/TCP h;branch=z9hG4bK1";
            case "From", "To", "Contact" -> "<sip:a@b>";
            default -> "a";
        };
        String others = sound.replaceFirst("\r\n" + name + ":[^\r]*", "");
        return (others + name + ": " + start + piece.repeat(length / piece.length()) + "\r\nContent-Type: a\r\n\r\n")
                .getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Of a few, and for a while of more until one is cheap enough: what else this machine does is left out, which may keep the JVM from
     * compiling what it has just given up.
     */
    private static long cheapest(byte[] message, long enough) {
        long cheapest = Long.MAX_VALUE;
        long end = System.nanoTime() + PATIENCE_NANOS;
        for (int i = 0; i < 4 || cheapest >= enough && enough > 0 && System.nanoTime() - end < 0; i++) {
            long start = THREADS.getCurrentThreadCpuTime();
            read(message);
            cheapest = Math.min(cheapest, THREADS.getCurrentThreadCpuTime() - start);
        }
        return cheapest;
    }

    private static void read(byte[] bytes) {
        try {
            IncomingMessage message = IncomingMessage.parse(bytes);
            message.entries("Alert-Info");
            message.entries("Record-Route");
            message.entries("Contact");
            message.lists("Require", "timer");
            message.contactUri();
            message.body();
            ResponseDraft.of((IncomingRequest) message, 200, "t").encode("");
        } catch (ParseException malformed) {
            MalformedRequest.answer(bytes, 400, "Bad Request", "");
        }
    }
}
