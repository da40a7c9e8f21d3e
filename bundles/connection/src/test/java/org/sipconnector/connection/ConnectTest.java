/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.sipconnector.api.IceServer;
import org.sipconnector.api.InvalidConfigurationException;
import org.sipconnector.api.Secret;
import org.sipconnector.api.Transport;
import org.sipconnector.api.connection.ConnectOptions;
import org.sipconnector.api.connection.ConnectionCanceledException;
import org.sipconnector.api.connection.ConnectionConfiguration;
import org.sipconnector.api.connection.ConnectionEvent;
import org.sipconnector.api.connection.ConnectionLimitException;
import org.sipconnector.api.connection.ConnectionManager;
import org.sipconnector.api.connection.ConnectionParameters;
import org.sipconnector.api.connection.ConnectionParametersBuilder;
import org.sipconnector.api.connection.ConnectionState;
import org.sipconnector.api.connection.DisconnectedException;
import org.sipconnector.api.connection.NotReadyForConnectionException;
import org.sipconnector.api.connection.RegistrationFailedException;
import org.sipconnector.api.media.Size;
import org.sipconnector.api.sip.UserAgentId;
import org.sipconnector.testkit.LaneHarness;
import org.sipconnector.testkit.RecordedSip.Register;
import org.sipconnector.testkit.RecordedSip.Start;
import org.sipconnector.testkit.RecordedSip.Stop;
import org.sipconnector.testkit.Scenario;

class ConnectTest {

    private static final Duration PAUSE = Duration.ofMillis(300);

    private static ConnectionManager on(LaneHarness stage) {
        stage.install(new ConnectionManagerFactory(stage.sip()));
        return stage.manager(ConnectionManager.class);
    }

    private static ConnectionParametersBuilder account() {
        return ConnectionParameters.builder("sip.example.org").domain("10.0.0.1").register(true)
                .account("1001", Secret.of("secret")).displayName("Test User");
    }

    private static ConnectionParametersBuilder guest() {
        return ConnectionParameters.builder("sip.example.org").domain("10.0.0.1");
    }

    private static CompletionStage<ConnectionConfiguration> connect(ConnectionManager manager,
            ConnectionParametersBuilder parameters) {
        return manager.connect(parameters.build(), ConnectOptions.STANDARD);
    }

    @Scenario
    void aFreshManagerIsNotConfigured(LaneHarness stage) {
        ConnectionManager manager = on(stage);

        assertThat(manager.isConfigured()).isFalse();
        assertThat(manager.snapshot().state()).isEqualTo(ConnectionState.IDLE);
        assertThat(manager.snapshot().validSignals()).containsExactly("START_CONNECT");
        assertThat(manager.snapshot().user()).isEmpty();
        assertThat(manager.uri("x")).isEqualTo("x");
    }

    @Scenario
    void aGuestIsConnectedWhenTheTransportIsOpen(LaneHarness stage) {
        ConnectionManager manager = on(stage);
        CompletionStage<ConnectionConfiguration> connected = connect(manager, guest());
        new Server(stage).opens();

        ConnectionConfiguration configuration = stage.result(connected);

        assertThat(configuration.register()).isFalse();
        assertThat(configuration.user()).isEmpty();
        assertThat(configuration.authorizationUser()).matches("\\d{6,8}");
        assertThat(manager.isConfigured()).isTrue();
        assertThat(manager.isRegistered()).isFalse();
        assertThat(manager.snapshot().registerConfigured()).isFalse();
        assertThat(manager.snapshot().established()).isTrue();
        assertThat(manager.uri("x")).isEqualTo("sip:x@10.0.0.1");
        assertThat(stage.commands(Register.class)).isEmpty();
        assertThat(new Server(stage).settings().server().webSocketPath()).isEqualTo("/webrtc/wss/");
        assertThat(new Server(stage).settings().server().transport()).isEqualTo(Transport.WSS);
    }

    @Scenario
    void anAccountIsConnectedWhenItIsRegistered(LaneHarness stage) {
        ConnectionManager manager = on(stage);
        CompletionStage<ConnectionConfiguration> connected = connect(manager, account());
        new Server(stage).opens();
        assertThat(stage.pending(connected)).isTrue();
        assertThat(manager.snapshot().state()).isEqualTo(ConnectionState.CONNECTED);
        new Server(stage).registers();

        assertThat(stage.result(connected).authorizationUser()).isEqualTo("1001");
        assertThat(manager.snapshot().registerConfigured()).isTrue();
        assertThat(manager.isRegistered()).isTrue();
        assertThat(manager.snapshot().user()).contains("1001");
        assertThat(stage.eventNames()).filteredOn(name -> name.startsWith("connection:")).containsExactly(
                "connection:connect-started", "connection:connect-parameters-resolve-success", "connection:connecting",
                "connection:connected", "connection:connected-with-configuration", "connection:registered",
                "connection:connect-succeeded");
    }

