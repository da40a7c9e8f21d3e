/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.test.peers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sipconnector.api.ConnectorConfiguration;
import org.sipconnector.api.ConnectorConfigurationBuilder;
import org.sipconnector.api.Secret;
import org.sipconnector.api.TlsTrust;
import org.sipconnector.api.Transport;
import org.sipconnector.api.autoconnector.AutoConnectEvent;
import org.sipconnector.api.autoconnector.AutoConnectResult.Reason;
import org.sipconnector.api.autoconnector.AutoConnectorState;
import org.sipconnector.api.connection.ConnectionEvent;
import org.sipconnector.testkit.Await;

/** A connector that is to stay connected does, whatever becomes of the server or of the way to it. */
class ReconnectionTest {

    /** Two pings that are not answered, each after its pause, and a new connection, on a machine that is busy. */
    private static final Duration DEAD_SOCKET = Duration.ofSeconds(15 + 10 + 15 + 10 + 60);
    private static final Duration FLAPPING = Duration.ofSeconds(Integer.getInteger("flapping.seconds", 10));

    private static ConnectorConfiguration account(Kamailio kamailio, Transport transport, int port, String password) {
        ConnectorConfigurationBuilder account = ConnectorConfiguration.builder("1001").server("localhost:" + port)
                .domain(Kamailio.DOMAIN).transport(transport).webSocketPath("/any/path").account("1001", Secret.of(password)).connectOnStart(true);
        return (transport.secure() ? account.trust(TlsTrust.caFile(kamailio.authority())) : account).build();
    }

    private static ConnectorConfiguration account(Kamailio kamailio, Transport transport, int port) {
        return account(kamailio, transport, port, "pw-1001");
    }

    @ParameterizedTest
    @EnumSource
    void overEveryTransportItConnectsRegistersAgainProbesAndLeavesNothingBehind(Transport transport) throws Exception {
        try (Kamailio kamailio = Programs.kamailio(); LiveConnectors connectors = new LiveConnectors()) {
            PeersConnector connector = connectors.open(account(kamailio, transport, kamailio.port(transport)));
            connector.awaitReady();

            connector.connection().tryRegister().toCompletableFuture().get(90, TimeUnit.SECONDS);
            connector.connection().checkTelephony().toCompletableFuture().get(90, TimeUnit.SECONDS);
            assertThat(kamailio.registrations("1001")).isEqualTo(1);
            connectors.stopAndExpectNothingLeft();
            Await.reading("it is registered no more", () -> kamailio.registrations("1001"), now -> now == 0);
        }
    }

    /** Long enough for two pings, which Kamailio forwards to the connector itself. */
    @Test
    void aHealthyConnectionIsLeftAlone() throws Exception {
        try (Kamailio kamailio = Programs.kamailio(); LiveConnectors connectors = new LiveConnectors()) {
            PeersConnector connector = connectors.open(account(kamailio, Transport.WS, kamailio.port(Transport.WS)));
            connector.awaitReady();
            long until = System.nanoTime() + Duration.ofSeconds(20).toNanos();
            Await.until("20 seconds have passed", () -> System.nanoTime() > until, connector::toString);

            assertThat(connector.ready()).isTrue();
            assertThat(connector.told(AutoConnectEvent.BeforeAttempt.class)).hasSize(1);
            connectors.stopAndExpectNothingLeft();
        }
    }

    @Test
    void aServerThatIsRestartedGetsItsConnectorBackAndOneRegistration() throws Exception {
        try (Kamailio kamailio = Programs.kamailio(); LiveConnectors connectors = new LiveConnectors()) {
            PeersConnector connector = connectors.open(account(kamailio, Transport.WSS, kamailio.port(Transport.WSS)));
            connector.awaitReady();
            kamailio.stop();
            Await.until("the loss is noticed", () -> !connector.ready(), connector::toString);
            connector.forget();
            kamailio.launch();
            connector.awaitReady();

            assertThat(connector.told(ConnectionEvent.Registered.class)).hasSize(1);
            assertThat(kamailio.registrations("1001")).isEqualTo(1);
            connectors.stopAndExpectNothingLeft();
            Await.reading("it is registered no more", () -> kamailio.registrations("1001"), now -> now == 0);
        }
    }

