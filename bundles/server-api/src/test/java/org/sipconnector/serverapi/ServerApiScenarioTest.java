/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.serverapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sipconnector.testkit.Operations.FAIL_CALL;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sipconnector.api.Transport;
import org.sipconnector.api.call.CallEvent;
import org.sipconnector.api.call.CallManager;
import org.sipconnector.api.call.CallMedia;
import org.sipconnector.api.call.CallParties;
import org.sipconnector.api.call.CallSnapshot;
import org.sipconnector.api.call.CallState;
import org.sipconnector.api.call.CallStatus;
import org.sipconnector.api.call.NoEstablishedCallException;
import org.sipconnector.api.connection.ConnectionConfiguration;
import org.sipconnector.api.connection.ConnectionManager;
import org.sipconnector.api.connection.ConnectionSnapshot;
import org.sipconnector.api.connection.ConnectionState;
import org.sipconnector.api.connection.UserAgentStatus;
import org.sipconnector.api.media.PeerId;
import org.sipconnector.api.serverapi.Channels;
import org.sipconnector.api.serverapi.MediaDevice;
import org.sipconnector.api.serverapi.MediaState;
import org.sipconnector.api.serverapi.ServerApiEvent;
import org.sipconnector.api.serverapi.ServerApiManager;
import org.sipconnector.api.serverapi.ServerRequestException;
import org.sipconnector.api.serverapi.ServerRequestException.Reason;
import org.sipconnector.api.sip.DialogId;
import org.sipconnector.api.sip.Header;
import org.sipconnector.api.sip.Originator;
import org.sipconnector.api.sip.SipBody;
import org.sipconnector.api.sip.SipCause;
import org.sipconnector.api.sip.SipFailure;
import org.sipconnector.api.sip.UserAgentId;
import org.sipconnector.spi.sip.OutgoingRequest;
import org.sipconnector.spi.sip.SipEvent;
import org.sipconnector.testkit.FixedSnapshot;
import org.sipconnector.testkit.LaneHarness;
import org.sipconnector.testkit.RecordedSip.RequestInDialog;
import org.sipconnector.testkit.Scenario;
import org.sipconnector.testkit.StandIn;

class ServerApiScenarioTest {

    private static final UserAgentId UA = new UserAgentId("ua-1");
    private static final DialogId DIALOG = new DialogId("call-1");

    @Scenario
    void everyOperationIsItsInfo(LaneHarness stage) {
        inCall(stage, false);
        sends(stage, api -> api.sendChannels(Channels.of("1,2", "3")), "channels", "x-webrtc-input-channels: 1,2",
                "x-webrtc-output-channels: 3");
        sends(stage, api -> api.sendMediaState(new MediaState(false, true)), "mediastate",
                "x-webrtc-media-state: currentstate", "x-vinteo-maincam-state: 0", "x-vinteo-mic-state: 1");
        sends(stage, api -> api.sendStats(1_500_000), "stats", "x-webrtc-available-incoming-bitrate: 1500000");
        sends(stage, ServerApiManager::sendRefusalToTurnOnMic, "refusal", "x-vinteo-media-type: 0");
        sends(stage, ServerApiManager::sendRefusalToTurnOnCam, "refusal", "x-vinteo-media-type: 1");
        sends(stage, ServerApiManager::askPermissionToEnableCam, "maincam",
                "x-webrtc-request-enable-media-device: LETMESTARTMAINCAM");
        sends(stage, ServerApiManager::askPermissionToStartPresentation, "sharedesktop",
                "x-webrtc-share-state: LETMESTARTPRESENTATION");
        sends(stage, ServerApiManager::sendStoppedPresentation, "sharedesktop", "x-webrtc-share-state: STOPPRESENTATION");
        sends(stage, ServerApiManager::sendAvailableContentedStream, "sharedesktop",
                "x-webrtc-share-state: YOUCANRECEIVECONTENT");
        sends(stage, ServerApiManager::sendNotAvailableContentedStream, "sharedesktop", "x-webrtc-share-state: CONTENTEND");
        sends(stage, api -> api.sendEnterRoom("p2paatob", "b", true), "roomname", "x-webrtc-enter-room: p2paatob",
                "x-webrtc-participant-name: b", "x-webrtc-is-direct-p2p: true");
        assertThat(api(stage).snapshot().pendingRequests()).isZero();
    }

