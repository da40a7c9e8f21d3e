/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.test.fuzzing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.sipconnector.api.ConnectorId;
import org.sipconnector.api.Transport;
import org.sipconnector.sip.SipFoundation;
import org.sipconnector.spi.sip.ServerEvent;
import org.sipconnector.spi.sip.SipServers.ServerSettings;
import org.sipconnector.spi.sip.SipStatistics;

/** Strangers send thousands of messages, sound and broken, and go: nothing of them is kept. */
class NothingKeptTest {

    private static final int MESSAGES = Integer.getInteger("messages", 20_000) / 10;
    private static final int A_CONNECTION = 50;
    private static final String DONE = "kept-probe";
    private static final ConnectorId OWNER = ConnectorId.of("fuzzed");
    private static final SipStatistics NOTHING = new SipStatistics(0, 0, 0, 0, 0);

    private final SipFoundation sip = new SipFoundation();
    private final GeneratedSip messages = new GeneratedSip(new Random(Long.getLong("seed", 4475)));
    private int users;

    @AfterEach
    void end() {
        sip.close();
    }

    private synchronized void heard(Object event) {
        users += event instanceof ServerEvent.ClientConnected ? 1 : event instanceof ServerEvent.ClientDisconnected ? -1 : 0;
        notifyAll();
    }

    private synchronized void allLeft() throws InterruptedException {
        while (users > 0) {
            wait();
        }
    }

    private InetSocketAddress listen(Transport transport) {
        sip.attach(OWNER, this::heard);
        return sip.listen(OWNER, "fuzzed",
                new ServerSettings(transport, new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), "/", Optional.empty(), "sip.test"),
                user -> Optional.empty()).toCompletableFuture().join();
    }

    @Test
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    void ofStreams() throws Exception {
        InetSocketAddress address = listen(Transport.TCP);
        for (int sent = 0; sent < MESSAGES; sent += A_CONNECTION) {
            try (Socket socket = new Socket(address.getAddress(), address.getPort())) {
                for (int i = 0; i < A_CONNECTION; i++) {
                    socket.getOutputStream().write(messages.next());
                }
            } catch (SocketException closedByTheListener) {
                assertThat(socketsMayEnd(closedByTheListener)).isTrue();
            }
        }
        probe(address);
        allLeft();
        sip.close("fuzzed").toCompletableFuture().join();
        assertThat(sip.statistics()).isEqualTo(NOTHING);
    }

    private static boolean socketsMayEnd(SocketException end) {
        return String.valueOf(end.getMessage()).matches("(?i).*(broken pipe|reset|abort).*");
    }

    /** A sound request is answered after all that. */
    private static void probe(InetSocketAddress address) throws IOException {
        try (Socket socket = new Socket(address.getAddress(), address.getPort())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream()
                    .write(("OPTIONS sip:sip.test SIP/2.0\r\nVia: SIP/2.0/TCP h;branch=z9hG4bK" + DONE
                            + "\r\nMax-Forwards: 70\r\nFrom: <sip:a@b>;tag=1\r\n"
                            + "To: <sip:sip.test>\r\nCall-ID: " + DONE + "\r\nCSeq: 1 OPTIONS\r\nContent-Length: 0\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            InputStream answer = socket.getInputStream();
            assertThat(new String(answer.readNBytes(7), StandardCharsets.US_ASCII)).isEqualTo("SIP/2.0");
        }
    }
}