    @Scenario
    void withoutParametersTheConnectorsConfigurationIsUsed(LaneHarness stage) {
        CompletionStage<ConnectionConfiguration> connected = on(stage).connect();
        new Server(stage).opens().registers();

        assertThat(stage.result(connected).server()).isEqualTo("sip.example.org");
        assertThat(new Server(stage).settings().account().password()).contains(Secret.of("secret"));
        assertThat(stage.events().toString()).doesNotContain("secret");
    }

    @Scenario
    void whatCallsNeedIsInTheConfiguration(LaneHarness stage) {
        ConnectionManager manager = on(stage);
        connect(manager, account().iceServers(List.of(IceServer.of("stun:10.0.0.1:3478")))
                .maxAvailableResolution(new Size(1280, 720)).remoteAddress("192.0.2.1"));
        new Server(stage).opens().registers();

        ConnectionConfiguration configuration = manager.snapshot().configuration().orElseThrow();

        assertThat(configuration.iceServers()).containsExactly(IceServer.of("stun:10.0.0.1:3478"));
        assertThat(configuration.maxAvailableResolution()).contains(new Size(1280, 720));
        assertThat(configuration.parameters().registration().remoteAddress()).contains("192.0.2.1");
        assertThat(configuration.parameters().account().displayName()).isEqualTo("Test User");
    }

    @Scenario
    void aWrongPasswordIsToldOnceAndNotTriedAgain(LaneHarness stage) {
        ConnectionManager manager = on(stage);
        CompletionStage<ConnectionConfiguration> connected = connect(manager, account());
        new Server(stage).opens().refusesToRegister(401, "Unauthorized").letsGo();

        assertThat(stage.failure(connected)).isInstanceOfSatisfying(RegistrationFailedException.class,
                error -> assertThat(error.forbidden()).isTrue()).hasMessageContaining("401 Unauthorized");
        stage.advance(Duration.ofMinutes(5));
        assertThat(stage.commands(Start.class)).hasSize(1);
        assertThat(stage.eventNames()).filteredOn(name -> name.startsWith("connection:")).containsExactly(
                "connection:connect-started", "connection:connect-parameters-resolve-success", "connection:connecting",
                "connection:connected", "connection:connected-with-configuration", "connection:registrationFailed",
                "connection:connect-failed", "connection:disconnecting", "connection:disconnected");
        assertThat(manager.snapshot().state()).isEqualTo(ConnectionState.IDLE);
        assertThat(manager.isConfigured()).isFalse();
        assertThat(manager.snapshot().lastError()).isPresent();
        assertThat(stage.timers()).isZero();
    }

    @Scenario
    void aServerThatCannotBeReachedIsTriedAsOftenAsAllowed(LaneHarness stage) {
        ConnectionManager manager = on(stage);
        CompletionStage<ConnectionConfiguration> connected = connect(manager, account());
        for (int attempt = 1; attempt <= 3; attempt++) {
            assertThat(stage.commands(Start.class)).hasSize(attempt);
            new Server(stage).isUnreachable();
            assertThat(stage.pending(connected)).isTrue();
            stage.advance(PAUSE);
        }

        assertThat(stage.failure(connected)).isInstanceOf(ConnectionLimitException.class)
                .hasMessageStartingWith("call limit (3) is reached").hasCauseInstanceOf(DisconnectedException.class);
        assertThat(stage.commands(Stop.class)).hasSize(3);
        assertThat(manager.snapshot().state()).isEqualTo(ConnectionState.IDLE);
        assertThat(manager.isConfigured()).isFalse();
        assertThat(stage.timers()).isZero();
    }

    @Scenario
    void theNumberOfAttemptsCanBeGiven(LaneHarness stage) {
        CompletionStage<ConnectionConfiguration> connected =
                on(stage).connect(account().build(), ConnectOptions.attempts(1));
        new Server(stage).isUnreachable();
        stage.advance(PAUSE);

        assertThat(stage.failure(connected)).hasMessageStartingWith("call limit (1) is reached");
    }

