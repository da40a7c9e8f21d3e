/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.sipconnector.api.Event;
import org.sipconnector.api.Transport;
import org.sipconnector.spi.sip.SipEvent.IncomingInvite;

/**
 * The 49 messages of RFC 4475, byte for byte. Each is taken, refused or dropped as sections 3.1 to 3.4 say, over a
 * datagram, and harms nobody over a stream.
 */
class RfcTortureTest {

    /** The first answer to each; nothing for what has to be dropped. 100 is an INVITE that rings. */
    private static final Map<String, String> ANSWERS = new HashMap<>();

    @RegisterExtension
    final SipFixture fixture = new SipFixture();

    static {
        answers("100", "baddate", "esc01", "escruri", "inv2543", "longreq", "lwsstart");
        answers("200", "badaspec", "badbranch", "baddn", "lwsdisp", "mpart01", "semiuri", "transports", "trws", "zeromf");
        answers("400", "badinv01", "clerr", "ltgtruri", "lwsruri", "mcl01", "mismatch01", "mismatch02", "multi01", "ncl",
                "quotbal", "scalar02");
        answers("401", "cparam01", "cparam02", "dblreq", "escnull", "regaut01", "regbadct", "regescrt", "unksm2");
        answers("405", "esc02", "intmeth");
        answers("406", "sdp01");
        answers("415", "invut");
        answers("416", "novelsc", "unkscm");
        answers("420", "bext01");
        answers("481", "wsinv");
        answers("505", "badvers");
        answers("", "bcast", "bigcode", "insuf", "noreason", "scalarlg", "unreason");
    }

    private static void answers(String status, String... messages) {
        Set.of(messages).forEach(message -> ANSWERS.put(message, status));
    }

    private static byte[] message(String name) throws IOException {
        try (InputStream in = RfcTortureTest.class.getResourceAsStream("/rfc4475/" + name + ".dat")) {
            return in.readAllBytes();
        }
    }

    private static byte[] probe(Transport transport, String callId) {
        return ("OPTIONS sip:100@sip.test SIP/2.0\r\nVia: SIP/2.0/" + transport + " 127.0.0.1;branch=z9hG4bK" + callId
                + "\r\nMax-Forwards: 70\r\nFrom: <sip:t@sip.test>;tag=t\r\nTo: <sip:100@sip.test>\r\nCall-ID: " + callId
                + "\r\nCSeq: 1 OPTIONS\r\nContent-Length: 0\r\n\r\n").getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void allMessagesOfTheRfcAreInTheTable() {
        assertThat(ANSWERS).hasSize(49);
    }

    @Test
    void eachMessageIsTakenRefusedOrDroppedAsTheRfcSays() throws Exception {
        Map<String, String> heard = new HashMap<>();
        Loopback loopback = fixture.over(Transport.UDP);
        for (String name : ANSWERS.keySet()) {
            heard.put(name, overDatagram(loopback.port, name));
        }
        refuseWhatRings(loopback);
        loopback.server.close("mcu");
        loopback.expectNothingLeft();
        assertThat(heard).isEqualTo(ANSWERS);
    }

    @Test
    void noneOfThemHarmsAServerOfStreams() throws Exception {
        Loopback loopback = fixture.over(Transport.TCP);
        for (String name : ANSWERS.keySet()) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), loopback.port)) {
                socket.getOutputStream().write(message(name));
                socket.shutdownOutput();
                socket.getInputStream().readAllBytes();
            }
            assertThat(optionsOverStream(loopback.port, name)).as(name).startsWith("SIP/2.0 200");
        }
        loopback.expectNothingLeft();
    }

    private static String overDatagram(int port, String name) throws IOException {
        InetSocketAddress server = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        try (DatagramSocket socket = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
            socket.setSoTimeout(40_000);
            byte[] message = message(name);
            socket.send(new DatagramPacket(message, message.length, server));
            byte[] probe = probe(Transport.UDP, "after-" + name);
            socket.send(new DatagramPacket(probe, probe.length, server));
            String first = "";
            while (true) {
                DatagramPacket packet = new DatagramPacket(new byte[65_535], 65_535);
                socket.receive(packet);
                String answer = new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8);
                if (answer.contains("Call-ID: after-" + name + "\r\n")) {
                    assertThat(answer).startsWith("SIP/2.0 200");
                    return first;
                }
                first = first.isEmpty() ? answer.split(" ")[1] : first;
            }
        }
    }

    private static String optionsOverStream(int port, String name) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(40_000);
            socket.getOutputStream().write(probe(Transport.TCP, "after-" + name));
            InputStream in = socket.getInputStream();
            return new String(in.readNBytes(11), StandardCharsets.UTF_8);
        }
    }

    private static void refuseWhatRings(Loopback loopback) {
        for (Event event : loopback.served.all()) {
            if (event instanceof IncomingInvite invite) {
                loopback.server.reject(invite.dialog(), 486, Optional.empty(), List.of());
            }
        }
    }
}
