/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.sip;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.ssl.JdkSslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIMatcher;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.StandardConstants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sipconnector.api.ConnectorId;
import org.sipconnector.api.Transport;
import org.sipconnector.sip.transport.Capacity;
import org.sipconnector.sip.transport.Limits;
import org.sipconnector.sip.transport.SecurityPolicy;
import org.sipconnector.spi.sip.SipEvent.TransportConnected;
import org.sipconnector.spi.sip.SipEvent.TransportDisconnected;
import org.sipconnector.spi.sip.SipStatistics;
import org.sipconnector.testkit.Await;
import org.sipconnector.testkit.EventRecorder;

/** What is said before the first SIP message. */
class HandshakeTest {

    @RegisterExtension
    final SipFixture fixture = new SipFixture();

    @Test
    void webSocketIsAskedForWithItsPathOriginAndSubprotocol() throws Exception {
        RawPeer peer = fixture.peer();
        Loopback loopback = fixture.reaching(peer, Transport.WS);
        RawPeer.Message upgrade = peer.readHead();
        assertThat(upgrade.head()).startsWith("GET " + Loopback.PATH + " HTTP/1.1");
        assertThat(upgrade.header("Host")).isEqualTo("localhost:" + peer.port());
        assertThat(upgrade.header("Origin")).isEqualTo("https://" + Loopback.DOMAIN);
        assertThat(upgrade.header("Sec-WebSocket-Protocol")).isEqualTo("sip");
        assertThat(upgrade.header("Sec-WebSocket-Version")).isEqualTo("13");
        loopback.client.release(loopback.clientOwner());
        loopback.expectNothingLeft();
    }

    @Test
    void webSocketThatDoesNotSpeakSipIsRefused() throws Exception {
        RawPeer peer = fixture.peer();
        Loopback loopback = fixture.reaching(peer, Transport.WS);
        peer.readHead();
        peer.send("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                + "Sec-WebSocket-Accept: bm90IHRoZSByaWdodCBvbmU=\r\n\r\n");
        TransportDisconnected refused = loopback.heard.next(TransportDisconnected.class);
        assertThat(refused.opened()).isFalse();
        assertThat(refused.code()).isEqualTo(1006);
        loopback.client.release(loopback.clientOwner());
        loopback.expectNothingLeft();
    }

    @Test
    void serverNameIsSentAndItsCertificateChecked() throws Exception {
        CompletableFuture<String> asked = new CompletableFuture<>();
        JdkSslContext context = (JdkSslContext) SslContextBuilder.forServer(new File(TestCertificates.chain("sip.test")),
                new File(TestCertificates.key("sip.test"))).sslProvider(SslProvider.JDK).build();
        SSLServerSocket socket = (SSLServerSocket) context.context().getServerSocketFactory()
                .createServerSocket(0, 5, InetAddress.getLoopbackAddress());
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setSNIMatchers(List.of(new SNIMatcher(StandardConstants.SNI_HOST_NAME) {
            @Override
            public boolean matches(SNIServerName name) {
                asked.complete(new SNIHostName(name.getEncoded()).getAsciiName());
                return true;
            }
        }));
        socket.setSSLParameters(parameters);
        EventRecorder heard = new EventRecorder();
        ConnectorId owner = ConnectorId.of("client");
        RawPeer peer = fixture.peer(socket);
        TestNames names = fixture.ends(new TestNames()).host("sip.test", "127.0.0.1");
        SipFoundation client = fixture.ends(new SipFoundation(new SipConfiguration(List.of(names.address()), Limits.DEFAULT)));
        Loopback any = fixture.alone(Transport.TLS);
        any.host = "sip.test";
        any.port = peer.port();
        client.attach(owner, heard);
        client.start(owner, Loopback.ALICE, any.settings("alice", "pw-alice"));
        peer.accept();
        heard.next(TransportConnected.class);
        assertThat(asked.get(40, TimeUnit.SECONDS)).isEqualTo("sip.test");
        client.release(owner);
    }

    @Test
    void nothingIsLeftOfConnectionsThatNeverCameUp() throws IOException {
        int closed;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            closed = socket.getLocalPort();
        }
        for (Transport transport : List.of(Transport.TCP, Transport.TLS, Transport.WS, Transport.WSS)) {
            Loopback loopback = fixture.alone(transport);
            loopback.port = closed;
            loopback.start(Loopback.ALICE, loopback.settings("alice", "pw-alice"));
            loopback.heard.next(TransportDisconnected.class);
            loopback.heard.next(TransportDisconnected.class);
            loopback.client.register(Loopback.ALICE);
            loopback.client.invite(Loopback.ALICE, new org.sipconnector.api.sip.DialogId("c"), "sip:1@sip.test", "", List.of());
            loopback.client.stop(Loopback.ALICE);
            loopback.heard.next(TransportDisconnected.class, event -> !event.error());
            Await.reading("nothing more is kept", loopback.client::statistics, new SipStatistics(0, 0, 0, 0, 0)::equals);
        }
    }

    @ParameterizedTest
    @CsvSource({"https://phone.test, 101", "https://evil.test, 403", "null, 403", "'', 101"})
    void onlyWebPagesThatAreAllowedOpenAWebSocket(String origin, String status) throws Exception {
        SecurityPolicy usual = SecurityPolicy.DEFAULT;
        SecurityPolicy policy = new SecurityPolicy(usual.versions(), usual.ciphers(), usual.minimumDigest(), List.of("https://phone.test"));
        Loopback loopback = fixture.over(Transport.WS, new SipConfiguration(List.of(), Limits.DEFAULT, Capacity.DEFAULT, policy, 100));
        assertThat(said(loopback.port, "GET " + Loopback.PATH + " HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                + (origin.isEmpty() ? "" : "Origin: " + origin + "\r\n")
                + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Protocol: sip\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n"))
                .startsWith("HTTP/1.1 " + status);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n", "GET / HTTP/1.1\r\nbad header\r\n\r\n",
            "\u0001\u0002\r\n\r\n"})
    void aRequestThatIsNoHttpIsAnswered400AndTheConnectionClosed(String request) throws Exception {
        Loopback loopback = fixture.over(Transport.WS);
        assertThat(said(loopback.port, request)).startsWith("HTTP/1.1 400");
    }

    private static String said(int port, String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(40_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readNBytes(12), StandardCharsets.ISO_8859_1);
        }
    }
}