    @Scenario
    void successAtALaterAttemptIsEstablishedWithItsConfiguration(LaneHarness stage) {
        ConnectionManager manager = on(stage);
        CompletionStage<ConnectionConfiguration> connected = connect(manager, account());
        for (int attempt = 1; attempt <= 2; attempt++) {
            new Server(stage).isUnreachable();
            assertThat(manager.snapshot().pendingConnect()).isTrue();
            stage.advance(PAUSE);
        }
        new Server(stage).opens().registers();

        assertThat(stage.result(connected).user()).contains("1001");
        assertThat(manager.snapshot().established()).isTrue();
        assertThat(manager.snapshot().configuration()).isPresent();
        assertThat(stage.events(ConnectionEvent.ConnectedWithConfiguration.class)).hasSize(1);
        stage.advance(Duration.ofSeconds(1));
        assertThat(stage.commands(Start.class)).hasSize(3);
    }

    @Scenario
    void anAbnormalClosureBeforeTheRegistrationIsRetriedAnOrderlyOneIsNot(LaneHarness stage) {
        ConnectionManager manager = on(stage);
        CompletionStage<ConnectionConfiguration> connected = connect(manager, account());
        new Server(stage).opens().vanishes();
        stage.advance(PAUSE);
        assertThat(stage.commands(Start.class)).hasSize(2);

        Server server = new Server(stage).opens();
        stage.post(new org.sipconnector.spi.sip.SipEvent.TransportDisconnected(server.userAgent(), true, true, 1001,
                "going away"));
        server.letsGo();

        assertThat(stage.failure(connected)).isInstanceOfSatisfying(DisconnectedException.class,
                error -> assertThat(error.code()).isEqualTo(1001));
        assertThat(stage.commands(Start.class)).hasSize(2);
    }

    @Scenario
    void aNewConnectTearsTheFormerDownOnce(LaneHarness stage) {
        ConnectionManager manager = on(stage);
        connect(manager, account());
        new Server(stage).opens().registers();
        UserAgentId former = new Server(stage).userAgent();
        CompletionStage<ConnectionConfiguration> connected = connect(manager,
                ConnectionParameters.builder("other.example.org").domain("10.0.0.2").register(true)
                        .account("1002", Secret.of("secret")));
        stage.settle();
        assertThat(stage.commands(Start.class)).hasSize(1);
        new Server(stage).letsGo().opens().registers();

        assertThat(stage.result(connected).server()).isEqualTo("other.example.org");
        assertThat(stage.commands(Stop.class)).hasSize(1);
        assertThat(stage.command(Stop.class).userAgent()).isEqualTo(former);
        assertThat(manager.uri("x")).isEqualTo("sip:x@10.0.0.2");
    }

    @Scenario
    void theConnectGoesOnThoughTheFormerConnectionNeverReportsItsEnd(LaneHarness stage) {
        ConnectionManager manager = on(stage);
        connect(manager, account());
        new Server(stage).opens().registers();
        CompletionStage<ConnectionConfiguration> connected = connect(manager, account());
        stage.advance(Duration.ofSeconds(4));
        new Server(stage).opens().registers();

        assertThat(stage.result(connected)).isNotNull();
    }

    @Scenario
    void notReadyEndsTheConnectBeforeItBegins(LaneHarness stage) {
        ConnectionManager manager = on(stage);
        CompletionStage<ConnectionConfiguration> connected =
                manager.connect(account().build(), ConnectOptions.STANDARD.when(() -> false));

        assertThat(stage.failure(connected)).isInstanceOf(NotReadyForConnectionException.class)
                .hasMessage("Not ready for connection");
        assertThat(manager.isConfigured()).isFalse();
        assertThat(stage.events(ConnectionEvent.class)).isEmpty();
    }

    @Scenario
    void readinessIsAskedAfterTheFormerConnectionIsGone(LaneHarness stage) {
        List<ConnectionState> seen = new ArrayList<>();
        ConnectionManager manager = on(stage);
        connect(manager, guest());
        new Server(stage).opens();
        manager.connect(guest().build(), ConnectOptions.STANDARD.when(() -> seen.add(manager.snapshot().state())));
        stage.settle();
        assertThat(seen).isEmpty();
        new Server(stage).letsGo();

        assertThat(seen).containsExactly(ConnectionState.IDLE);
    }

    @Scenario
    void aFaultyParameterFailsTheConnectNamingIt(LaneHarness stage) {
        ConnectionManager manager = on(stage);
        CompletionStage<ConnectionConfiguration> connected = connect(manager, account().account("1001", null));

        assertThat(stage.failure(connected)).isInstanceOf(InvalidConfigurationException.class)
                .hasMessage("password: is required for authorized connection");
        assertThat(stage.commands(Start.class)).isEmpty();
        assertThat(stage.eventNames()).contains("connection:connect-failed")
                .doesNotContain("connection:connect-parameters-resolve-failed");
    }