    /** No connection tells of the restart: only the pings do, which the new server has nobody to forward to. */
    @Test
    void aServerThatIsRestartedWithoutAWordGetsItsConnectorBackToo() throws Exception {
        try (Kamailio kamailio = Programs.kamailio(); LiveConnectors connectors = new LiveConnectors()) {
            PeersConnector connector = connectors.open(account(kamailio, Transport.UDP, kamailio.port(Transport.UDP)));
            connector.awaitReady();
            kamailio.stop();
            connector.forget();
            kamailio.launch();
            Await.within(DEAD_SOCKET, "it is registered again",
                    () -> !connector.told(ConnectionEvent.Registered.class).isEmpty() && kamailio.registrations("1001") == 1, connector::toString);

            connectors.stopAndExpectNothingLeft();
        }
    }

    @Test
    void aServerThatIsAwayAtFirstIsConnectedToWhenItComes() throws Exception {
        try (Kamailio kamailio = Programs.kamailio(); LiveConnectors connectors = new LiveConnectors()) {
            kamailio.stop();
            PeersConnector connector = connectors.open(account(kamailio, Transport.WS, kamailio.port(Transport.WS)));
            Await.until("the connector waits before it tries again", () -> connector.is(AutoConnectorState.WAITING_BEFORE_RETRY),
                    connector::toString);
            kamailio.launch();
            connector.awaitReady();

            connectors.stopAndExpectNothingLeft();
        }
    }

    @Test
    void aWireThatSwallowsEverythingIsNoticedAndReplaced() throws Exception {
        try (Kamailio kamailio = Programs.kamailio();
                Wire wire = new Wire(kamailio.port(Transport.WS));
                LiveConnectors connectors = new LiveConnectors()) {
            PeersConnector connector = connectors.open(account(kamailio, Transport.WS, wire.port()));
            connector.awaitReady();
            connector.forget();
            wire.swallow(true);
            Await.within(DEAD_SOCKET, "the loss is noticed", () -> !connector.ready(), connector::toString);
            wire.swallow(false);
            connector.awaitReady();

            Await.reading("it is registered once", () -> kamailio.registrations("1001"), now -> now == 1);
            connectors.stopAndExpectNothingLeft();
        }
    }

