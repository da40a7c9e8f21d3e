/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.sipconnector.api.ConnectorId;
import org.sipconnector.api.Secret;
import org.sipconnector.api.Transport;
import org.sipconnector.api.sip.UserAgentId;
import org.sipconnector.sip.transport.Limits;
import org.sipconnector.spi.sip.OutgoingRequest;
import org.sipconnector.spi.sip.SipEvent.Registered;
import org.sipconnector.spi.sip.SipEvent.RegistrationFailed;
import org.sipconnector.spi.sip.SipEvent.RequestAnswered;
import org.sipconnector.spi.sip.SipEvent.RequestFailed;
import org.sipconnector.spi.sip.SipEvent.TransportConnected;
import org.sipconnector.spi.sip.SipEvent.TransportConnecting;
import org.sipconnector.spi.sip.SipEvent.TransportDisconnected;
import org.sipconnector.spi.sip.SipStatistics;
import org.sipconnector.testkit.Await;
import org.sipconnector.testkit.EventRecorder;

/** When a server cannot serve the next one of the same name does, without a word to the owner. */
class FailOverTest {

    private static final UserAgentId ALICE = Loopback.ALICE;
    private static final ConnectorId OWNER = ConnectorId.of("client");

    @RegisterExtension
    final SipFixture fixture = new SipFixture();

    private final TestNames names = fixture.ends(new TestNames());
    private final SipFoundation client = fixture.ends(
            new SipFoundation(new SipConfiguration(List.of(names.address()), Limits.DEFAULT)));
    private final SipFoundation server = fixture.ends(new SipFoundation());
    private final EventRecorder heard = new EventRecorder();
    private int priority;

    @AfterEach
    void nothingIsLeft() {
        client.release(OWNER);
        SipStatistics empty = new SipStatistics(0, 0, 0, 0, 0);
        Await.reading("the client keeps nothing", client::statistics, empty::equals);
    }

    /** The next server of the name, at that port of loopback. */
    private void target(Transport transport, int port) {
        String service = switch (transport) {
            case UDP -> "_sip._udp";
            case TCP -> "_sip._tcp";
            case TLS -> "_sips._tcp";
            case WS -> "_sip._ws";
            case WSS -> "_sips._ws";
        };
        priority++;
        names.service(service + ".sip.test", priority, 0, port, "host" + priority + ".test")
                .host("host" + priority + ".test", "127.0.0.1");
    }

    private int serve(Transport transport, String certificate) throws Exception {
        server.attach(OWNER, new EventRecorder());
        return server.listen(OWNER, "server" + priority, Settings.serving(transport, certificate),
                user -> Optional.of(Secret.of("pw-" + user))).toCompletableFuture().get(40, TimeUnit.SECONDS).getPort();
    }

    private void connect(Transport transport, String host) {
        client.attach(OWNER, heard);
        client.start(OWNER, ALICE, Settings.alice(transport, host, 0));
    }

    private void register() {
        client.register(ALICE);
        heard.next(Registered.class);
    }

    private static int closedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** RFC 3263 section 4.3. */
    @Test
    void refusedConnection() throws Exception {
        target(Transport.TCP, closedPort());
        int port = serve(Transport.TCP, "");
        target(Transport.TCP, port);
        connect(Transport.TCP, "sip.test");
        assertThat(heard.next(TransportConnected.class).remote()).endsWith(":" + port);
        register();
        assertThat(heard.all()).filteredOn(TransportConnecting.class::isInstance).hasSize(1);
        assertThat(heard.all()).noneMatch(TransportDisconnected.class::isInstance);
    }

    @Test
    void certificateOfAnotherName() throws Exception {
        target(Transport.TLS, serve(Transport.TLS, "other.test"));
        target(Transport.TLS, serve(Transport.TLS, "sip.test"));
        connect(Transport.TLS, "sip.test");
        heard.next(TransportConnected.class);
        register();
        assertThat(heard.all()).noneMatch(TransportDisconnected.class::isInstance);
    }

