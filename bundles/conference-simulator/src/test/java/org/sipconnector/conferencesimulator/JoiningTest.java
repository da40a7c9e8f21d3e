/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.conferencesimulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.sipconnector.api.media.PeerId;
import org.sipconnector.api.media.SdpType;
import org.sipconnector.api.sip.DialogId;
import org.sipconnector.simulator.Fault;
import org.sipconnector.simulator.ParticipantRole;
import org.sipconnector.spi.media.MediaEvent;
import org.sipconnector.spi.media.MediaHealth;
import org.sipconnector.spi.media.PeerState;
import org.sipconnector.spi.media.TransceiverSettings;
import org.sipconnector.spi.sip.SipEvent.DialogAnswered;
import org.sipconnector.testkit.RecordedMedia.Close;
import org.sipconnector.testkit.RecordedMedia.CreateOffer;
import org.sipconnector.testkit.RecordedMedia.Open;
import org.sipconnector.testkit.RecordedMedia.Rollback;
import org.sipconnector.testkit.RecordedMedia.SetRemote;
import org.sipconnector.testkit.RecordedSip.Accept;
import org.sipconnector.testkit.RecordedSip.Acknowledge;
import org.sipconnector.testkit.RecordedSip.AnswerReinvite;
import org.sipconnector.testkit.RecordedSip.Invite;
import org.sipconnector.testkit.RecordedSip.RefuseReinvite;
import org.sipconnector.testkit.RecordedSip.Reject;
import org.sipconnector.testkit.RecordedSip.Request;
import org.sipconnector.testkit.RecordedSip.Terminate;

class JoiningTest {

    private final Bench bench = new Bench();

    @Test
    void tellsRoomTokenAndLicenceAfterTheAck() {
        bench.invites("alice", "Room1", Optional.of(Bench.OFFER));
        assertThat(bench.heard("alice")).isEmpty();
        bench.confirms("alice");

        List<String> heard = bench.heard("alice");
        assertThat(heard).hasSize(4);
        assertThat(heard.get(0)).isEqualTo("roomname [room1, alice]");
        assertThat(heard.get(1)).startsWith("notify [{\"cmd\":\"ConferenceParticipantTokenIssued\"")
                .contains("\"conference\":\"room1\"", "\"participant\":\"SIP/alice\"", "\"jwt\":\"");
        assertThat(heard.get(2)).isEqualTo("uselic [AUDIOPLUSPRESENTATION]");
        assertThat(heard.get(3)).isEqualTo("sharedesktop [CONTENTEND]");
        assertThat(bench.simulator.snapshot().room("room1").orElseThrow().participants()).containsExactly("p1");
    }

    @Test
    void notifiesARegisteredClientOutsideItsCall() {
        bench.registers("alice");
        bench.calls("alice", "room");

        assertThat(bench.heard("alice")).noneMatch(said -> said.startsWith("notify"));
        assertThat(bench.foundations.last(Request.class).userAgent()).isEqualTo(Bench.client("alice"));
    }

    @Test
    void answersWithMainMediaUnderOneStreamAndNoDualInItsTracks() {
        bench.calls("alice", "room");

        List<TransceiverSettings> lines = bench.foundations.last(SetRemote.class).answering();
        assertThat(lines).extracting(TransceiverSettings::name).containsExactly("main-audio", "main-video", "dual");
        assertThat(lines.get(0).streams()).isEqualTo(lines.get(1).streams());
        assertThat(lines.get(2).streams()).isNotEqualTo(lines.get(1).streams());
        assertThat(lines).extracting(line -> line.track().orElseThrow().id().contains("dual"))
                .containsExactly(false, false, true);
        assertThat(bench.foundations.last(Accept.class).answer()).isEqualTo("answer of " + bench.foundations.last(Open.class).peer());
    }

    @Test
    void letsAPurgatoryCallWaitWithoutTokenAndAdmitsItEitherWay() {
        bench.calls("guest", "room", "X-Vinteo-Purgatory-Call: yes");
        assertThat(bench.heard("guest")).first().isEqualTo("roomname [purgatory, guest]");
        assertThat(bench.participant("guest").room()).isEqualTo("purgatory");

        assertThat(bench.simulator.move("guest", "Room")).isCompleted();
        assertThat(bench.heard("guest")).satisfiesExactly(
                said -> assertThat(said).isEqualTo("roomname [room, guest]"),
                said -> assertThat(said).startsWith("notify"),
                said -> assertThat(said).isEqualTo("sharedesktop [CONTENTEND]"));

        assertThat(bench.simulator.moveWithBearer("guest", "other")).isCompleted();
        assertThat(bench.heard("guest")).first().asString().matches("roomname \\[other, guest, .+\\..+\\..+]");
    }

    @Test
    void saysNothingOfRoomsToAPresentationCall() {
        bench.calls("alice", "room", "X-Vinteo-Presentation-Call: yes");

        assertThat(bench.heard("alice")).noneMatch(said -> said.startsWith("roomname") || said.startsWith("notify"));
        assertThat(bench.participant("alice").role()).isEqualTo(ParticipantRole.PRESENTATION);
    }

