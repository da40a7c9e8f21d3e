/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.sipconnector.api.call.CallEvent;
import org.sipconnector.api.connection.ConnectionCanceledException;
import org.sipconnector.api.connection.ConnectionConfiguration;
import org.sipconnector.api.connection.ConnectionEvent;
import org.sipconnector.api.connection.ConnectionManager;
import org.sipconnector.api.connection.ConnectionState;
import org.sipconnector.api.connection.NoUserAgentException;
import org.sipconnector.api.connection.RegistrationFailedException;
import org.sipconnector.api.connection.RequestFailedException;
import org.sipconnector.api.connection.SipAnswer;
import org.sipconnector.api.connection.TelephonyNotAvailableException;
import org.sipconnector.api.sip.DialogId;
import org.sipconnector.api.sip.Header;
import org.sipconnector.api.sip.Originator;
import org.sipconnector.api.sip.SipBody;
import org.sipconnector.api.sip.SipFailure;
import org.sipconnector.api.sip.UserAgentId;
import org.sipconnector.spi.sip.OutgoingRequest;
import org.sipconnector.spi.sip.SipEvent;
import org.sipconnector.testkit.LaneHarness;
import org.sipconnector.testkit.RecordedSip.Register;
import org.sipconnector.testkit.RecordedSip.Request;
import org.sipconnector.testkit.RecordedSip.Start;
import org.sipconnector.testkit.RecordedSip.Stop;
import org.sipconnector.testkit.RecordedSip.Unregister;
import org.sipconnector.testkit.Scenario;

class ConnectedTest {

    private static ConnectionManager on(LaneHarness stage) {
        stage.install(new ConnectionManagerFactory(stage.sip()));
        return stage.manager(ConnectionManager.class);
    }

    private static ConnectionManager connected(LaneHarness stage) {
        ConnectionManager manager = on(stage);
        manager.connect();
        new Server(stage).opens().registers();
        return manager;
    }

    // ---- disconnect

    @Scenario
    void disconnectStopsTheUserAgentAndForgetsIt(LaneHarness stage) {
        ConnectionManager manager = connected(stage);
        CompletionStage<Void> gone = manager.disconnect();
        assertThat(stage.pending(gone)).isTrue();
        assertThat(manager.snapshot().disconnecting()).isTrue();
        new Server(stage).letsGo();

        assertThat(gone.toCompletableFuture()).isCompleted();
        assertThat(stage.commands(Stop.class)).hasSize(1);
        assertThat(manager.snapshot().idle()).isTrue();
        assertThat(manager.snapshot().configuration()).isEmpty();
        assertThat(manager.snapshot().registerConfigured()).isFalse();
        assertThat(manager.isConfigured()).isFalse();
        assertThat(manager.uri("x")).isEqualTo("sip:x@sip.example.org");
        assertThat(stage.eventNames()).endsWith("connection:disconnecting", "connection:disconnected");
        assertThat(stage.timers()).isZero();
    }

    @Scenario
    void disconnectWithoutConnectionIsDoneAtOnce(LaneHarness stage) {
        ConnectionManager manager = on(stage);

        stage.result(manager.disconnect());

        assertThat(stage.commands()).isEmpty();
        assertThat(stage.events(ConnectionEvent.class)).isEmpty();
    }

    @Scenario
    void twoDisconnectsShareOne(LaneHarness stage) {
        ConnectionManager manager = connected(stage);
        CompletionStage<Void> first = manager.disconnect();
        CompletionStage<Void> second = manager.disconnect();
        stage.settle();
        new Server(stage).letsGo();

        stage.result(first);
        stage.result(second);
        assertThat(stage.commands(Stop.class)).hasSize(1);
        assertThat(stage.events(ConnectionEvent.Disconnected.class)).hasSize(1);
    }

    @Scenario
    void disconnectEndsWithinFiveSecondsThoughNothingIsReported(LaneHarness stage) {
        ConnectionManager manager = on(stage);
        CompletionStage<ConnectionConfiguration> connecting = manager.connect();
        stage.settle();
        CompletionStage<Void> gone = manager.disconnect();
        assertThat(stage.failure(connecting)).isInstanceOf(ConnectionCanceledException.class);

        stage.advance(Duration.ofSeconds(5));

        assertThat(gone.toCompletableFuture()).isCompleted();
        assertThat(manager.snapshot().idle()).isTrue();
    }

