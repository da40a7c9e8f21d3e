/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.test.calls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sipconnector.test.calls.LiveConnector.failed;
import static org.sipconnector.test.calls.LiveConnector.got;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.sipconnector.api.call.CallEvent;
import org.sipconnector.api.call.CallFailedException;
import org.sipconnector.api.call.CallParameters;
import org.sipconnector.api.call.CallRole;
import org.sipconnector.api.call.CallState;
import org.sipconnector.api.call.RecvQuality;
import org.sipconnector.api.call.RenegotiationOptions;
import org.sipconnector.api.call.ReplaceOptions;
import org.sipconnector.api.conferencestate.ConferenceState;
import org.sipconnector.api.media.LocalStream;
import org.sipconnector.api.media.LocalTrack;
import org.sipconnector.api.media.MediaKind;
import org.sipconnector.api.media.PeerId;
import org.sipconnector.api.presentation.PresentationState;
import org.sipconnector.api.serverapi.MediaState;
import org.sipconnector.api.sip.Originator;
import org.sipconnector.api.sip.SipCause;
import org.sipconnector.simulator.Drop;
import org.sipconnector.simulator.Fault;
import org.sipconnector.simulator.ServerCommand;
import org.sipconnector.testkit.Await;

/** The call side against the conference simulator, with real signalling and real media. */
@Timeout(600)
class CallsTest extends LiveRoom {

    private static final LocalTrack SCREEN = new LocalTrack("screen", MediaKind.VIDEO, "pattern:480x270@10");

    @Test
    void aCallHasSoundAndPictureAndIsInItsRoom() {
        try (LiveConnector alice = connector("alice")) {
            PeerId peer = alice.inCall("100");
            Await.until("picture and sound come", () -> flow(peer).framesReceived() > 5 && flow(peer).audioReceived() > 20);
            Await.until("the token has come", () -> alice.conference().state() == ConferenceState.IN_ROOM);
            assertThat(alice.conference().room()).contains("100");
            assertThat(alice.calling().media().remoteStreams().main()).isPresent();
            assertThat(got(alice.call().localPorts())).isNotEmpty();
        }
    }

    @Test
    void theTokenMayComeLateOrInUpperCase() {
        room.simulator.fail(new Fault.UpperCaseToken(), 1);
        try (LiveConnector alice = connector("alice")) {
            alice.inCall("hall");
            Await.until("the token has come", () -> alice.conference().state() == ConferenceState.IN_ROOM);
            got(room.simulator.move("alice", "purgatory"));
            Await.until("alice waits", () -> alice.conference().state() == ConferenceState.PURGATORY);
            got(room.simulator.moveWithBearer("alice", "200"));
            Await.until("alice is admitted", () -> alice.conference().state() == ConferenceState.IN_ROOM);
            assertThat(alice.conference().room()).contains("200");
        }
    }

    @Test
    void theRoomMayBeToldBeforeTheAnswer() {
        room.simulator.fail(new Fault.EarlyRoom(), 1);
        try (LiveConnector alice = connector("alice")) {
            alice.inCall("100");
            Await.until("alice is in the room", () -> alice.conference().state() == ConferenceState.IN_ROOM);
        }
    }

    @Test
    void aTokenMayComeBeforeItsRoomOrAfterIt() {
        try (LiveConnector alice = connector("alice")) {
            alice.inCall("100");
            Await.until("the token has come", () -> alice.conference().state() == ConferenceState.IN_ROOM);
            for (String room : List.of("200", "300")) {
                ServerCommand token = new ServerCommand.Notification("{\"cmd\":\"ConferenceParticipantTokenIssued\","
                        + "\"body\":{\"conference\":\"" + room + "\",\"participant\":\"SIP/alice\",\"jwt\":\"a.b.c\"}}");
                ServerCommand enter = new ServerCommand.EnterRoom(room, "alice", Optional.empty(), Optional.empty());
                for (ServerCommand command : room.equals("200") ? List.of(token, enter) : List.of(enter, token)) {
                    got(LiveRoom.room.simulator.tell("alice", command));
                }
                Await.until("alice is admitted to " + room, () -> alice.conference().state() == ConferenceState.IN_ROOM
                        && alice.conference().room().equals(Optional.of(room)));
            }
        }
    }

