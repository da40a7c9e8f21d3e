/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.cluster.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.zookeeper.server.ServerCnxnFactory;
import org.apache.zookeeper.server.ZooKeeperServer;
import org.apache.zookeeper.server.auth.ProviderRegistry;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.sipconnector.api.Secret;

/** A real server that speaks TLS only, asks for certificates, and keeps what is written from all but who wrote it. */
@Timeout(120)
class SecureEngineTest {

    private static final byte[] CONTENT = "sealed".getBytes(StandardCharsets.UTF_8);
    private static final String X509 = "zookeeper.authProvider.x509";
    private static final Map<String, String> BEFORE = new LinkedHashMap<>();

    @TempDir
    private static Path folder;

    private static PemIdentity server;
    private static PemIdentity node;
    private static PemIdentity other;
    private static PemIdentity stranger;
    private static ZooKeeperServer keeper;
    private static ServerCnxnFactory connections;

    private final List<Engine> engines = new ArrayList<>();

    @BeforeAll
    static void begin() throws Exception {
        server = PemIdentity.make(folder, "server");
        node = PemIdentity.make(folder, "node");
        other = PemIdentity.make(folder, "other");
        Path known = Files.writeString(folder.resolve("known.pem"), Files.readString(node.certificate()) + Files.readString(other.certificate()));
        stranger = PemIdentity.make(folder, "stranger");
        // a server has no other way to be told
        Map.of("zookeeper.ssl.keyStore.location", server.identity().toString(), "zookeeper.ssl.keyStore.type", "PEM",
                "zookeeper.ssl.trustStore.location", known.toString(), "zookeeper.ssl.trustStore.type", "PEM",
                X509, "org.apache.zookeeper.server.auth.X509AuthenticationProvider", ServerCnxnFactory.ZOOKEEPER_SERVER_CNXN_FACTORY,
                "org.apache.zookeeper.server.NettyServerCnxnFactory")
                .forEach((name, value) -> BEFORE.put(name, System.setProperty(name, value)));
        ProviderRegistry.addOrUpdateProvider(X509);
        keeper = new ZooKeeperServer(folder.resolve("data").toFile(), folder.resolve("data").toFile(), 500);
        connections = ServerCnxnFactory.createFactory();
        connections.configure(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 20, -1, true);
        connections.startup(keeper);
    }

    @AfterAll
    static void end() {
        connections.shutdown();
        keeper.shutdown();
        BEFORE.forEach((name, value) -> {
            if (value == null) {
                System.clearProperty(name);
            } else {
                System.setProperty(name, value);
            }
        });
    }

    @AfterEach
    void close() {
        engines.forEach(Engine::close);
    }

    private static Optional<EngineSettings.Tls> tls(PemIdentity trusted, PemIdentity own) {
        return Optional.of(new EngineSettings.Tls(trusted.certificate(), Optional.of(own.identity())));
    }

    private Engine engine(Optional<EngineSettings.Tls> tls, String path, String password, Runnable changed) throws Exception {
        Engine engine = new Engine(new EngineSettings("127.0.0.1:" + connections.getLocalPort(), path, Duration.ofSeconds(4),
                Optional.of(new EngineSettings.Login("cluster", Secret.of(password))), tls), Optional.empty(), changed);
        engines.add(engine);
        return engine;
    }

    private Engine refused(Optional<EngineSettings.Tls> tls) throws Exception {
        return engine(tls, "/tls", "right", () -> {});
    }

    private Engine connected(PemIdentity own, String path, String password) throws Exception {
        Semaphore changes = new Semaphore(0);
        Engine engine = engine(tls(server, own), path, password, changes::release);
        while (!engine.isConnected()) {
            assertThat(changes.tryAcquire(60, TimeUnit.SECONDS)).as("the session begins").isTrue();
        }
        return engine;
    }

    private static void assertUnreachable(ThrowingCallable asked) {
        assertThatThrownBy(asked).isInstanceOfSatisfying(EngineException.class, why -> assertThat(why.isUnreachable()).isTrue());
    }

    @Test
    void whoHasACertificateAndThePasswordReadsAndWrites() throws Exception {
        Engine one = connected(node, "/both", "right");
        one.createFolders("members");
        one.create("members/a", CONTENT, true);

        assertThat(connected(other, "/both", "right").read("members/a").orElseThrow().content()).isEqualTo(CONTENT);
    }

    @Test
    void anotherPasswordReadsNothingAndWritesNothing() throws Exception {
        Engine one = connected(node, "/guarded", "right");
        one.createFolders("members");
        one.create("members/a", CONTENT, true);
        Engine guessing = connected(other, "/guarded", "guessed");

        assertThatThrownBy(() -> guessing.read("members/a")).isInstanceOfSatisfying(EngineException.class,
                why -> assertThat(why.isRefused()).isTrue());
        assertThatThrownBy(() -> guessing.put("members/a", new byte[0])).isInstanceOfSatisfying(EngineException.class,
                why -> assertThat(why.isRefused()).isTrue());
        assertThat(one.read("members/a").orElseThrow().content()).isEqualTo(CONTENT);
    }

    @Test
    void aCertificateThatTheServerDoesNotKnowReachesNothing() throws Exception {
        Engine unknown = refused(tls(server, stranger));

        assertUnreachable(() -> unknown.read("any"));
    }

    @Test
    void aServerThatIsNotTrustedIsToldNothing() throws Exception {
        Engine careful = refused(tls(stranger, node));

        assertUnreachable(() -> careful.read("any"));
    }

    @Test
    void whoDoesNotEncryptReachesNothing() throws Exception {
        Engine plain = refused(Optional.empty());

        assertUnreachable(() -> plain.read("any"));
    }
}