    @Scenario
    void disconnectBetweenAttemptsEndsIdle(LaneHarness stage) {
        ConnectionManager manager = on(stage);
        CompletionStage<ConnectionConfiguration> connecting = manager.connect();
        stage.settle();
        new Server(stage).isUnreachable();

        stage.result(manager.disconnect());

        assertThat(stage.failure(connecting)).isInstanceOf(ConnectionCanceledException.class);
        assertThat(manager.snapshot().idle()).isTrue();
        stage.advance(Duration.ofMinutes(1));
        assertThat(stage.commands(Start.class)).hasSize(1);
        assertThat(stage.timers()).isZero();
    }

    @Scenario
    void connectDisconnectConnectInARowEndsConnected(LaneHarness stage) {
        ConnectionManager manager = on(stage);
        CompletionStage<ConnectionConfiguration> first = manager.connect();
        CompletionStage<Void> gone = manager.disconnect();
        CompletionStage<ConnectionConfiguration> second = manager.connect();
        stage.settle();
        new Server(stage).letsGo().opens().registers();

        assertThat(stage.failure(first)).isInstanceOf(ConnectionCanceledException.class);
        stage.result(gone);
        assertThat(stage.result(second)).isNotNull();
        assertThat(manager.snapshot().established()).isTrue();
    }

    // ---- a transport lost and found again

    @Scenario
    void aLostTransportKeepsTheConfigurationAndTheFoundationRegistersWhenItIsBack(LaneHarness stage) {
        ConnectionManager manager = connected(stage);
        new Server(stage).vanishes();
        assertThat(manager.snapshot().disconnected()).isTrue();
        assertThat(manager.isRegistered()).isFalse();
        assertThat(manager.snapshot().configuration()).isPresent();
        assertThat(new Server(stage).settings().recovery()).isPresent();

        new Server(stage).opens();
        assertThat(manager.snapshot().state()).isEqualTo(ConnectionState.CONNECTED);
        new Server(stage).registers();

        assertThat(manager.snapshot().established()).isTrue();
        assertThat(stage.commands(Register.class)).hasSize(1);
        assertThat(stage.commands(Start.class)).hasSize(1);
        assertThat(stage.events(ConnectionEvent.ConnectedWithConfiguration.class)).hasSize(2);
        assertThat(stage.events(ConnectionEvent.ConnectSucceeded.class)).hasSize(1);
    }

    @Scenario
    void aRefreshThatFailsMakesTheConnectionDisconnected(LaneHarness stage) {
        ConnectionManager manager = connected(stage);
        new Server(stage).losesTheRegistration(503, "Service Unavailable");

        assertThat(manager.snapshot().disconnected()).isTrue();
        assertThat(manager.isRegistered()).isFalse();
        assertThat(manager.snapshot().agent().transportOpen()).isTrue();
        assertThat(stage.eventNames()).containsSubsequence("connection:registrationFailed", "connection:unregistered");
    }

    @Scenario
    void aRegistrationWonBackMakesItEstablishedAgain(LaneHarness stage) {
        ConnectionManager manager = connected(stage);
        new Server(stage).losesTheRegistration(503, "Service Unavailable").registers();

        assertThat(manager.snapshot().established()).isTrue();
        assertThat(manager.isRegistered()).isTrue();
    }

    @Scenario
    void beingUnregisteredWhileEstablishedChangesNothingElse(LaneHarness stage) {
        ConnectionManager manager = connected(stage);
        new Server(stage).unregisters();

        assertThat(manager.snapshot().established()).isTrue();
        assertThat(manager.isRegistered()).isFalse();
    }

    // ---- registration

    @Scenario
    void unregisterThenRegister(LaneHarness stage) {
        ConnectionManager manager = connected(stage);
        CompletionStage<ConnectionEvent.Unregistered> out = manager.unregister();
        stage.settle();
        new Server(stage).unregisters();
        stage.result(out);
        assertThat(manager.isRegistered()).isFalse();
        CompletionStage<ConnectionEvent.Registered> in = manager.register();
        stage.settle();
        new Server(stage).registers();

        assertThat(stage.result(in)).isEqualTo(new ConnectionEvent.Registered(200, 300));
        assertThat(manager.isRegistered()).isTrue();
    }

    @Scenario
    void unregisterWithoutRegistrationIsDoneAtOnce(LaneHarness stage) {
        ConnectionManager manager = connected(stage);
        new Server(stage).unregisters();

        stage.result(manager.unregister());

        assertThat(stage.commands(Unregister.class)).isEmpty();
    }

    @Scenario
    void registeringWhileRegisteredIsAnsweredByTheServer(LaneHarness stage) {
        ConnectionManager manager = connected(stage);
        CompletionStage<ConnectionEvent.Registered> again = manager.register();
        assertThat(stage.pending(again)).isTrue();
        assertThat(stage.commands(Register.class)).hasSize(2);
        new Server(stage).registers();

        assertThat(stage.result(again)).isNotNull();
    }