    @Test
    void refusedWebSocketUpgrade() throws Exception {
        RawPeer closing = fixture.peer();
        target(Transport.WS, closing.port());
        target(Transport.WS, serve(Transport.WS, ""));
        connect(Transport.WS, "sip.test");
        closing.accept();
        closing.send("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n");
        heard.next(TransportConnected.class);
        register();
    }

    /** RFC 3263 section 4.3: a 503 is a failure of the server. */
    @Test
    void unavailableServerIsLeftByItsFirstRequest() throws Exception {
        RawPeer busy = fixture.peer();
        RawPeer ready = fixture.peer();
        target(Transport.TCP, busy.port());
        target(Transport.TCP, ready.port());
        connect(Transport.TCP, "sip.test");
        busy.accept();
        heard.next(TransportConnected.class);
        client.register(ALICE);
        client.request(ALICE, OutgoingRequest.options("ping", "sip:alice@sip.test"));
        RawPeer.Message first = busy.read("REGISTER");
        busy.read("OPTIONS");
        busy.answer(first, "503 Service Unavailable", "t1");
        ready.accept();
        RawPeer.Message second = ready.read("REGISTER");
        assertThat(second.header("Call-ID")).isEqualTo(first.header("Call-ID"));
        ready.answer(second, "200 OK", "t2", "Expires: 60");
        ready.answer(ready.read("OPTIONS"), "200 OK", "t3");
        heard.next(Registered.class);
        heard.next(RequestAnswered.class);
        assertThat(heard.all()).noneMatch(TransportDisconnected.class::isInstance);

        client.request(ALICE, OutgoingRequest.options("ping2", "sip:alice@sip.test"));
        ready.answer(ready.read("OPTIONS"), "503 Service Unavailable", "t4");
        assertThat(heard.next(RequestFailed.class).failure().status()).isEqualTo(503);
    }

    @Test
    void silentServerIsLeftAndItsImpatientOwnerIsTold() throws Exception {
        try (DatagramSocket silent = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            target(Transport.UDP, silent.getLocalPort());
            target(Transport.UDP, serve(Transport.UDP, ""));
            connect(Transport.UDP, "sip.test");
            heard.next(TransportConnected.class);
            client.request(ALICE, new OutgoingRequest("ping", "OPTIONS", "sip:alice@sip.test", List.of(), Optional.empty(),
                    Duration.ofMillis(300)));
            silent.receive(new DatagramPacket(new byte[4_000], 4_000));
            assertThat(heard.next(RequestFailed.class).id()).isEqualTo("ping");
            register();
        }
    }

    /** RFC 3263 section 4.3. */
    @Test
    void theLastServersRefusalIsTheAnswer() throws Exception {
        RawPeer busy = fixture.peer();
        RawPeer last = fixture.peer();
        target(Transport.TCP, busy.port());
        target(Transport.TCP, last.port());
        connect(Transport.TCP, "sip.test");
        heard.next(TransportConnected.class);
        client.register(ALICE);
        for (RawPeer peer : List.of(busy, last)) {
            peer.accept();
            peer.answer(peer.read("REGISTER"), "503 Service Unavailable", "t1");
        }
        assertThat(heard.next(RegistrationFailed.class).failure().status()).isEqualTo(503);
    }

    /** RFC 3263 section 4.3. */
    @Test
    void noServerLeftIsToldAsTheFirstsRefusal() throws Exception {
        RawPeer busy = fixture.peer();
        target(Transport.TCP, busy.port());
        target(Transport.TCP, closedPort());
        connect(Transport.TCP, "sip.test");
        busy.accept();
        heard.next(TransportConnected.class);
        client.request(ALICE, OutgoingRequest.options("ping", "sip:alice@sip.test"));
        busy.answer(busy.read("OPTIONS"), "503 Service Unavailable", "t1");
        assertThat(heard.next(RequestFailed.class).failure().status()).isEqualTo(503);
        assertThat(heard.next(TransportDisconnected.class).opened()).isTrue();
        busy.accept();
        heard.next(TransportConnected.class);
    }
}