    private static void sends(LaneHarness stage, Function<ServerApiManager, CompletionStage<Void>> operation, String content,
            String... headers) {
        CompletionStage<Void> sent = operation.apply(api(stage));
        assertThat(stage.pending(sent)).isTrue();
        OutgoingRequest request = request(stage);
        assertThat(request.method()).isEqualTo("INFO");
        assertThat(request.body()).contains(new SipBody("application/vinteo.webrtc." + content, ""));
        assertThat(request.headers()).extracting(Header::toString).containsExactly(headers);
        answer(stage);
        stage.result(sent);
    }

    @Scenario
    void withoutACallNothingIsSent(LaneHarness stage) {
        stage.install(new FixedSnapshot(ConnectionManager.class, connection()), new FixedSnapshot(CallManager.class, CallSnapshot.IDLE),
                new ServerApiManagerFactory(stage.sip()));

        assertThat(stage.failure(api(stage).sendChannels(Channels.of("1", "2"))))
                .isInstanceOf(NoEstablishedCallException.class).hasMessage("there is no call");
        assertThat(stage.failure(api(stage).sendDtmf("1"))).isInstanceOf(NoEstablishedCallException.class);
        assertThat(stage.failure(api(stage).sendEnterRoom("p2patob", "b", true))).isInstanceOf(NoEstablishedCallException.class);
        assertThat(stage.events(ServerApiEvent.FailedSendRoomDirectP2p.class))
                .containsExactly(new ServerApiEvent.FailedSendRoomDirectP2p("there is no call", SipCause.INTERNAL_ERROR));
        assertThat(stage.commands()).isEmpty();
    }

    @Scenario
    void failuresHaveTheirText(LaneHarness stage) {
        inCall(stage, false);
        fails(stage, SipFailure.response(603, "Decline", List.of()), Reason.DECLINED, "Error decline with 603");
        fails(stage, SipFailure.response(603, "No", List.of()), Reason.REFUSED, "Error response");
        fails(stage, SipFailure.response(500, "Server Error", List.of()), Reason.REFUSED, "Error response");
        fails(stage, SipFailure.system(SipCause.CONNECTION_ERROR, "lost"), Reason.TRANSPORT, "Transport response");
        fails(stage, SipFailure.system(SipCause.REQUEST_TIMEOUT, "late"), Reason.TIMEOUT, "Request timeout");
        fails(stage, SipFailure.system(SipCause.DIALOG_ERROR, "gone"), Reason.DIALOG, "Dialog error");
    }

    private static void fails(LaneHarness stage, SipFailure failure, Reason reason, String text) {
        CompletionStage<Void> sent = api(stage).sendRefusalToTurnOn(MediaDevice.CAMERA);
        stage.settle();
        stage.post(new SipEvent.RequestFailed(UA, request(stage).id(), failure));
        assertThat(stage.failure(sent)).hasMessage(text).isInstanceOfSatisfying(ServerRequestException.class,
                error -> assertThat(error.reason()).isEqualTo(reason));
    }

    @Scenario
    void onlyADeclineForbidsTheCamera(LaneHarness stage) {
        inCall(stage, false);
        CompletionStage<Void> declined = api(stage).askPermissionToEnableCam();
        stage.settle();
        stage.post(new SipEvent.RequestFailed(UA, request(stage).id(), SipFailure.response(603, "Decline", List.of())));
        CompletionStage<Void> unclear = api(stage).askPermissionToEnableCam();
        stage.settle();
        stage.post(new SipEvent.RequestFailed(UA, request(stage).id(), SipFailure.response(500, "Error", List.of())));

        assertThat(stage.failure(declined)).hasMessage("Error decline with 603");
        stage.result(unclear);
    }

