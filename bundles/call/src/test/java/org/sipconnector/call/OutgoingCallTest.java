/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.sipconnector.api.IceServer;
import org.sipconnector.api.call.CallEvent;
import org.sipconnector.api.call.CallFailedException;
import org.sipconnector.api.call.CallInProgressException;
import org.sipconnector.api.call.CallNotPossibleException;
import org.sipconnector.api.call.CallParameters;
import org.sipconnector.api.call.CallState;
import org.sipconnector.api.connection.ConnectionManager;
import org.sipconnector.api.connection.ConnectionSnapshot;
import org.sipconnector.api.media.Direction;
import org.sipconnector.api.media.LocalStream;
import org.sipconnector.api.media.PeerId;
import org.sipconnector.api.media.SdpType;
import org.sipconnector.api.sip.Header;
import org.sipconnector.api.sip.Originator;
import org.sipconnector.api.sip.SipCause;
import org.sipconnector.api.sip.SipFailure;
import org.sipconnector.spi.http.HttpRequests;
import org.sipconnector.spi.media.MediaEvent;
import org.sipconnector.spi.sip.SipEvent;
import org.sipconnector.spi.store.ProcessRestarted;
import org.sipconnector.testkit.Command;
import org.sipconnector.testkit.FixedSnapshot;
import org.sipconnector.testkit.LaneHarness;
import org.sipconnector.testkit.RecordedMedia.AddTransceiver;
import org.sipconnector.testkit.RecordedMedia.Close;
import org.sipconnector.testkit.RecordedMedia.Open;
import org.sipconnector.testkit.RecordedMedia.SetRemote;
import org.sipconnector.testkit.RecordedSip.Acknowledge;
import org.sipconnector.testkit.RecordedSip.Invite;
import org.sipconnector.testkit.RecordedSip.Terminate;
import org.sipconnector.testkit.Scenario;

class OutgoingCallTest {

    @Scenario
    void tellsTheServerTheAddressOfTheConnectionInUse(LaneHarness stage) {
        Scene.connected(stage).post(new FixedSnapshot.Now(ConnectionManager.class, Scene.connectedElsewhere()));
        Scene.call(stage).startCall(CallParameters.to("1000"));
        Scene.invited(stage);

        assertThat(stage.command(Invite.class).target()).isEqualTo("sip:1000@other.example.net");
        assertThat(stage.events(CallEvent.StartCall.class).get(0).headers()).contains(new Header("X-Vinteo-Remote", "192.0.2.7"));
    }

    @Scenario
    void aCallThatIsNotUpEndsWithTheRestartOfItsConnector(LaneHarness stage) {
        Scene.connected(stage);
        CompletionStage<PeerId> peer = Scene.call(stage).startCall(CallParameters.to("1000"));
        Scene.invited(stage);
        stage.post(new ProcessRestarted(stage.now().minus(Duration.ofSeconds(2)), false));

        assertThat(stage.failure(peer)).hasMessageContaining("the connector was restarted before the call was up");
    }

    @Scenario
    void callsAndGivesThePeerConnectionWhenConfirmed(LaneHarness stage) {
        Scene.connected(stage);
        CompletionStage<PeerId> peer = Scene.call(stage).startCall(CallParameters.to("1000"));
        stage.settle();
        assertThat(Scene.call(stage).snapshot().status().requested()).isTrue();
        Scene.invited(stage);
        stage.post(new SipEvent.DialogProgress(Scene.UA, Scene.dialog(stage), 180, "Ringing", Optional.empty(), List.of()));
        Scene.answered(stage);
        assertThat(stage.pending(peer)).isTrue();
        Scene.confirmed(stage);

        assertThat(stage.result(peer)).isEqualTo(Scene.peer(stage));
        assertThat(Scene.call(stage).snapshot().state()).isEqualTo(CallState.IN_CALL);
        assertThat(Scene.call(stage).snapshot().status().requested()).isFalse();
        assertThat(stage.command(Invite.class).target()).isEqualTo("sip:1000@example.org");
        assertThat(stage.eventNames().stream().filter(name -> name.startsWith("call:"))).containsExactly(
                "call:start-call", "call:peerconnection", "call:connecting", "call:transceiver-added",
                "call:transceiver-added", "call:sdp", "call:sending", "call:progress", "call:sdp", "call:accepted",
                "call:call-status-changed", "call:peerconnection:confirmed", "call:confirmed");
        assertThat(order(stage, SetRemote.class, Acknowledge.class)).isTrue();
    }