    @Test
    void aServerThatSaysNothingCanBeLeftSoon() throws Exception {
        try (Kamailio kamailio = Programs.kamailio();
                Wire wire = new Wire(kamailio.port(Transport.WS));
                LiveConnectors connectors = new LiveConnectors()) {
            wire.swallow(true);
            PeersConnector connector = connectors.open(account(kamailio, Transport.WS, wire.port()));
            Await.until("an attempt is under way", () -> wire.accepted() > 0 && connector.is(AutoConnectorState.ATTEMPTING_CONNECT),
                    connector::toString);
            long begun = System.nanoTime();
            connector.auto().stop().toCompletableFuture().get(90, TimeUnit.SECONDS);

            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(10));
            assertThat(connector.is(AutoConnectorState.IDLE)).isTrue();
            assertThat(connector.connection().snapshot().idle()).isTrue();
            connectors.stopAndExpectNothingLeft();
        }
    }

    @Test
    void twoWhoWantItStartedAtOnceGetOneHealthyConnection() throws Exception {
        try (Kamailio kamailio = Programs.kamailio(); LiveConnectors connectors = new LiveConnectors()) {
            PeersConnector connector = connectors.open(account(kamailio, Transport.TLS, kamailio.port(Transport.TLS)));
            connector.auto().start();
            connector.auto().start();
            connector.awaitReady();

            assertThat(connector.told(ConnectionEvent.Registered.class)).hasSize(1);
            assertThat(kamailio.registrations("1001")).isEqualTo(1);
            connectors.stopAndExpectNothingLeft();
        }
    }

    @Test
    void aWrongPasswordIsTriedOnceForEachStartAndLeavesNothingBehind() throws Exception {
        try (Kamailio kamailio = Programs.kamailio();
                Wire wire = new Wire(kamailio.port(Transport.WS));
                LiveConnectors connectors = new LiveConnectors()) {
            PeersConnector connector = connectors.open(account(kamailio, Transport.WS, wire.port(), "wrong"));
            Await.until("attempts stop", () -> !connector.told(AutoConnectEvent.StopAttemptsByError.class).isEmpty(), connector::toString);

            assertThat(connector.is(AutoConnectorState.ERROR_TERMINAL)).isTrue();
            assertThat(connector.told(ConnectionEvent.RegistrationFailed.class)).hasSize(1);
            assertThat(wire.accepted()).isEqualTo(1);
            assertThat(connector.auto().start().toCompletableFuture().join().reason()).isEqualTo(Reason.STOP_ATTEMPTS_BY_ERROR);
            assertThat(wire.accepted()).isEqualTo(2);
            connectors.stopAndExpectNothingLeft();
        }
    }

    @Test
    void aServerThatIsTooBusyIsLeftAloneForAsLongAsItAsks() throws Exception {
        try (BusyRegistrar server = new BusyRegistrar(2); LiveConnectors connectors = new LiveConnectors()) {
            PeersConnector connector = connectors.open(account(null, Transport.TCP, server.port()));
            connector.awaitReady();

            assertThat(server.registers()).hasSize(2);
            assertThat(Duration.ofNanos(server.registers().get(1) - server.registers().get(0)))
                    .isGreaterThan(Duration.ofMillis(3_500));
            connectors.stopAndExpectNothingLeft();
        }
    }

    @Test
    void aWireThatIsCutEverySecondLeavesOneConnectionInTheEndAndNothingElse() throws Exception {
        try (Kamailio kamailio = Programs.kamailio();
                Wire wire = new Wire(kamailio.port(Transport.WS));
                LiveConnectors connectors = new LiveConnectors()) {
            PeersConnector connector = connectors.open(account(kamailio, Transport.WS, wire.port()));
            connector.awaitReady();
            long sockets = sockets();
            for (long end = System.nanoTime() + FLAPPING.toNanos(); System.nanoTime() < end;) {
                wire.cut();
                long pause = System.nanoTime() + Duration.ofSeconds(1).toNanos();
                Await.until("a second has passed", () -> System.nanoTime() > pause, connector::toString);
            }
            connector.awaitReady();

            Await.reading("it is registered once", () -> kamailio.registrations("1001"), now -> now == 1);
            Await.reading("one connection is left", connectors.sip::statistics, now -> now.connections() == 1);
            Await.until("no further socket is left", () -> sockets() <= sockets, () -> sockets() + " sockets instead of " + sockets);
            connectors.stopAndExpectNothingLeft();
        }
    }

    @Test
    void theThreadsEndWithTheConnectors() throws Exception {
        try (BusyRegistrar server = new BusyRegistrar(0)) {
            try (LiveConnectors connectors = new LiveConnectors()) {
                connectors.open(account(null, Transport.TCP, server.port())).awaitReady();
                assertThat(LiveConnectors.threadsAlive()).isNotEmpty();
                connectors.stopAndExpectNothingLeft();
            }
            Await.until("no thread is left", () -> LiveConnectors.threadsAlive().isEmpty(), LiveConnectors::threadsAlive);
        }
    }

    /** Sockets this process has open. */
    private static long sockets() {
        try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
            return descriptors.filter(ReconnectionTest::isSocket).count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isSocket(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString().startsWith("socket:");
        } catch (IOException closedMeanwhile) {
            return false;
        }
    }
}