    /** Nobody has said anything about the camera then. */
    @Scenario
    void aQuestionNobodyAnsweredIsNoPermission(LaneHarness stage) {
        inCall(stage, false);
        for (SipFailure failure : List.of(SipFailure.system(SipCause.CONNECTION_ERROR, "lost"),
                SipFailure.system(SipCause.REQUEST_TIMEOUT, "late"), SipFailure.local(SipCause.DIALOG_ERROR))) {
            CompletionStage<Void> asked = api(stage).askPermissionToEnableCam();
            stage.settle();
            stage.post(new SipEvent.RequestFailed(UA, request(stage).id(), failure));
            assertThat(stage.failure(asked)).isInstanceOf(ServerRequestException.class);
        }
    }

    @Scenario
    void whatWasNotTheOtherSidesTurnIsAskedAgain(LaneHarness stage) {
        inCall(stage, false);
        stage.random(0);
        CompletionStage<Void> asked = api(stage).askPermissionToStartPresentation();
        stage.settle();
        OutgoingRequest first = request(stage);
        refuse(stage, 491);
        assertThat(stage.pending(asked)).isTrue();
        stage.advance(Duration.ofMillis(500));
        assertThat(stage.commands(RequestInDialog.class)).hasSize(2);
        assertThat(request(stage)).isEqualTo(first);
        answer(stage);

        stage.result(asked);
        assertThat(stage.timers()).isZero();
    }

    @Scenario
    void whatIsNeverTheOtherSidesTurnIsRefused(LaneHarness stage) {
        inCall(stage, false);
        CompletionStage<Void> asked = api(stage).sendChannels(Channels.of("1", "2"));
        for (int i = 0; i < 5; i++) {
            stage.settle();
            refuse(stage, 491);
            stage.advance(Duration.ofSeconds(2));
        }

        assertThat(stage.failure(asked)).isInstanceOfSatisfying(ServerRequestException.class,
                error -> assertThat(error.status()).isEqualTo(491));
        assertThat(stage.commands(RequestInDialog.class)).hasSize(5);
        assertThat(stage.timers()).isZero();
    }

    @Scenario
    void whatOurOwnSideCouldNotSendEndsNoCall(LaneHarness stage) {
        askable(stage);
        CompletionStage<Void> asked = api(stage).askPermissionToStartPresentation();
        stage.settle();
        stage.post(new SipEvent.RequestFailed(UA, request(stage).id(), SipFailure.local(SipCause.DIALOG_ERROR)));

        assertThat(stage.failure(asked)).hasMessage("Dialog error");
        assertThat(stage.requests()).isEmpty();
    }

    @Scenario
    void whatNobodyAnswersEndsTheCallUnlessItIsToBeKept(LaneHarness stage) {
        askable(stage);
        SipFailure silence = SipFailure.system(SipCause.REQUEST_TIMEOUT, "late");
        CompletionStage<Void> kept = api(stage).sendMediaState(new MediaState(true, true), true);
        stage.settle();
        stage.post(new SipEvent.RequestFailed(UA, request(stage).id(), silence));
        assertThat(stage.failure(kept)).hasMessage("Request timeout");
        assertThat(stage.requests()).isEmpty();

        CompletionStage<Void> wanted = api(stage).sendMediaState(new MediaState(true, true), false);
        stage.settle();
        stage.post(new SipEvent.RequestFailed(UA, request(stage).id(), silence));
        assertThat(stage.failure(wanted)).hasMessage("Request timeout");
        assertThat(stage.requests()).singleElement().satisfies(asked -> {
            assertThat(asked.operation()).isEqualTo(FAIL_CALL);
            assertThat(asked.arguments()).containsExactly(new PeerId("peer-1"), "Request timeout", SipCause.REQUEST_TIMEOUT);
        });
    }