    @Scenario
    void offersAudioBeforeVideo(LaneHarness stage) {
        Scene.connected(stage);
        Scene.call(stage).startCall(CallParameters.to("1000"));

        assertThat(lines(stage)).containsExactly("audio SENDRECV", "video SENDRECV");
    }

    @Scenario
    void offersLinesToReceiveOnlyFirst(LaneHarness stage) {
        Scene.connected(stage);
        Scene.call(stage).startCall(CallParameters.to("1000").withDirections(Direction.SENDRECV, Direction.RECVONLY));

        assertThat(lines(stage)).containsExactly("video RECVONLY", "audio SENDRECV");
    }

    @Scenario
    void asksForKindsItDoesNotSend(LaneHarness stage) {
        Scene.connected(stage);
        Scene.call(stage).startCall(CallParameters.to("1000")
                .withStream(new LocalStream("none", List.of())));

        assertThat(lines(stage)).containsExactly("audio RECVONLY", "video RECVONLY");
        Scene.invited(stage);
        assertThat(inviteHeaders(stage)).contains(new Header("X-Vinteo-Mic-State", "0"),
                new Header("X-Vinteo-MainCam-State", "0"));
    }

    @Scenario
    void tellsTheServerAboutItsCaller(LaneHarness stage) {
        Scene.connected(stage);
        Scene.call(stage).startCall(CallParameters.to("1000").withSession("s-1").asPresentationCall()
                .withHeaders(List.of(new Header("X-Mine", "a, b"), new Header("x-vinteo-mic-state", "0"))));
        Scene.invited(stage);

        assertThat(inviteHeaders(stage)).containsExactly(new Header("X-Vinteo-MainCam-State", "1"),
                new Header("X-Vinteo-Session", "s-1"), new Header("X-Vinteo-Presentation-Call", "yes"),
                new Header("X-Mine", "a, b"), new Header("x-vinteo-mic-state", "0"));
        assertThat(Scene.call(stage).snapshot().parties().presentationCall()).isTrue();
        assertThat(stage.events(CallEvent.StartCall.class).get(0).headers()).contains(new Header("X-Mine", "a, b"));
    }

    @Scenario
    void failsWithTheServersCauseAndIsIdleAgain(LaneHarness stage) {
        Scene.connected(stage);
        CompletionStage<PeerId> peer = Scene.call(stage).startCall(CallParameters.to("1000"));
        Scene.invited(stage);
        PeerId opened = Scene.peer(stage);
        SipFailure declined = SipFailure.response(603, "Decline", List.of());
        stage.post(new SipEvent.DialogFailed(Scene.UA, Scene.dialog(stage), declined));

        assertThat(stage.failure(peer)).isInstanceOfSatisfying(CallFailedException.class,
                error -> assertThat(error.failure()).isEqualTo(declined));
        assertThat(stage.eventNames()).contains("call:failed", "call:ended:fromserver")
                .doesNotContain("call:ended", "call:call-status-changed");
        assertThat(Scene.call(stage).snapshot().state()).isEqualTo(CallState.IDLE);
        assertThat(Scene.call(stage).snapshot().status().lastError()).contains(declined);
        assertThat(Scene.call(stage).snapshot().status().requested()).isFalse();
        assertThat(stage.command(Close.class).peer()).isEqualTo(opened);
    }

    @Scenario
    void anAnswerWithoutDescriptionIsAcknowledgedAndEnded(LaneHarness stage) {
        Scene.connected(stage);
        CompletionStage<PeerId> peer = Scene.call(stage).startCall(CallParameters.to("1000"));
        Scene.invited(stage);
        stage.post(new SipEvent.DialogAnswered(Scene.UA, Scene.dialog(stage), Optional.empty(), List.of()));
        assertThat(order(stage, Acknowledge.class, Terminate.class)).isTrue();
        stage.post(new SipEvent.DialogEnded(Scene.UA, Scene.dialog(stage), SipFailure.local(SipCause.BAD_MEDIA_DESCRIPTION)));

        assertBadMedia(stage, peer);
    }

