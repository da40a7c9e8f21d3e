/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sipconnector.api.ConnectorId;
import org.sipconnector.api.Event;
import org.sipconnector.api.TlsTrust;
import org.sipconnector.api.sip.SipOptions.ClientCertificate;
import org.sipconnector.spi.http.HttpCall;
import org.sipconnector.spi.http.HttpEvent;

/** A server that asks for a certificate gets the one of the call. */
class ClientCertificateTest {

    private static final char[] PASSWORD = "changeit".toCharArray();
    private static final ConnectorId OWNER = ConnectorId.of("http");

    @TempDir
    Path folder;

    private final Exchanges exchanges = new Exchanges();
    private HttpsServer server;

    @BeforeEach
    void serve() throws Exception {
        KeyStore own = made("server");
        KeyStore known = KeyStore.getInstance("PKCS12");
        known.load(null, null);
        known.setCertificateEntry("client", made("client").getCertificate("client"));
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(own, PASSWORD);
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(known);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context) {
            @Override
            public void configure(HttpsParameters parameters) {
                SSLParameters wanted = getSSLContext().getDefaultSSLParameters();
                wanted.setNeedClientAuth(true);
                parameters.setSSLParameters(wanted);
            }
        });
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void end() {
        exchanges.stop();
        server.stop(0);
    }

    /** A key and its certificate, as store and as PEM files. */
    private KeyStore made(String name) throws Exception {
        Path file = folder.resolve(name + ".p12");
        Process tool = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-genkeypair", "-alias", name,
                "-keyalg", "EC",
                "-dname", "CN=" + name, "-ext", "san=ip:127.0.0.1", "-validity", "2", "-storetype", "PKCS12", "-keystore", file.toString(),
                "-storepass",
                String.valueOf(PASSWORD)).redirectErrorStream(true).start();
        String said = new String(tool.getInputStream().readAllBytes());
        assertThat(tool.waitFor()).as(said).isZero();
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, PASSWORD);
        }
        pem(name + ".pem", "CERTIFICATE", store.getCertificate(name).getEncoded());
        pem(name + ".key", "PRIVATE KEY", store.getKey(name, PASSWORD).getEncoded());
        return store;
    }

    private void pem(String file, String kind, byte[] content) throws IOException {
        Files.writeString(folder.resolve(file),
                "-----BEGIN " + kind + "-----\n" + Base64.getMimeEncoder().encodeToString(content) + "\n-----END " + kind + "-----\n");
    }

    private Event outcome(Optional<ClientCertificate> certificate) throws Exception {
        CompletableFuture<Event> outcome = new CompletableFuture<>();
        exchanges.attach(OWNER, outcome::complete);
        exchanges.send(OWNER,
                new HttpCall("1", "GET", "https://127.0.0.1:" + server.getAddress().getPort() + "/", List.of(), Optional.empty(), Optional.empty(),
                        Duration.ofSeconds(20), TlsTrust.caFile(folder.resolve("server.pem").toString()), certificate));
        return outcome.get(30, TimeUnit.SECONDS);
    }

    private Optional<ClientCertificate> shown(String chain, String key) {
        return Optional.of(new ClientCertificate(folder.resolve(chain).toString(), folder.resolve(key).toString()));
    }

    @Test
    void theServerGetsTheCertificateItAsksFor() throws Exception {
        assertThat(outcome(shown("client.pem", "client.key"))).isInstanceOfSatisfying(HttpEvent.HttpAnswered.class,
                answer -> assertThat(answer.status()).isEqualTo(204));
    }

    @Test
    void withoutOneTheServerRefuses() throws Exception {
        assertThat(outcome(Optional.empty())).isInstanceOf(HttpEvent.HttpFailed.class);
    }

    @Test
    void aFileWithoutAKeyFailsTheCallAndIsNamed() throws Exception {
        assertThat(outcome(shown("client.pem", "client.pem"))).isInstanceOfSatisfying(HttpEvent.HttpFailed.class,
                failed -> assertThat(failed.reason()).contains("client.pem").contains("PKCS#8"));
    }

    @Test
    void aFileOfAuthoritiesThatChangedHoldsFromTheNextRequestOn() throws Exception {
        Path authorities = folder.resolve("server.pem");
        String right = Files.readString(authorities);
        Files.writeString(authorities, Files.readString(folder.resolve("client.pem")));
        assertThat(outcome(shown("client.pem", "client.key"))).isInstanceOf(HttpEvent.HttpFailed.class);
        Files.writeString(authorities, right + "\n");
        assertThat(outcome(shown("client.pem", "client.key"))).isInstanceOf(HttpEvent.HttpAnswered.class);
    }
}
