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
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.sipconnector.api.ConnectorId;
import org.sipconnector.api.TlsTrust;
import org.sipconnector.api.Transport;
import org.sipconnector.api.sip.SipOptions;
import org.sipconnector.spi.sip.OutgoingRequest;
import org.sipconnector.spi.sip.SipEvent.TransportConnected;
import org.sipconnector.spi.sip.SipEvent.TransportDisconnected;
import org.sipconnector.spi.sip.SipServers.ServerSettings;
import org.sipconnector.spi.sip.SipServers.ServerTls;
import org.sipconnector.spi.sip.UserAgentSettings;

/** Which servers a client believes. */
class TlsTest {

    @RegisterExtension
    final SipFixture fixture = new SipFixture();

    @Test
    void certificateOfAnotherNameIsRefused() throws Exception {
        assertThat(refusal("other.test", TlsTrust.caFile(TestCertificates.authority()))).contains("localhost");
    }

    @Test
    void certificateOfAnUnknownAuthorityIsRefused() throws Exception {
        assertThat(refusal("localhost", TlsTrust.caFile(TestCertificates.unknownAuthority()))).contains("certification path");
    }

    @Test
    void platformTrustDoesNotKnowOurAuthority() throws Exception {
        assertThat(refusal("localhost", TlsTrust.PLATFORM)).contains("certification path");
    }

    @Test
    void missingAuthorityFileIsNamed() throws Exception {
        assertThat(refusal("localhost", TlsTrust.caFile("/no/such/ca.pem"))).contains("/no/such/ca.pem");
    }

    @Test
    void anythingIsTrustedOnlyWhenSaidSoAndLoudly() throws Exception {
        String log = logged(() -> {
            Loopback loopback = serving("other.test");
            loopback.start(Loopback.ALICE, trusting(loopback, TlsTrust.ANYTHING));
            loopback.heard.next(TransportConnected.class);
            loopback.stopAndExpectNothingLeft();
        });

        assertThat(log).contains("WARN").contains("NOT verified");
    }

    @Test
    void aServerThatCannotBeReachedIsNotSaidToBeTrustedAgainAndAgain() throws Exception {
        String log = logged(() -> {
            Loopback loopback = fixture.alone(Transport.WSS);
            try (ServerSocket taken = new ServerSocket(0)) {
                loopback.port = taken.getLocalPort();
                taken.close();
                loopback.start(Loopback.ALICE, trusting(loopback, TlsTrust.ANYTHING));
                assertThat(loopback.heard.next(TransportDisconnected.class).opened()).isFalse();
                loopback.stopAndExpectNothingLeft();
            }
        });

        assertThat(log).doesNotContain("NOT verified");
    }

    private interface Doing {

        void run() throws Exception;
    }

    private static String logged(Doing doing) throws Exception {
        PrintStream before = System.err;
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
        try {
            doing.run();
        } finally {
            System.setErr(before);
        }
        return log.toString(StandardCharsets.UTF_8);
    }