    @Scenario
    void anAnswerThatCannotBeSetIsAcknowledgedAndEnded(LaneHarness stage) {
        Scene.connected(stage);
        CompletionStage<PeerId> peer = Scene.call(stage).startCall(CallParameters.to("1000"));
        Scene.invited(stage);
        stage.post(new SipEvent.DialogAnswered(Scene.UA, Scene.dialog(stage), Optional.of("nonsense"), List.of()));
        stage.post(new MediaEvent.PeerCommandFailed(Scene.peer(stage), stage.command(SetRemote.class).request(),
                "setRemote", "no session description"));
        assertThat(order(stage, Acknowledge.class, Terminate.class)).isTrue();
        stage.post(new SipEvent.DialogEnded(Scene.UA, Scene.dialog(stage), SipFailure.local(SipCause.BAD_MEDIA_DESCRIPTION)));

        assertBadMedia(stage, peer);
        assertThat(stage.eventNames()).contains("call:peerconnection:setremotedescriptionfailed");
    }

    private static void assertBadMedia(LaneHarness stage, CompletionStage<PeerId> peer) {
        assertThat(stage.failure(peer)).isInstanceOfSatisfying(CallFailedException.class, error -> {
            assertThat(error.failure().cause()).isEqualTo(SipCause.BAD_MEDIA_DESCRIPTION);
            assertThat(error.failure().originator()).isEqualTo(Originator.REMOTE);
        });
        assertThat(Scene.call(stage).snapshot().state()).isEqualTo(CallState.IDLE);
    }

    @Scenario
    void anEarlyAnswerIsUsedAndTheFinalOneDecides(LaneHarness stage) {
        Scene.connected(stage);
        CompletionStage<PeerId> peer = Scene.call(stage).startCall(CallParameters.to("1000"));
        Scene.invited(stage);
        stage.post(new SipEvent.DialogProgress(Scene.UA, Scene.dialog(stage), 183, "Session Progress",
                Optional.of(Scene.SDP), List.of()));
        assertThat(stage.command(SetRemote.class).type()).isEqualTo(SdpType.PRANSWER);
        Scene.remoteSet(stage);
        assertThat(stage.commands(Acknowledge.class)).isEmpty();
        stage.post(new SipEvent.DialogAnswered(Scene.UA, Scene.dialog(stage), Optional.of(Scene.SDP), List.of()));
        assertThat(stage.command(SetRemote.class).type()).isEqualTo(SdpType.ANSWER);
        Scene.remoteSet(stage);
        Scene.confirmed(stage);

        assertThat(stage.result(peer)).isNotNull();
    }

    /** What was described early was another fork. */
    @Scenario
    void anAnswerWithoutADescriptionIsNoCallWhateverWasDescribedEarly(LaneHarness stage) {
        Scene.connected(stage);
        CompletionStage<PeerId> peer = Scene.call(stage).startCall(CallParameters.to("1000"));
        Scene.invited(stage);
        stage.post(new SipEvent.DialogProgress(Scene.UA, Scene.dialog(stage), 183, "Session Progress",
                Optional.of(Scene.SDP), List.of()));
        Scene.remoteSet(stage);
        stage.post(new SipEvent.DialogAnswered(Scene.UA, Scene.dialog(stage), Optional.empty(), List.of()));
        assertThat(stage.commandTypes()).containsSubsequence(Acknowledge.class, Terminate.class);
        stage.post(new SipEvent.DialogEnded(Scene.UA, Scene.dialog(stage), SipFailure.local(SipCause.BAD_MEDIA_DESCRIPTION)));

        assertThat(stage.failure(peer)).isInstanceOf(CallFailedException.class);
    }

    @Scenario
    void aMediaLineThatCannotBeMadeFailsTheCallBeforeAnythingIsSent(LaneHarness stage) {
        Scene.connected(stage);
        CompletionStage<PeerId> peer = Scene.call(stage).startCall(CallParameters.to("1000"));
        stage.settle();
        stage.post(new MediaEvent.PeerCommandFailed(Scene.peer(stage), "", "addTransceiver", "no such source"));

        assertThat(stage.failure(peer)).hasMessageContaining("no such source");
        assertThat(stage.eventNames()).contains("call:getusermediafailed");
        assertThat(stage.commands(Invite.class)).isEmpty();
        assertThat(Scene.call(stage).snapshot().state()).isEqualTo(CallState.IDLE);
    }