    @Test
    void aRefusedInviteFailsWithItsCause() {
        room.simulator.fail(new Fault.RefuseInvite(403), 1);
        try (LiveConnector alice = connector("alice")) {
            assertThat(failed(alice.call().startCall(CallParameters.to("100")))).isInstanceOfSatisfying(
                    CallFailedException.class, error -> assertThat(error.failure().cause()).isEqualTo(SipCause.REJECTED));
            assertThat(alice.calling().state()).isEqualTo(CallState.IDLE);
        }
    }

    @Test
    void anAnswerNobodyCanUseEndsTheCall() {
        for (Fault fault : new Fault[] {new Fault.NoSdp(), new Fault.UselessSdp()}) {
            room.simulator.fail(fault, 1);
            try (LiveConnector alice = connector("alice")) {
                assertThat(failed(alice.call().startCall(CallParameters.to("100")))).isInstanceOfSatisfying(
                        CallFailedException.class,
                        error -> assertThat(error.failure().cause()).isEqualTo(SipCause.BAD_MEDIA_DESCRIPTION));
            }
        }
    }

    @Test
    void aCallThatIsNotAnsweredCanBeGivenUp() {
        room.simulator.fail(new Fault.NoAnswer(), 1);
        try (LiveConnector alice = connector("alice")) {
            CompletionStage<PeerId> calling = alice.call().startCall(CallParameters.to("100"));
            alice.ears.await(CallEvent.Sending.class);
            got(alice.call().endCall());
            assertThat(CallFailedException.isCanceled(failed(calling))).isTrue();
        }
    }

    @Test
    void theServersByeEndsTheCall() {
        try (LiveConnector alice = connector("alice")) {
            alice.inCall("100");
            room.simulator.drop("alice", Drop.BYE);
            alice.ears.await(CallEvent.EndedFromServer.class);
            Await.until("alice is idle", () -> alice.calling().state() == CallState.IDLE);
        }
    }

    @Test
    void aPresentationReachesAnotherConnectorInTheRoomAndStops() {
        try (LiveConnector alice = connector("alice"); LiveConnector bob = connector("bob")) {
            alice.inCall("100");
            PeerId bobs = bob.inCall("100");
            got(alice.presentation().startPresentation(SCREEN));
            bob.ears.await(CallEvent.Reinvite.class);
            Await.until("bob sees the presentation on the line that was added",
                    () -> flow(bobs).tracks().stream().anyMatch(flow -> flow.width() == 480));
            Await.until("bob's connector shows it as one", () -> bob.calling().media().remoteStreams().contented().isPresent());
            assertThat(got(alice.presentation().stopPresentation())).contains(SCREEN);
            Await.until("bob's connector shows it no more", () -> bob.calling().media().remoteStreams().contented().isEmpty());
            got(alice.presentation().startPresentation(SCREEN));
            got(room.simulator.stopPresentation("100"));
            Await.until("the server has stopped it", () -> alice.presentation().snapshot().state() == PresentationState.IDLE);
        }
    }

    @Test
    void aPresentationTheServerRefusesFailsAndTheCallGoesOn() {
        room.simulator.fail(new Fault.AnswerInfo("sharedesktop", 603, "Decline"), 1);
        try (LiveConnector alice = connector("alice")) {
            alice.inCall("100");
            assertThat(failed(alice.presentation().startPresentation(SCREEN))).hasMessageContaining("Error decline with 603");
            assertThat(alice.calling().state()).isEqualTo(CallState.IN_CALL);
        }
    }