    @Test
    void serverWithoutReadableCertificateDoesNotListen() {
        SipFoundation server = fixture.ends(new SipFoundation());
        var listening = server.listen(ConnectorId.of("c"), "s", new ServerSettings(Transport.WSS,
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), "/", Optional.of(new ServerTls("/no/chain.pem", "/no/key.pem")),
                "sip.test"), user -> Optional.empty()).toCompletableFuture();
        Assertions.assertThatExceptionOfType(ExecutionException.class).isThrownBy(() -> listening.get(40, TimeUnit.SECONDS))
                .withMessageContaining("/no/chain.pem");
    }

    private String refusal(String certificate, TlsTrust trust) throws Exception {
        Loopback loopback = serving(certificate);
        loopback.start(Loopback.ALICE, trusting(loopback, trust));
        TransportDisconnected refused = loopback.heard.next(TransportDisconnected.class);
        assertThat(refused.opened()).isFalse();
        assertThat(refused.code()).isEqualTo(1006);
        loopback.stopAndExpectNothingLeft();
        return refused.reason();
    }

    private Loopback serving(String certificate) throws Exception {
        Loopback loopback = fixture.alone(Transport.WSS);
        loopback.listen(0, certificate);
        return loopback;
    }

    private static UserAgentSettings trusting(Loopback loopback, TlsTrust trust) {
        UserAgentSettings base = loopback.settings("alice", "pw-alice");
        return base.with(base.server().trusting(trust)).with(SipOptions.DEFAULT);
    }

    @Test
    void clientShowsItsCertificateWhenAsked() throws Exception {
        JdkSslContext context = (JdkSslContext) SslContextBuilder.forServer(new File(TestCertificates.chain("localhost")),
                new File(TestCertificates.key("localhost"))).sslProvider(SslProvider.JDK)
                .trustManager(new File(TestCertificates.authority())).build();
        SSLServerSocket socket = (SSLServerSocket) context.context().getServerSocketFactory()
                .createServerSocket(0, 5, InetAddress.getLoopbackAddress());
        socket.setNeedClientAuth(true);
        RawPeer peer = fixture.peer(socket);
        Loopback loopback = fixture.alone(Transport.TLS);
        loopback.port = peer.port();
        UserAgentSettings base = loopback.settings("alice", "pw-alice");
        loopback.start(Loopback.ALICE, base.withoutRecovery()
                .with(new SipOptions(Optional.empty(), List.of(), Optional.of(
                        new SipOptions.ClientCertificate(TestCertificates.chain("other.test"), TestCertificates.key("other.test"))))));
        peer.accept();
        loopback.heard.next(TransportConnected.class);
        loopback.client.request(Loopback.ALICE, OutgoingRequest.options("o", "sip:x@sip.test"));
        peer.read("OPTIONS");
        assertThat(peer.certificateName()).isEqualTo("CN=other.test");
        loopback.client.release(loopback.clientOwner());
    }

    private static SSLSocket connect(int port, String authority, String... ciphers) throws Exception {
        JdkSslContext context = (JdkSslContext) SslContextBuilder.forClient().sslProvider(SslProvider.JDK)
                .trustManager(new File(authority)).build();
        SSLSocket socket = (SSLSocket) context.context().getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(40_000);
        if (ciphers.length > 0) {
            socket.setEnabledProtocols(new String[] {"TLSv1.2"});
            socket.setEnabledCipherSuites(ciphers);
        }
        return socket;
    }

    @Test
    void suitesWithoutForwardSecrecyOrAuthenticatedEncryptionAreNotOffered() throws Exception {
        Loopback loopback = fixture.over(Transport.TLS);
        for (String weak : List.of("TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256", "TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA",
                "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA")) {
            try (SSLSocket socket = connect(loopback.port, TestCertificates.authority(), weak)) {
                Assertions.assertThatIOException().as(weak).isThrownBy(socket::startHandshake);
            }
        }
        try (SSLSocket socket = connect(loopback.port, TestCertificates.authority(), "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256")) {
            socket.startHandshake();
        }
    }

    @Test
    void aChangedCertificateIsShownToTheNextClientAndABrokenOneIsNot(@TempDir Path folder) throws Exception {
        Path chain = Files.copy(Path.of(TestCertificates.chain("localhost")), folder.resolve("chain.pem"));
        Path key = Files.copy(Path.of(TestCertificates.key("localhost")), folder.resolve("key.pem"));
        SipFoundation server = fixture.ends(new SipFoundation());
        int port = server.listen(ConnectorId.of("c"), "s", new ServerSettings(Transport.TLS,
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), "/", Optional.of(new ServerTls(chain.toString(), key.toString())),
                "sip.test"), user -> Optional.empty()).toCompletableFuture().get(40, TimeUnit.SECONDS).getPort();
        assertThat(shown(port)).contains("localhost");
        Files.copy(Path.of(TestCertificates.chain("other.test")), chain, StandardCopyOption.REPLACE_EXISTING);
        Files.copy(Path.of(TestCertificates.key("other.test")), key, StandardCopyOption.REPLACE_EXISTING);
        Files.setLastModifiedTime(chain, FileTime.fromMillis(1_000_000));
        assertThat(shown(port)).contains("other.test");
        Files.writeString(chain, "half a certificate");
        assertThat(shown(port)).contains("other.test");
    }

    /** The names of the certificate that is shown. */
    private static String shown(int port) throws Exception {
        try (SSLSocket socket = connect(port, TestCertificates.authority())) {
            socket.startHandshake();
            return String.valueOf(((X509Certificate) socket.getSession().getPeerCertificates()[0]).getSubjectAlternativeNames());
        }
    }
}