    @Scenario
    void whatNobodyAnswersEndsNoOtherCallThanTheOneItWasSentIn(LaneHarness stage) {
        askable(stage);
        CompletionStage<Void> asked = api(stage).sendMediaState(new MediaState(true, true), false);
        stage.settle();
        stage.post(new StandIn.Shown(CallManager.class, call(false, new DialogId("call-2"), new PeerId("peer-2"))));
        stage.post(new SipEvent.RequestFailed(UA, request(stage).id(), SipFailure.system(SipCause.REQUEST_TIMEOUT, "late")));

        assertThat(stage.failure(asked)).hasMessage("Request timeout");
        assertThat(stage.requests()).as("what the call manager was asked for").isEmpty();
    }

    @Scenario
    void whatIsSentAgainIsNotSentInAnotherCall(LaneHarness stage) {
        askable(stage);
        api(stage).sendMediaState(new MediaState(true, true), false);
        stage.settle();
        refuse(stage, 491);
        stage.post(new StandIn.Shown(CallManager.class, call(false, new DialogId("call-2"), new PeerId("peer-2"))));
        stage.forget().advance(Duration.ofSeconds(3));

        assertThat(stage.commands(RequestInDialog.class)).isEmpty();
    }

    @Scenario
    void silenceEndsTheCallForEachRequestThatIsNotToKeepIt(LaneHarness stage) {
        askable(stage);
        MediaState state = new MediaState(true, true);
        List<Function<ServerApiManager, CompletionStage<Void>>> ending = List.of(api -> api.sendMediaState(state, false),
                api -> api.sendRefusalToTurnOn(MediaDevice.CAMERA, false), api -> api.askPermissionToEnableCam(false),
                api -> api.sendChannels(Channels.of("1", "2")), ServerApiManager::askPermissionToStartPresentation,
                ServerApiManager::sendStoppedPresentation, ServerApiManager::sendAvailableContentedStream,
                ServerApiManager::sendNotAvailableContentedStream);
        List<Function<ServerApiManager, CompletionStage<Void>>> keeping = List.of(api -> api.sendMediaState(state),
                ServerApiManager::sendRefusalToTurnOnCam, ServerApiManager::sendRefusalToTurnOnMic,
                ServerApiManager::askPermissionToEnableCam, api -> api.sendStats(1), api -> api.sendDtmf("1"));
        for (Function<ServerApiManager, CompletionStage<Void>> operation : ending) {
            assertThat(askedToFailTheCall(stage, operation)).as("operation %d", ending.indexOf(operation)).isTrue();
        }
        for (Function<ServerApiManager, CompletionStage<Void>> operation : keeping) {
            assertThat(askedToFailTheCall(stage, operation)).as("keeping operation %d", keeping.indexOf(operation)).isFalse();
        }
    }

    /** Nobody answers; the connection and our own state are no silence of the other side's. */
    private static boolean askedToFailTheCall(LaneHarness stage, Function<ServerApiManager, CompletionStage<Void>> operation) {
        for (SipFailure own : List.of(SipFailure.local(SipCause.DIALOG_ERROR), SipFailure.system(SipCause.CONNECTION_ERROR, "lost"))) {
            assertThat(asked(stage, operation, own)).as("whether the call fails after " + own).isFalse();
        }
        return asked(stage, operation, SipFailure.system(SipCause.REQUEST_TIMEOUT, "late"));
    }

    private static boolean asked(LaneHarness stage, Function<ServerApiManager, CompletionStage<Void>> operation, SipFailure failure) {
        stage.forget();
        CompletionStage<Void> sent = operation.apply(api(stage));
        stage.settle();
        stage.post(new SipEvent.RequestFailed(UA, request(stage).id(), failure));
        stage.failure(sent);
        boolean asked = !stage.requests().isEmpty();
        stage.advance(Duration.ofSeconds(5));
        return asked;
    }

    @Scenario
    void aRefusalEndsNoCallEvenIfItIsNotToBeKept(LaneHarness stage) {
        askable(stage);
        CompletionStage<Void> sent = api(stage).sendMediaState(new MediaState(true, true), false);
        stage.settle();
        refuse(stage, 415);

        assertThat(stage.failure(sent)).hasMessage("Error response");
        assertThat(stage.requests()).isEmpty();
    }

