/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.sip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.sipconnector.api.InvalidConfigurationException;
import org.sipconnector.api.Transport;
import org.sipconnector.sip.transport.Limits;
import org.sipconnector.spi.sip.SipEvent.IncomingInvite;
import org.sipconnector.testkit.Await;

/** What one peer may ask of us, and what he gets when he asks for more. */
class LimitsTest {

    private static final Limits SMALL = new Limits(2_000, 1_000, 20, 3, 5, 2);

    @RegisterExtension
    final SipFixture fixture = new SipFixture();

    private Loopback loopback;

    @AfterEach
    void nothingIsLeft() {
        loopback.server.close("mcu");
        loopback.expectNothingLeft();
    }

    private Socket connect(Transport transport) throws Exception {
        if (loopback == null) {
            loopback = fixture.over(transport, new SipConfiguration(List.of(), SMALL));
        }
        if (transport == Transport.UDP) {
            return new Socket();
        }
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), loopback.port);
        socket.setSoTimeout(40_000);
        return socket;
    }

    private static String request(String method, int number, String headers, int length) {
        return method + " sip:100@sip.test SIP/2.0\r\nVia: SIP/2.0/TCP 127.0.0.1:9;branch=z9hG4bK" + method + number
                + "\r\nMax-Forwards: 70\r\nFrom: <sip:x@sip.test>;tag=1\r\nTo: <sip:100@sip.test>\r\nCall-ID: c" + number
                + "\r\nCSeq: 1 " + method + "\r\nContact: <sip:x@127.0.0.1:9>\r\n" + headers + "Content-Length: " + length + "\r\n\r\n";
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The first line of the next message; empty at the end. */
    private static String firstLine(Socket socket) throws IOException {
        StringBuilder text = new StringBuilder();
        while (text.indexOf("\r\n\r\n") < 0) {
            int next = socket.getInputStream().read();
            if (next < 0) {
                return "";
            }
            text.append((char) next);
        }
        return text.toString().lines().findFirst().orElse("");
    }

    @Test
    void tooLargeRequestIsAnswered413AndTheConnectionClosed() throws Exception {
        try (Socket socket = connect(Transport.TCP)) {
            send(socket, request("MESSAGE", 1, "", 1_900) + "x".repeat(500));
            assertThat(firstLine(socket)).isEqualTo("SIP/2.0 413 Request Entity Too Large");
            assertThat(firstLine(socket)).isEmpty();
        }
    }

    @Test
    void requestWithTooManyHeadersIsAnswered400AndTheNextOneServed() throws Exception {
        try (Socket socket = connect(Transport.TCP)) {
            send(socket, request("OPTIONS", 1, "X: y\r\n".repeat(20), 0));
            assertThat(firstLine(socket)).isEqualTo("SIP/2.0 400 Too Many Headers");
            send(socket, request("OPTIONS", 2, "X: y\r\n".repeat(5), 0));
            assertThat(firstLine(socket)).isEqualTo("SIP/2.0 200 OK");
        }
    }

    @Test
    void moreOpenTransactionsThanAllowedAreAnswered503() throws Exception {
        try (Socket socket = connect(Transport.TCP)) {
            for (int i = 0; i < 3; i++) {
                send(socket, request("INVITE", i, "", 0));
                assertThat(firstLine(socket)).isEqualTo("SIP/2.0 100 Trying");
            }
            send(socket, request("INVITE", 3, "", 0));
            assertThat(firstLine(socket)).isEqualTo("SIP/2.0 503 Service Unavailable");
        }
    }

    @Test
    void moreOpenTransactionsOfAnAddressThanAllowedAreAnswered503UntilOthersAreAnswered() throws Exception {
        try (Socket first = connect(Transport.TCP); Socket second = connect(Transport.TCP)) {
            for (int i = 0; i < 5; i++) {
                Socket socket = i < 3 ? first : second;
                send(socket, request("INVITE", i, "", 0));
                assertThat(firstLine(socket)).isEqualTo("SIP/2.0 100 Trying");
            }
            send(second, request("INVITE", 5, "", 0));
            assertThat(firstLine(second)).isEqualTo("SIP/2.0 503 Service Unavailable");
            loopback.server.reject(loopback.served.next(IncomingInvite.class).dialog(), 486, Optional.empty(), List.of());
            assertThat(firstLine(first)).isEqualTo("SIP/2.0 486 Busy Here");
            send(second, request("INVITE", 6, "", 0));
            assertThat(firstLine(second)).isEqualTo("SIP/2.0 100 Trying");
        }
    }

    @Test
    void furtherConnectionOfAnAddressIsClosedAndOneMayComeWhenAnotherWent() throws Exception {
        try (Socket first = connect(Transport.TCP); Socket second = connect(Transport.TCP)) {
            for (Socket socket : new Socket[] {first, second}) {
                send(socket, request("OPTIONS", 1, "", 0));
                assertThat(firstLine(socket)).isEqualTo("SIP/2.0 200 OK");
            }
            try (Socket third = connect(Transport.TCP)) {
                assertThat(firstLine(third)).isEmpty();
            }
            second.close();
            Await.reading("the second goes", loopback.server::statistics, now -> now.connections() == 1);
            Await.until("a place becomes free", this::isServed);
        }
    }

    private boolean isServed() {
        try (Socket again = connect(Transport.TCP)) {
            send(again, request("OPTIONS", 7, "", 0));
            return firstLine(again).equals("SIP/2.0 200 OK");
        } catch (Exception closed) {
            return false;
        }
    }

    @Test
    void tooLargeWebSocketFrameEndsTheConnectionWithItsCode() throws Exception {
        try (Socket socket = connect(Transport.WS)) {
            send(socket, "GET " + Loopback.PATH + " HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                    + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Protocol: sip\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n");
            assertThat(firstLine(socket)).contains("101");
            OutputStream out = socket.getOutputStream();
            out.write(new byte[] {(byte) 0x81, (byte) 0xFE, 0x10, 0x00, 1, 2, 3, 4});
            out.flush();
            DataInputStream in = new DataInputStream(socket.getInputStream());
            assertThat(in.readUnsignedByte()).isEqualTo(0x88);
            in.readUnsignedByte();
            assertThat(in.readUnsignedShort()).isEqualTo(1009);
        }
    }

    @Test
    void tooLargeDatagramIsAnswered413() throws Exception {
        connect(Transport.UDP).close();
        try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            socket.setSoTimeout(40_000);
            byte[] bytes = (request("MESSAGE", 1, "", 1_900) + "x".repeat(1_900)).getBytes(StandardCharsets.UTF_8);
            socket.send(new DatagramPacket(bytes, bytes.length, InetAddress.getLoopbackAddress(), loopback.port));
            DatagramPacket answer = new DatagramPacket(new byte[2_000], 2_000);
            socket.receive(answer);
            assertThat(new String(answer.getData(), 0, answer.getLength(), StandardCharsets.UTF_8)).startsWith("SIP/2.0 413 ");
        }
    }

    @Test
    void badLimitIsNamed() throws Exception {
        connect(Transport.TCP).close();
        assertThatThrownBy(() -> new Limits(1, 1, 0, 1, 1, 1)).isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContaining("limits.headers").hasMessageContaining("'0'");
    }
}