    @Scenario
    void aTransportLostBeforeTheInviteFailsTheCall(LaneHarness stage) {
        Scene.connected(stage);
        CompletionStage<PeerId> peer = Scene.call(stage).startCall(CallParameters.to("1000"));
        Scene.invited(stage);
        stage.post(new SipEvent.DialogFailed(Scene.UA, Scene.dialog(stage),
                SipFailure.system(SipCause.CONNECTION_ERROR, "connection lost")));

        assertThat(stage.failure(peer)).isInstanceOfSatisfying(CallFailedException.class,
                error -> assertThat(error.failure().cause()).isEqualTo(SipCause.CONNECTION_ERROR));
        assertThat(stage.eventNames()).doesNotContain("call:ended:fromserver");
    }

    @Scenario
    void aTransportLostAfterAcceptanceEndsTheCall(LaneHarness stage) {
        Scene.connected(stage);
        CompletionStage<PeerId> peer = Scene.call(stage).startCall(CallParameters.to("1000"));
        Scene.invited(stage);
        Scene.answered(stage);
        stage.post(new SipEvent.DialogEnded(Scene.UA, Scene.dialog(stage),
                SipFailure.system(SipCause.CONNECTION_ERROR, "connection lost")));

        assertThat(stage.failure(peer)).isInstanceOf(CallFailedException.class);
        assertThat(stage.eventNames()).contains("call:ended");
        assertThat(stage.events(CallEvent.CallStatusChanged.class)).extracting(CallEvent.CallStatusChanged::active)
                .containsExactly(true, false);
    }

    @Scenario
    void runsOneCallAtATime(LaneHarness stage) {
        Scene.inCall(stage);

        assertThat(stage.failure(Scene.call(stage).startCall(CallParameters.to("2000"))))
                .isInstanceOf(CallInProgressException.class);
        assertThat(Scene.call(stage).snapshot().number()).contains("1000");
    }

    @Scenario
    void refusesToCallWhenNotConnected(LaneHarness stage) {
        stage.install(new FixedSnapshot(ConnectionManager.class, ConnectionSnapshot.IDLE),
                new CallManagerFactory(stage.sip(), stage.media(), stage.foundation(HttpRequests.class)));

        assertThat(stage.failure(Scene.call(stage).startCall(CallParameters.to("1000"))))
                .isInstanceOf(CallNotPossibleException.class).hasMessageContaining("not connected");
        assertThat(stage.commands()).isEmpty();
    }

    @Scenario
    void remembersIceServersForTheCallOnly(LaneHarness stage) {
        Scene.connected(stage);
        Scene.call(stage).startCall(CallParameters.to("1000")
                .withIceServers(List.of(IceServer.of("stun:stun.example.org"))));
        stage.settle();

        assertThat(stage.command(Open.class).settings().iceServers())
                .extracting(server -> server.urls().get(0)).containsExactly("stun:stun.example.org");
        Scene.invited(stage);
        Scene.answered(stage);
        Scene.confirmed(stage);
        Scene.inRoom(stage, "100");
        stage.forget();
        RecvScene.spectator(stage, "5");
        assertThat(stage.command(Open.class).settings().iceServers())
                .extracting(server -> server.urls().get(0)).containsExactly("stun:stun.example.org");

        stage.post(new SipEvent.DialogEnded(Scene.UA, Scene.dialog(stage), SipFailure.local(SipCause.TERMINATED)));
        stage.forget();
        Scene.call(stage).startCall(CallParameters.to("1000"));
        stage.settle();
        assertThat(stage.command(Open.class).settings().iceServers()).isEmpty();
    }

    private static boolean order(LaneHarness stage, Class<? extends Command> first, Class<? extends Command> second) {
        List<Class<? extends Command>> given = stage.commandTypes();
        return given.contains(first) && given.contains(second) && given.indexOf(first) < given.indexOf(second);
    }

    private static List<String> lines(LaneHarness stage) {
        return stage.commands(AddTransceiver.class).stream().map(AddTransceiver::transceiver)
                .map(line -> line.name() + ' ' + line.direction()).toList();
    }

    private static List<Header> inviteHeaders(LaneHarness stage) {
        return stage.command(Invite.class).headers();
    }
}