    @Scenario
    void tonesGoOneAfterAnother(LaneHarness stage) {
        inCall(stage, false);
        CompletionStage<Void> sent = api(stage).sendDtmf("1,#");
        stage.settle();
        assertThat(request(stage).body()).contains(new SipBody("application/dtmf-relay", "Signal=1\r\nDuration=120"));
        answer(stage);
        assertThat(stage.pending(sent)).isTrue();
        assertThat(stage.events(ServerApiEvent.NewDtmf.class)).containsExactly(new ServerApiEvent.NewDtmf(Originator.LOCAL));
        stage.advance(Duration.ofMillis(720));
        stage.advance(Duration.ofMillis(1999));
        assertThat(stage.commands(RequestInDialog.class)).hasSize(1);
        stage.advance(Duration.ofMillis(1));

        assertThat(request(stage).body().orElseThrow().content()).startsWith("Signal=#");
        assertThat(stage.pending(sent)).isTrue();
        answer(stage);
        stage.result(sent);
        stage.advance(Duration.ofSeconds(5));
        assertThat(stage.commands(RequestInDialog.class)).hasSize(2);
        assertThat(stage.timers()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {415, 481, 501, 603})
    void aRefusedToneFailsItsCommandAndEndsIt(int status) {
        LaneHarness stage = new LaneHarness();
        inCall(stage, false);
        CompletionStage<Void> sent = api(stage).sendDtmf("123");
        CompletionStage<Void> next = api(stage).sendDtmf("4");
        stage.settle();
        refuse(stage, status);

        assertThat(stage.failure(sent)).isInstanceOfSatisfying(ServerRequestException.class,
                error -> assertThat(error.status()).isEqualTo(status));
        stage.advance(Duration.ofMillis(720));
        assertThat(request(stage).body().orElseThrow().content()).startsWith("Signal=4");
        answer(stage);
        stage.result(next);
        stage.advance(Duration.ofSeconds(5));
        assertThat(stage.commands(RequestInDialog.class)).hasSize(2);
    }

    @Scenario
    void aToneWhoseTimeComesWhileTheCallIsBeingEndedIsNotSent(LaneHarness stage) {
        inCall(stage, false);
        CompletionStage<Void> sent = api(stage).sendDtmf("12");
        stage.settle();
        answer(stage);
        stage.post(new FixedSnapshot.Now(CallManager.class, CallSnapshot.IDLE));
        stage.advance(Duration.ofMillis(720));

        assertThat(stage.failure(sent)).isInstanceOf(NoEstablishedCallException.class);
        assertThat(stage.commands(RequestInDialog.class)).hasSize(1);
        assertThat(stage.timers()).isZero();
    }

    @Scenario
    void aCharacterThatIsNoToneIsNamed(LaneHarness stage) {
        inCall(stage, false);

        assertThat(stage.failure(api(stage).sendDtmf("1x"))).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'X'");
    }

    @Scenario
    void aToneOfTheOtherSideIsHeard(LaneHarness stage) {
        inCall(stage, false);
        stage.post(new CallEvent.NewDtmf(Originator.REMOTE, "5"));

        assertThat(stage.events(ServerApiEvent.NewDtmf.class)).containsExactly(new ServerApiEvent.NewDtmf(Originator.REMOTE));
    }

    @Scenario
    void theServerSaysThingsInAndOutsideTheCall(LaneHarness stage) {
        inCall(stage, false);
        info(stage, DIALOG, "application/vinteo.webrtc.roomname", new Header("x-webrtc-enter-room", "100"),
                new Header("x-webrtc-participant-name", "me"));
        info(stage, DIALOG, "application/vinteo.webrtc.notify", new Header("x-vinteo-notify", "{\"cmd\":\"accountChanged\"}"));
        stage.post(new SipEvent.RequestReceived(UA, "NOTIFY", "sip:server",
                List.of(new Header("X-Vinteo-Notify", "{\"cmd\":\"accountDeleted\"}")), Optional.empty()));

        assertThat(stage.eventNames().stream().filter(name -> name.startsWith("api:")))
                .containsExactly("api:enter-room", "api:account:changed", "api:account:deleted");
    }

    @Scenario
    void whatIsNotUnderstoodChangesNothing(LaneHarness stage) {
        inCall(stage, false);
        info(stage, DIALOG, "application/vinteo.webrtc.roomname");
        info(stage, DIALOG, "text/plain", new Header("x-webrtc-enter-room", "100"));
        info(stage, DIALOG, "application/vinteo.webrtc.notify", new Header("x-vinteo-notify", "{nonsense"));
        info(stage, new DialogId("another"), "application/vinteo.webrtc.mic", new Header("x-webrtc-mic", "ADMINSTOPMIC"));
        stage.post(new SipEvent.RequestReceived(UA, "NOTIFY", "sip:server", List.of(), Optional.empty()));
        stage.post(new SipEvent.RequestReceived(new UserAgentId("another"), "NOTIFY", "sip:server",
                List.of(new Header("x-vinteo-notify", "{\"cmd\":\"accountDeleted\"}")), Optional.empty()));

        assertThat(stage.events(ServerApiEvent.class)).isEmpty();
        assertThat(stage.commands()).isEmpty();
    }

    @Scenario
    void waitersHearTheNextEvent(LaneHarness stage) {
        inCall(stage, false);
        CompletionStage<Channels> channels = api(stage).waitChannels();
        CompletionStage<Boolean> sync = api(stage).waitSyncMediaState();
        stage.settle();
        info(stage, DIALOG, "application/vinteo.webrtc.roomname", new Header("x-webrtc-input-channels", "1"),
                new Header("x-webrtc-output-channels", "2"));
        info(stage, DIALOG, "application/vinteo.webrtc.maincam", new Header("x-webrtc-maincam", "RESUMEMAINCAM"),
                new Header("x-webrtc-sync", "1"));

        assertThat(stage.result(channels)).isEqualTo(Channels.of("1", "2"));
        assertThat(stage.result(sync)).isTrue();
    }

    @Scenario
    void whoWaitsForTheServersWordHearsOfTheCallsEnd(LaneHarness stage) {
        inCall(stage, false);
        CompletionStage<Channels> channels = api(stage).waitChannels();
        CompletionStage<Boolean> sync = api(stage).waitSyncMediaState();
        stage.settle().post(new CallEvent.Ended(SipFailure.local(SipCause.CANCELED)));

        assertThat(stage.failure(channels)).isInstanceOf(NoEstablishedCallException.class);
        assertThat(stage.failure(sync)).isInstanceOf(NoEstablishedCallException.class);
    }

    @Scenario
    void theCallerAnnouncesTheDirectRoom(LaneHarness stage) {
        inCall(stage, false);
        stage.post(new CallEvent.Confirmed(DIALOG));

        assertThat(request(stage).headers()).extracting(Header::toString).containsExactly(
                "x-webrtc-enter-room: p2p1001to200", "x-webrtc-participant-name: 200", "x-webrtc-is-direct-p2p: true");
    }

    @Scenario
    void theCalledSideAnnouncesTheSameRoom(LaneHarness stage) {
        inCall(stage, true);
        stage.post(new CallEvent.Confirmed(DIALOG));

        assertThat(request(stage).headers()).extracting(Header::toString).containsExactly(
                "x-webrtc-enter-room: p2p200to1001", "x-webrtc-participant-name: 200", "x-webrtc-is-direct-p2p: true");
    }

    @Scenario
    void aRoomThatCouldNotBeAnnouncedIsTold(LaneHarness stage) {
        inCall(stage, false);
        stage.post(new CallEvent.Confirmed(DIALOG));
        stage.post(new SipEvent.RequestFailed(UA, request(stage).id(), SipFailure.response(500, "Error", List.of())));

        assertThat(stage.events(ServerApiEvent.FailedSendRoomDirectP2p.class))
                .containsExactly(new ServerApiEvent.FailedSendRoomDirectP2p("Error response", SipCause.REJECTED));
    }

    @Scenario
    void aRoomNotAnnouncedForALostConnectionIsAnnouncedOverTheNext(LaneHarness stage) {
        inCall(stage, false);
        stage.post(new CallEvent.Confirmed(DIALOG));
        for (int away = 1; away < 10; away++) {
            stage.post(new SipEvent.RequestFailed(UA, request(stage).id(), SipFailure.system(SipCause.CONNECTION_ERROR, "lost")));
            stage.advance(Duration.ofSeconds(2));
            assertThat(stage.commands(RequestInDialog.class)).hasSize(away + 1);
        }
        stage.post(new CallEvent.Ended(SipFailure.local(SipCause.CANCELED)));

        assertThat(stage.events(ServerApiEvent.FailedSendRoomDirectP2p.class)).isEmpty();
        assertThat(stage.timers()).isZero();
    }

    @Scenario
    void theEndOfTheCallEndsWhatIsPending(LaneHarness stage) {
        inCall(stage, false);
        CompletionStage<Void> sent = api(stage).sendMediaState(new MediaState(true, true));
        api(stage).sendDtmf("12");
        stage.settle();
        assertThat(api(stage).snapshot().mediaState()).contains(new MediaState(true, true));
        stage.post(new CallEvent.Ended(SipFailure.local(SipCause.CANCELED)));

        assertThat(stage.failure(sent)).isInstanceOf(ServerRequestException.class);
        assertThat(api(stage).snapshot().pendingRequests()).isZero();
        assertThat(api(stage).snapshot().mediaState()).isEmpty();
        assertThat(stage.timers()).isZero();
    }

    private static void info(LaneHarness stage, DialogId dialog, String contentType, Header... headers) {
        stage.post(new SipEvent.DialogRequestReceived(UA, dialog, "INFO", List.of(headers),
                Optional.of(new SipBody(contentType, ""))));
    }

    private static void inCall(LaneHarness stage, boolean answering) {
        stage.install(new FixedSnapshot(ConnectionManager.class, connection()), new FixedSnapshot(CallManager.class, call(answering)),
                new ServerApiManagerFactory(stage.sip()));
    }

    /** In a call whose manager may be asked for something. */
    private static void askable(LaneHarness stage) {
        stage.install(new FixedSnapshot(ConnectionManager.class, connection()), new StandIn(CallManager.class, call(false)),
                new ServerApiManagerFactory(stage.sip()));
    }

    private static CallSnapshot call(boolean answering) {
        return call(answering, DIALOG, new PeerId("peer-1"));
    }

    private static CallSnapshot call(boolean answering, DialogId dialog, PeerId peer) {
        return new CallSnapshot(CallStatus.in(CallState.IN_CALL), new CallParties(Optional.of("200"), answering, false, Optional.of(UA),
                Optional.of(dialog), Optional.of(peer)), CallMedia.NONE);
    }

    private static ConnectionSnapshot connection() {
        ConnectionConfiguration configuration = new ConnectionConfiguration(
                LaneHarness.standardConfiguration().domain("example.org").build().parameters(), "1001");
        return new ConnectionSnapshot(ConnectionState.ESTABLISHED, new UserAgentStatus(Optional.of(UA), true, true),
                Optional.of(configuration), Optional.of("example.org"), Set.of(), Optional.empty());
    }

    private static ServerApiManager api(LaneHarness stage) {
        stage.settle();
        return stage.manager(ServerApiManager.class);
    }

    private static OutgoingRequest request(LaneHarness stage) {
        return stage.command(RequestInDialog.class).request();
    }

    private static void refuse(LaneHarness stage, int status) {
        stage.post(new SipEvent.RequestFailed(UA, request(stage).id(), SipFailure.response(status, "No", List.of())));
    }

    private static void answer(LaneHarness stage) {
        stage.post(new SipEvent.RequestAnswered(UA, request(stage).id(), 200, "OK", List.of(), Optional.empty()));
    }
}