    @Scenario
    void parametersMayComeLaterAndAreAskedForOnce(LaneHarness stage) {
        List<String> asked = new ArrayList<>();
        CompletableFuture<ConnectionParameters> later = new CompletableFuture<>();
        Supplier<CompletionStage<ConnectionParameters>> supplier = () -> {
            asked.add("once");
            return later;
        };
        ConnectionManager manager = on(stage);
        CompletionStage<ConnectionConfiguration> connected = manager.connect(supplier, ConnectOptions.STANDARD);
        stage.settle();
        assertThat(manager.snapshot().pendingConnect()).isTrue();
        later.complete(account().build());
        stage.settle();
        new Server(stage).opens().registers();

        assertThat(stage.result(connected)).isNotNull();
        assertThat(asked).hasSize(1);
    }

    @Scenario
    void aFailingSupplierFailsTheConnectWithItsOwnError(LaneHarness stage) {
        IllegalStateException error = new IllegalStateException("no account");
        ConnectionManager manager = on(stage);
        CompletionStage<ConnectionConfiguration> connected =
                manager.connect(() -> CompletableFuture.failedStage(error), ConnectOptions.STANDARD);

        assertThat(stage.failure(connected)).isSameAs(error);
        assertThat(stage.eventNames()).filteredOn(name -> name.startsWith("connection:")).containsExactly(
                "connection:connect-started", "connection:connect-parameters-resolve-failed",
                "connection:connect-failed");
        assertThat(manager.snapshot().state()).isEqualTo(ConnectionState.DISCONNECTED);
    }

    @Scenario
    void aThrowingSupplierAndOneWithoutAMessageFailTheConnect(LaneHarness stage) {
        IllegalStateException silent = new IllegalStateException();
        ConnectionManager manager = on(stage);
        CompletionStage<ConnectionConfiguration> connected = manager.connect(() -> {
            throw silent;
        }, ConnectOptions.STANDARD);

        assertThat(stage.failure(connected)).isSameAs(silent);
        assertThat(manager.snapshot().lastError()).contains("Failed to connect to server");
    }

    @Scenario
    void aSecondConnectCancelsTheFirstSilently(LaneHarness stage) {
        ConnectionManager manager = on(stage);
        CompletionStage<ConnectionConfiguration> first =
                manager.connect(() -> new CompletableFuture<>(), ConnectOptions.STANDARD);
        CompletionStage<ConnectionConfiguration> second = connect(manager, account());
        stage.settle();
        new Server(stage).opens().registers();

        assertThat(stage.failure(first)).isInstanceOf(ConnectionCanceledException.class).hasMessage("canceled");
        assertThat(stage.result(second)).isNotNull();
        assertThat(stage.eventNames()).doesNotContain("connection:connect-failed");
    }

    @Scenario
    void parametersThatComeAfterTheCancelAreIgnored(LaneHarness stage) {
        CompletableFuture<ConnectionParameters> later = new CompletableFuture<>();
        ConnectionManager manager = on(stage);
        CompletionStage<ConnectionConfiguration> connected = manager.connect(() -> later, ConnectOptions.STANDARD);
        stage.result(manager.disconnect());
        later.complete(account().build());

        assertThat(stage.failure(connected)).isInstanceOf(ConnectionCanceledException.class);
        assertThat(stage.commands()).isEmpty();
        assertThat(manager.snapshot().idle()).isTrue();
        assertThat(manager.isConfigured()).isFalse();
        assertThat(stage.eventNames()).doesNotContain("connection:connect-failed");
    }

    @Scenario
    void thePasswordIsNotInTheHandover(LaneHarness stage) {
        ConnectionManager manager = on(stage);
        connect(manager, account().account("1001", Secret.of("hush-hush")));
        new Server(stage).opens().registers();
        stage.replaceAll();

        assertThat(manager.snapshot().toString()).doesNotContain("hush-hush");
        assertThat(manager.snapshot().configuration().flatMap(ConnectionConfiguration::user)).isEqualTo(Optional.of("1001"));
    }

    @Scenario
    void allUserAgentsOfAConnectorAreOneDeviceToTheRegistrar(LaneHarness stage) {
        ConnectionManager connection = on(stage);
        connection.connect();
        Server server = new Server(stage);
        server.opens().registers();
        Optional<String> first = server.settings().options().instanceId();
        connection.disconnect();
        stage.settle();
        server.unregisters().letsGo();
        connection.connect();
        stage.settle();

        assertThat(first.orElseThrow()).matches("urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
        assertThat(server.settings().options().instanceId()).isEqualTo(first);
    }
}