    @Test
    void acceptsAnOfferWithoutEncryptionWithoutMedia() {
        bench.invites("phone", "room", Optional.of("v=0\r\nm=audio 4000 RTP/AVP 8 0\r\na=sendrecv\r\n"));

        assertThat(bench.foundations.last(Accept.class).answer())
                .contains("m=audio 9 RTP/AVP 8\r\na=inactive\r\n");
        assertThat(bench.foundations.commands(Open.class)).isEmpty();
    }

    @Test
    void anOfferAskedForByOneWhoseConnectionIsLostIsTakenBackAndKeepsNoOthersWaiting() {
        bench.calls("alice", "room");
        bench.foundations.mediaAnswers = false;
        bench.asksForAnOffer("alice");
        CreateOffer making = bench.foundations.last(CreateOffer.class);
        bench.losesItsReinvite("alice");
        bench.reinvites("alice", Bench.OFFER);
        assertThat(bench.foundations.last(RefuseReinvite.class).status()).isEqualTo(491);

        bench.simulator.accept(new MediaEvent.LocalDescription(making.peer(), making.request(),
                SdpType.OFFER, "too late"));
        assertThat(bench.foundations.commands(AnswerReinvite.class)).isEmpty();
        assertThat(bench.foundations.commands(Rollback.class)).hasSize(1);
        bench.foundations.mediaAnswers = true;
        bench.reinvites("alice", Bench.OFFER);
        assertThat(bench.foundations.commands(AnswerReinvite.class)).hasSize(1);
    }

    @Test
    void offersItselfWhenTheInviteHasNoOffer() {
        bench.invites("alice", "room", Optional.empty());
        assertThat(bench.foundations.last(Accept.class).answer()).isEqualTo("offer of " + bench.foundations.last(Open.class).peer());
    }

    @Test
    void refusesWhatCannotBeAnswered() {
        bench.foundations.mediaWorks = false;
        bench.invites("alice", "room", Optional.of(Bench.OFFER));
        assertThat(bench.foundations.last(Reject.class).status()).isEqualTo(488);
    }

    @Test
    void refusesCallsWhileThereIsNoMediaEngine() {
        bench.foundations.health = new MediaHealth(MediaHealth.State.UNAVAILABLE, "libpulse0 is missing");
        bench.invites("alice", "room", Optional.of(Bench.OFFER));
        assertThat(bench.foundations.last(Reject.class).status()).isEqualTo(503);
    }

    @Test
    void freesEverythingWhenTheCallEnds() {
        bench.calls("alice", "room");
        bench.calls("bob", "room");
        assertThat(bench.foundations.registered).hasSize(6);

        bench.hangsUp("alice");
        bench.hangsUp("bob");
        assertThat(bench.simulator.snapshot().participants()).isEmpty();
        assertThat(bench.simulator.snapshot().rooms()).isEmpty();
        assertThat(bench.foundations.registered).isEmpty();
        assertThat(bench.foundations.commands(Close.class)).hasSize(2);
        assertThat(bench.parts.media().feeds().size()).isZero();
    }

    @Test
    void endsACallWhoseMediaFailedUnlessItComesBack() {
        bench.calls("alice", "room");
        PeerId peer = bench.foundations.last(Open.class).peer();
        bench.simulator.accept(new MediaEvent.PeerStateChanged(peer, PeerState.FAILED));
        bench.simulator.accept(new MediaEvent.PeerStateChanged(peer, PeerState.CONNECTED));
        bench.executor.pass(Duration.ofSeconds(30));
        bench.simulator.accept(new MediaEvent.PeerStateChanged(peer, PeerState.FAILED));
        bench.executor.pass(Duration.ofSeconds(30));
        assertThat(bench.foundations.commands(Terminate.class)).isEmpty();

        bench.executor.pass(Duration.ofSeconds(10));
        assertThat(bench.foundations.last(Terminate.class).reason())
                .isEqualTo(Optional.of("SIP ;cause=408; text=\"RTP Timeout\""));
    }

    @Test
    void lateTokenComesLaterAndUpperCaseTokenIsUpperCase() {
        bench.simulator.fail(new Fault.LateToken(Duration.ofSeconds(3)), 1);
        bench.simulator.fail(new Fault.UpperCaseToken(), 1);
        bench.calls("alice", "room");
        assertThat(bench.heard("alice")).noneMatch(said -> said.startsWith("notify"));

        bench.executor.pass(Duration.ofSeconds(3));
        assertThat(bench.heard("alice")).singleElement().asString().contains("\"conference\":\"ROOM\"");
    }

    @Test
    void callsARegisteredUserIntoARoom() {
        bench.registers("alice");
        var answered = bench.simulator.invite("alice", "room").toCompletableFuture();
        assertThat(bench.foundations.last(Invite.class).target()).isEqualTo("sip:alice@example.test");
        assertThat(answered).isNotDone();

        var dialog = new DialogId("simulator-p1");
        bench.simulator.accept(new DialogAnswered(Bench.client("alice"), dialog,
                Optional.of("their answer"), List.of()));
        assertThat(answered).isCompletedWithValue("p1");
        assertThat(bench.foundations.commands(Acknowledge.class)).hasSize(1);
    }

    @Test
    void givesTheEngineWhatWasOfferedAlsoWithoutABundle() {
        String offer = "v=0\r\na=fingerprint:sha-256 AA\r\nm=audio 9 X 111\r\n";
        bench.invites("phone", "room", Optional.of(offer));
        assertThat(bench.foundations.last(SetRemote.class).sdp()).isEqualTo(offer);
    }
}
