/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.sipconnector.api.Transport;

/**
 * Messages after the rules of RFC 4475: valid ones are taken, invalid ones answered or dropped, and after each the
 * server answers the next sound request.
 */
class TortureTest {

    @RegisterExtension
    final SipFixture fixture = new SipFixture();

    private SocketAddress server;
    private int probes;

    @BeforeEach
    void listen() throws Exception {
        server = new InetSocketAddress(InetAddress.getLoopbackAddress(), fixture.over(Transport.UDP).port);
    }

    /** What comes back before the answer to a sound request sent after it. */
    private List<String> answers(byte[] message) throws IOException {
        try (DatagramSocket socket = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
            socket.setSoTimeout(40_000);
            return answers(socket, message);
        }
    }

    private List<String> answers(DatagramSocket socket, byte[] message) throws IOException {
        socket.send(new DatagramPacket(message, message.length, server));
        String probe = "probe" + ++probes;
        byte[] options = request("OPTIONS", probe, "").getBytes(StandardCharsets.UTF_8);
        socket.send(new DatagramPacket(options, options.length, server));
        List<String> answers = new ArrayList<>();
        while (true) {
            DatagramPacket packet = new DatagramPacket(new byte[65_535], 65_535);
            socket.receive(packet);
            String answer = new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8);
            if (answer.contains("Call-ID: " + probe + "\r\n")) {
                assertThat(answer).startsWith("SIP/2.0 200");
                return answers;
            }
            answers.add(answer.split(" ")[1]);
        }
    }

    private static String request(String method, String callId, String headers) {
        return method + " sip:100@sip.test SIP/2.0\r\nVia: SIP/2.0/UDP 127.0.0.1;branch=z9hG4bK" + callId + "\r\n"
                + "Max-Forwards: 70\r\nFrom: <sip:t@sip.test>;tag=t\r\nTo: <sip:100@sip.test>\r\nCall-ID: " + callId
                + "\r\nCSeq: 1 " + method + "\r\n" + headers + "Content-Length: 0\r\n\r\n";
    }

    static Stream<Arguments> cases() {
        String base = request("OPTIONS", "%ID%", "");
        return Stream.of(
                of("odd case, folding, compact forms and empty unknown headers are valid", """
                        OPTIONS sip:100@sip.test SIP/2.0
                        TO :
                         <sip:100@sip.test>
                        f: "a \\\\\\" quote" <sip:t@sip.test>
                          ;tag = t
                        mAx-FoRwArDs: 0068
                        i: %ID%
                        CSEQ: 0009
                          OPTIONS
                        v: SIP / 2.0
                         / UDP
                          127.0.0.1;branch=z9hG4bK%ID%
                        Unknown-Thing:
                        l: 0

                        """.replace("\n", "\r\n"), "200"),
                of("method of odd characters is refused as unknown, not as malformed",
                        base.replace("OPTIONS", "!interesting-Method0123456789_*+`.%indeed'~"), "405"),
                of("escaped characters in the user part are valid", base.replace("sip:100@", "sip:sips%3Auser%40x%00@"), "200"),
                of("semicolon in the user part is valid", base.replace("sip:100@", "sip:user;par=u%40x@"), "200"),
                of("very long values are valid", base.replace("Max-Forwards: 70",
                        "Max-Forwards: 70\r\nX-Long: " + "longvalue".repeat(3_000)), "200"),
                of("unknown URI scheme is refused with 416", base.replace("OPTIONS sip:100@sip.test", "OPTIONS nobody:what"), "416"),
                of("version of the future is refused with 505", base.replace("sip.test SIP/2.0", "sip.test SIP/7.0"), "505"),
                of("CSeq of another method is refused", base.replace("CSeq: 1 OPTIONS", "CSeq: 1 INVITE"), "400"),
                of("unknown extension required is refused with 420",
                        base.replace("Max-Forwards", "Require: nothing-like-it\r\nMax-Forwards"), "420"),
                of("second Content-Length is refused", base.replace("Content-Length: 0", "Content-Length: 0\r\nl: 0"), "400"),
                of("second From is refused", base.replace("Max-Forwards", "f: <sip:other@sip.test>;tag=o\r\nMax-Forwards"), "400"),
                of("unbalanced quotation marks are refused", base.replace("To: <", "To: \"open <"), "400"),
                of("request URI in angle brackets is refused", base.replace("OPTIONS sip:100@sip.test", "OPTIONS <sip:100@sip.test>"), "400"),
                of("space in the request URI is refused", base.replace("sip:100@sip.test SIP", "sip:100@sip.test; lr SIP"), "400"),
                of("body shorter than its length is refused", base.replace("Content-Length: 0", "Content-Length: 9999"), "400"),
                of("negative length is refused", base.replace("Content-Length: 0", "Content-Length: -999"), "400"),
                of("missing From, To and CSeq are dropped", base.replaceAll("(From|To|CSeq):[^\r]*\r\n", ""), ""),
                of("missing Via is dropped", base.replaceAll("Via:[^\r]*\r\n", ""), ""),
                of("CSeq over 32 bits is refused", base.replace("CSeq: 1 ", "CSeq: 36893488147419103232 "), "400"),
                of("request line without a version is refused", base.replace("sip.test SIP/2.0", "sip.test"), "400"),
                of("response of an impossible status is dropped", base.replaceAll("^[^\r]*", "SIP/2.0 4294967301 better"), ""),
                of("response to nothing is dropped", base.replaceAll("^[^\r]*", "SIP/2.0 200 "), ""),
                of("malformed date concerns nobody", base.replace("Max-Forwards", "Date: Fri, 01 Jan 2010 16:00:00 EST\r\nMax-Forwards"), "200"),
                of("unknown authorization scheme concerns nobody",
                        base.replace("Max-Forwards", "Authorization: NoOne opaque=data\r\nMax-Forwards"), "200"),
                of("registration with an unknown authorization scheme is asked for digest",
                        base.replace("OPTIONS", "REGISTER").replace("Max-Forwards", "Authorization: NoOne opaque=data\r\nMax-Forwards"), "401"),
                of("offer in words nobody knows is refused with 415", base.replace("OPTIONS", "INVITE")
                        .replace("Content-Length: 0\r\n\r\n", "Content-Type: application/unknown-thing\r\nContent-Length: 5\r\n\r\nhello"), "415"),
                of("offer without a length goes on to the datagram's end", base.replace("OPTIONS", "INVITE")
                        .replace("Content-Length: 0\r\n\r\n", "Content-Type: application/sdp\r\n\r\nv=0\r\n"), "100"),
                of("offer that wants its answer in words nobody knows is refused with 406",
                        base.replace("OPTIONS", "INVITE").replace("Max-Forwards", "Accept: text/nobody-knows-this\r\nMax-Forwards"), "406"),
                of("stray CANCEL is refused", base.replace("OPTIONS", "CANCEL").replace("case", "cancel"), "481"),
                of("stray ACK is dropped", base.replace("OPTIONS", "ACK"), ""),
                of("nothing but line breaks is dropped", "\r\n\r\n\r\n\r\n", ""),
                of("nothing but zeros is dropped", "\0".repeat(500), ""));
    }

    private static Arguments of(String name, String message, String expected) {
        return Arguments.of(name, message, expected.isEmpty() ? List.of() : List.of(expected));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void isAnsweredAsTheRfcSays(String name, String message, List<String> expected) throws IOException {
        byte[] bytes = message.replace("%ID%", "case" + ++probes).getBytes(StandardCharsets.UTF_8);
        assertThat(answers(bytes)).isEqualTo(expected);
    }

    @Test
    void tenThousandDamagedMessagesHarmNobody() throws IOException {
        Random random = new Random(4475);
        byte[] whole = request("INVITE", "damaged", "Contact: <sip:a@b;x=y>;q=0.1\r\nRecord-Route: <sip:p;lr>\r\n"
                + "Authorization: Digest realm=\"sip.test\", nonce=\"n\", username=\"\\\"\"\r\nReplaces: a;to-tag=b;from-tag=c\r\n")
                .getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < 10_000; i++) {
            byte[] damaged = whole.clone();
            for (int hits = 1 + random.nextInt(8); hits > 0; hits--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            }
            byte[] cut = java.util.Arrays.copyOf(damaged, 1 + random.nextInt(damaged.length));
            byte[] bytes = random.nextBoolean() ? damaged : cut;
            try {
                org.sipconnector.sip.message.IncomingMessage.parse(bytes).headers();
            } catch (java.text.ParseException e) {
                assertThat(e).isNotNull();
            }
            if (i % 20 == 0) {
                answers(bytes);
            }
        }
    }
}
