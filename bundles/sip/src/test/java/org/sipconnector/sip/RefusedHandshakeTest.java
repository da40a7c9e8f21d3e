/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.sip;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.ssl.JdkSslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sipconnector.api.TlsTrust;
import org.sipconnector.api.Transport;
import org.sipconnector.spi.sip.SipEvent.TransportDisconnected;
import org.sipconnector.spi.sip.UserAgentSettings;

/** Why a connection was not opened is told with the configuration key concerned, and the same each time. */
class RefusedHandshakeTest {

    private static final String UPGRADED = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n";

    @RegisterExtension
    final SipFixture fixture = new SipFixture();

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "HTTP/1.1 401 Unauthorized | with 401 Unauthorized | `webSocketPath` (/webrtc/wss/)",
            "HTTP/1.1 407 Proxy Authentication Required | with 407 | `webSocketPath`",
            "HTTP/1.1 403 Forbidden | with 403 Forbidden | set `webSocketOrigin` (https://sip.test)",
            "HTTP/1.1 404 Not Found | with 404 Not Found | `webSocketPath` (/webrtc/wss/) is none",
            "HTTP/1.1 400 Bad Request | with 400 Bad Request | `webSocketOrigin` (https://sip.test)",
            "HTTP/1.1 426 Upgrade Required | with 426 | `webSocketPath`",
            "HTTP/1.1 302 Found\\r\\nLocation: https://other.test/ws | with 302 Found: it is at https://other.test/ws | `webSocketPath`",
            "HTTP/1.1 503 Service Unavailable | with 503 | does not serve now",
            "HTTP/1.1 418 Teapot | with 418 Teapot | check `server`",
            "HTTP/1.1 200 OK | with 200 OK | check `server` and `webSocketPath`"})
    void anHttpAnswerThatRefusesNamesTheKey(String answer, String what, String key) throws Exception {
        String reason = refused(answer.replace("\\r\\n", "\r\n") + "\r\nContent-Length: 0\r\n\r\n", false);
        assertThat(reason).startsWith("server localhost:").contains(what, key).doesNotContain("\n", "\r");
    }

    @Test
    void aWrongAcceptIsToldAsSuch() throws Exception {
        assertThat(refused(UPGRADED + "Sec-WebSocket-Protocol: sip\r\nSec-WebSocket-Accept: bm90IHRoZSByaWdodCBvbmU=\r\n\r\n", false))
                .contains("(Sec-WebSocket-Accept)", "`webSocketPath`");
    }

    @ParameterizedTest
    @CsvSource({"''", "'Sec-WebSocket-Protocol: xmpp\r\n'"})
    void aWebSocketForSomethingElseIsToldAsSuch(String subprotocol) throws Exception {
        assertThat(refused(UPGRADED + subprotocol, true)).contains("does not speak SIP", "`webSocketPath`");
    }

    @Test
    void anUpgradeToSomethingElseIsToldAsSuch() throws Exception {
        assertThat(refused("HTTP/1.1 101 Switching Protocols\r\nUpgrade: h2c\r\nConnection: Upgrade\r\nSec-WebSocket-Protocol: sip\r\n", true))
                .contains("(Upgrade)", "`webSocketPath`");
    }

    @Test
    void aConnectionThatIsClosedInsteadOfAnAnswerNamesTheTransport() throws Exception {
        assertThat(refused("", false)).contains("closed the connection", "`transport` (WS)");
    }

    private String refused(String answer, boolean accepted) throws Exception {
        RawPeer peer = fixture.peer();
        Loopback loopback = fixture.reaching(peer, Transport.WS);
        String key = peer.readHead().header("Sec-WebSocket-Key");
        peer.send(answer + (accepted ? "Sec-WebSocket-Accept: " + accept(key) + "\r\n\r\n" : ""));
        if (answer.isEmpty()) {
            peer.dropConnection();
        }
        return loopback.heard.next(TransportDisconnected.class).reason();
    }

    private static String accept(String key) throws Exception {
        return Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-1")
                .digest((key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").getBytes(StandardCharsets.US_ASCII)));
    }

    @ParameterizedTest
    @CsvSource({"TLS, `transport` to TCP", "WSS, `transport` to WS"})
    void aPortWithoutTlsIsToldAsSuch(Transport transport, String key) throws Exception {
        RawPeer peer = fixture.peer();
        Loopback loopback = fixture.reaching(peer, transport);
        peer.send("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n");
        assertThat(loopback.heard.next(TransportDisconnected.class).reason()).contains("does not speak TLS", key);
    }

    @Test
    void aCertificateThatIsNotTrustedNamesTheTrust() throws Exception {
        assertThat(tls("localhost", TlsTrust.PLATFORM)).contains("not trusted", "`tls.caFile`");
    }

    @Test
    void aCertificateOfAnotherNameNamesTheServer() throws Exception {
        assertThat(tls("other.test", TlsTrust.caFile(TestCertificates.authority()))).contains("another name", "set `server`");
    }

    private String tls(String certificate, TlsTrust trust) throws Exception {
        JdkSslContext context = (JdkSslContext) SslContextBuilder.forServer(new File(TestCertificates.chain(certificate)),
                new File(TestCertificates.key(certificate))).sslProvider(SslProvider.JDK).build();
        ServerSocket socket = context.context().getServerSocketFactory().createServerSocket(0, 5, InetAddress.getLoopbackAddress());
        RawPeer peer = fixture.peer(socket);
        Loopback loopback = fixture.alone(Transport.WSS);
        loopback.port = peer.port();
        UserAgentSettings usual = loopback.settings("alice", "pw-alice");
        loopback.start(Loopback.ALICE, usual.with(usual.server().trusting(trust)));
        try {
            peer.accept();
        } catch (java.io.IOException refused) {
            // by the client, which is what is wanted
        }
        return loopback.heard.next(TransportDisconnected.class).reason();
    }

    @Test
    void theOwnerAloneTellsOfIt() throws Exception {
        PrintStream usual = System.err;
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
        try {
            RawPeer peer = fixture.peer();
            Loopback loopback = fixture.alone(Transport.WS);
            loopback.port = peer.port();
            loopback.start(Loopback.ALICE, loopback.settings("alice", "pw-alice"));
            for (String status : new String[] {"403 Forbidden", "404 Not Found"}) {
                peer.accept();
                peer.readHead();
                peer.send("HTTP/1.1 " + status + "\r\nContent-Length: 0\r\n\r\n");
                loopback.heard.next(TransportDisconnected.class);
            }
        } finally {
            System.setErr(usual);
        }
        assertThat(log.toString(StandardCharsets.UTF_8).lines().filter(line -> line.contains("not connected: ")))
                .isEmpty();
    }
}