    @Scenario
    void threeWhoRegisterAreAllTold(LaneHarness stage) {
        ConnectionManager manager = connected(stage);
        List<CompletionStage<ConnectionEvent.Registered>> waiting =
                List.of(manager.register(), manager.register(), manager.register());
        stage.settle();
        new Server(stage).registers();

        waiting.forEach(stage::result);
    }

    @Scenario
    void aRefusedRegisterFailsWithTheRefusal(LaneHarness stage) {
        ConnectionManager manager = connected(stage);
        CompletionStage<ConnectionEvent.Registered> in = manager.register();
        stage.settle();
        new Server(stage).refusesToRegister(403, "Forbidden");

        assertThat(stage.failure(in)).isInstanceOf(RegistrationFailedException.class);
    }

    @Scenario
    void aRegisterWithoutAnAnswerStaysPending(LaneHarness stage) {
        ConnectionManager manager = connected(stage);
        CompletionStage<ConnectionEvent.Registered> in = manager.register();
        stage.advance(Duration.ofHours(1));

        assertThat(stage.pending(in)).isTrue();
    }

    @Scenario
    void tryRegisterRegistersWhateverBecomesOfUnregistering(LaneHarness stage) {
        ConnectionManager manager = connected(stage);
        CompletionStage<ConnectionEvent.Registered> in = manager.tryRegister();
        stage.settle();
        stage.post(new SipEvent.Unregistered(new Server(stage).userAgent(),
                Optional.of(SipFailure.response(500, "Server Error", List.of()))));
        new Server(stage).registers();

        assertThat(stage.result(in)).isNotNull();
        assertThat(stage.commands(Register.class)).hasSize(2);
    }

    @Scenario
    void aDisconnectEndsWhatWaitsForTheUserAgent(LaneHarness stage) {
        ConnectionManager manager = connected(stage);
        CompletionStage<ConnectionEvent.Registered> in = manager.register();
        CompletionStage<SipAnswer> ping = manager.ping();
        manager.disconnect();
        stage.settle();
        new Server(stage).letsGo();

        assertThat(stage.failure(in)).isInstanceOf(NoUserAgentException.class);
        assertThat(stage.failure(ping)).isInstanceOf(RequestFailedException.class);
    }

    @Scenario
    void withoutAConnectionThereIsNothingToRegisterOrAsk(LaneHarness stage) {
        ConnectionManager manager = on(stage);

        for (CompletionStage<?> stageOf : List.of(manager.register(), manager.unregister(), manager.tryRegister(),
                manager.ping(), manager.sendOptions("sip:a@b"))) {
            assertThat(stage.failure(stageOf)).isInstanceOf(NoUserAgentException.class)
                    .hasMessageStartingWith("UA not initialized");
        }
    }

    // ---- requests

    @Scenario
    void optionsCarryTargetBodyAndHeaders(LaneHarness stage) {
        ConnectionManager manager = connected(stage);
        List<Header> headers = List.of(new Header("X-One", "1"));
        CompletionStage<SipAnswer> answer =
                manager.sendOptions("sip:room@host", Optional.of(new SipBody("text/plain", "hi")), headers);
        OutgoingRequest request = request(stage);
        stage.post(new SipEvent.RequestAnswered(new Server(stage).userAgent(), request.id(), 200, "OK", List.of(),
                Optional.empty()));

        assertThat(request.method()).isEqualTo("OPTIONS");
        assertThat(request.target()).isEqualTo("sip:room@host");
        assertThat(request.headers()).isEqualTo(headers);
        assertThat(request.body()).contains(new SipBody("text/plain", "hi"));
        assertThat(stage.result(answer).status()).isEqualTo(200);
    }

    @Scenario
    void optionsThatAreRefusedFailWithTheRefusal(LaneHarness stage) {
        ConnectionManager manager = connected(stage);
        CompletionStage<SipAnswer> answer = manager.sendOptions("sip:room@host");
        SipFailure refused = SipFailure.response(404, "Not Found", List.of());
        stage.post(new SipEvent.RequestFailed(new Server(stage).userAgent(), request(stage).id(), refused));

        assertThat(stage.failure(answer)).isInstanceOfSatisfying(RequestFailedException.class,
                error -> assertThat(error.failure()).isEqualTo(refused));
    }