    @Test
    void iceIsRestartedByReinviteAndByUpdateAndMediaGoesOn() {
        try (LiveConnector alice = connector("alice")) {
            PeerId peer = alice.inCall("100");
            Await.until("picture comes", () -> flow(peer).framesReceived() > 5);
            for (RenegotiationOptions options : List.of(RenegotiationOptions.ICE_RESTART,
                    RenegotiationOptions.ICE_RESTART.usingUpdate())) {
                assertThat(got(alice.call().restartIce(options))).isTrue();
                long received = flow(peer).framesReceived();
                long atServer = framesAtServer();
                Await.until("picture goes on both ways", () -> flow(peer).framesReceived() > received + 10 && framesAtServer() > atServer + 10);
            }
            assertThat(alice.ears.all(CallEvent.Sdp.class).stream().filter(sdp -> sdp.originator() == Originator.LOCAL)
                    .map(sdp -> sdp.sdp().lines().filter(line -> line.startsWith("a=ice-ufrag:")).findFirst().orElseThrow())
                    .distinct()).as("credentials of the call and of both restarts").hasSize(3);
        }
    }

    private static long framesAtServer() {
        return room.simulator.flow("alice").orElseThrow().framesReceived();
    }

    @Test
    void aSpectatorReceivesOverHttpsAndComesBack() {
        try (LiveConnector alice = connector("alice")) {
            PeerId main = alice.inCall("100");
            Await.until("the token has come", () -> alice.conference().state() == ConferenceState.IN_ROOM);
            got(room.simulator.tell("alice", new ServerCommand.ToSpectators(Optional.of("5"), OptionalInt.of(1))));
            alice.ears.await(CallEvent.RecvSessionStarted.class);
            PeerId recv = alice.calling().activePeer().orElseThrow();
            assertThat(recv).isNotEqualTo(main);
            Await.until("picture and sound come", () -> flow(recv).framesReceived() > 5 && flow(recv).audioReceived() > 20);
            assertThat(alice.calling().media().remoteStreams().main().orElseThrow().participant()).isEqualTo("default");
            assertThat(got(alice.call().applyQuality(RecvQuality.LOW)).applied()).isTrue();
            assertThat(participant().connections().quality()).contains("low");
            assertThat(got(alice.call().setRecvQuality(RecvQuality.MEDIUM))).isTrue();
            assertThat(participant().connections().quality()).contains("medium");
            got(room.simulator.tell("alice", new ServerCommand.ToParticipants()));
            Await.until("alice is back", () -> alice.calling().role().equals(CallRole.PARTICIPANT)
                    && alice.calling().recvSession().isEmpty());
            long frames = flow(main).framesReceived();
            Await.until("the main leg goes on", () -> flow(main).framesReceived() > frames);
        }
    }

    @Test
    void aSpectatorsOfferIsTriedAgain() {
        room.simulator.fail(new Fault.HttpStatus(500), 2);
        try (LiveConnector alice = connector("alice")) {
            alice.inCall("100");
            got(room.simulator.tell("alice", new ServerCommand.ToSpectators(Optional.of("5"), OptionalInt.empty())));
            alice.ears.await(CallEvent.RecvSessionStarted.class);
            assertThat(alice.calling().state()).isEqualTo(CallState.IN_CALL);
        }
    }

    @Test
    void tonesAndMediaStateReachTheServer() {
        try (LiveConnector alice = connector("alice")) {
            alice.inCall("100");
            got(alice.server().sendMediaState(new MediaState(false, true)));
            assertThat(participant().reports().mediaState()).contains(new MediaState(false, true));
            got(alice.server().sendDtmf("1#"));
            Await.until("the tones have come", () -> participant().reports().tones().equals("1#"));
        }
    }

    @Test
    void anotherStreamIsSentInsteadAndALineIsAdded() {
        try (LiveConnector alice = connector("alice")) {
            got(alice.call().startCall(CallParameters.to("100")
                    .withStream(LocalStream.of("first", Optional.of("tone:440"), Optional.empty()))));
            assertThat(got(alice.call().replaceMediaStream(
                    LocalStream.of("second", Optional.of("tone:880"), Optional.of("pattern:320x180@10")), ReplaceOptions.STANDARD)))
                    .isTrue();
            String id = participant().id();
            Await.until("the server sees the picture", () -> room.simulator.flow(id).filter(flow -> flow.framesReceived() > 5).isPresent());
        }
    }
}