    @Scenario
    void aPingGoesToTheOwnAddressAndIsGivenUpAfterTenSeconds(LaneHarness stage) {
        ConnectionManager manager = connected(stage);
        CompletionStage<SipAnswer> ping = manager.ping();
        OutgoingRequest request = request(stage);
        new Server(stage).doesNotAnswer(request.id());

        assertThat(request.target()).isEqualTo("sip:1001@sip.example.org");
        assertThat(request.timeout()).isEqualTo(Duration.ofSeconds(10));
        assertThat(request.body()).contains(SipBody.sdp(""));
        assertThat(stage.failure(ping)).hasMessageContaining("Request Timeout");
    }

    @Scenario
    void anImpossibleTargetFailsAtOnce(LaneHarness stage) {
        ConnectionManager manager = connected(stage);

        assertThat(stage.failure(manager.sendOptions(" "))).isInstanceOf(IllegalArgumentException.class);
        assertThat(stage.commands(Request.class)).isEmpty();
    }

    private static OutgoingRequest request(LaneHarness stage) {
        return stage.command(Request.class).request();
    }

    // ---- probes

    @Scenario
    void aReachableServerIsProbedByAGuestThatLeavesNothingBehind(LaneHarness stage) {
        ConnectionManager manager = on(stage);
        CompletionStage<Void> check = manager.checkTelephony();
        stage.settle();
        Server server = new Server(stage).opens();
        assertThat(stage.pending(check)).isTrue();
        server.letsGo();

        assertThat(check.toCompletableFuture()).isCompleted();
        assertThat(server.settings().account().password()).isEmpty();
        assertThat(server.settings().recovery()).isEmpty();
        assertThat(stage.commands(Register.class)).isEmpty();
        assertThat(stage.commands(Stop.class)).hasSize(1);
        assertThat(manager.snapshot().idle()).isTrue();
        assertThat(stage.events(ConnectionEvent.class)).isEmpty();
        assertThat(stage.timers()).isZero();
    }

    @Scenario
    void anUnreachableServerFailsTheProbeAndStopsIt(LaneHarness stage) {
        CompletionStage<Void> check = on(stage).checkTelephony();
        stage.settle();
        new Server(stage).isUnreachable();

        assertThat(stage.failure(check)).isInstanceOf(TelephonyNotAvailableException.class)
                .hasMessage("Telephony is not available: connection refused");
        assertThat(stage.commands(Stop.class)).hasSize(1);
        assertThat(stage.timers()).isZero();
    }

    @Scenario
    void aProbeWithoutAnyAnswerIsGivenUpAndStopped(LaneHarness stage) {
        CompletionStage<Void> check = on(stage).checkTelephony();
        stage.advance(Duration.ofSeconds(10));

        assertThat(stage.failure(check)).isInstanceOf(TelephonyNotAvailableException.class);
        assertThat(stage.commands(Stop.class)).hasSize(1);
    }

    @Scenario
    void aProbeDoesNotTouchTheConnection(LaneHarness stage) {
        ConnectionManager manager = connected(stage);
        UserAgentId own = manager.snapshot().userAgent().orElseThrow();
        manager.checkTelephony();
        stage.settle();
        new Server(stage).isUnreachable();

        assertThat(manager.snapshot().established()).isTrue();
        assertThat(manager.snapshot().userAgent()).contains(own);
    }

    // ---- what else comes in

    @Scenario
    void callsMessagesAndNotificationsAreTold(LaneHarness stage) {
        connected(stage);
        UserAgentId userAgent = new Server(stage).userAgent();
        stage.forget();
        stage.post(new SipEvent.IncomingInvite(userAgent, new DialogId("in"), "1001", "2000", "host", Optional.empty(),
                Optional.empty(), List.of()));
        stage.post(new CallEvent.Sending(new DialogId("out")));
        stage.post(new SipEvent.RequestReceived(userAgent, "MESSAGE", "sip:a@b", List.of(), Optional.empty()));
        stage.post(new SipEvent.RequestReceived(userAgent, "NOTIFY", "sip:a@b",
                List.of(new Header("Event", "presence")), Optional.empty()));

        assertThat(stage.events(ConnectionEvent.class)).containsExactly(
                new ConnectionEvent.NewSession(Originator.REMOTE, new DialogId("in")),
                new ConnectionEvent.NewSession(Originator.LOCAL, new DialogId("out")),
                new ConnectionEvent.NewMessage("sip:a@b", List.of(), Optional.empty()),
                new ConnectionEvent.SipNotification("presence", "sip:a@b", List.of(new Header("Event", "presence")),
                        Optional.empty()));
    }

    @Scenario
    void aUserAgentThatWasReplacedIsNotHeardAnyMore(LaneHarness stage) {
        ConnectionManager manager = connected(stage);
        stage.post(new SipEvent.TransportDisconnected(new UserAgentId("another"), true, true, 1006, "gone"));

        assertThat(manager.snapshot().established()).isTrue();
    }
}
