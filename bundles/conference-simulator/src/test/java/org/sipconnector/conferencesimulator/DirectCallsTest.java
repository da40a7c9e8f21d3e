/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.conferencesimulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sipconnector.api.sip.DialogId;
import org.sipconnector.api.sip.Header;
import org.sipconnector.api.sip.SipCause;
import org.sipconnector.api.sip.SipFailure;
import org.sipconnector.spi.sip.OutgoingRequest;
import org.sipconnector.spi.sip.SipEvent;
import org.sipconnector.testkit.RecordedSip.Accept;
import org.sipconnector.testkit.RecordedSip.Acknowledge;
import org.sipconnector.testkit.RecordedSip.AnswerReinvite;
import org.sipconnector.testkit.RecordedSip.Invite;
import org.sipconnector.testkit.RecordedSip.RefuseReinvite;
import org.sipconnector.testkit.RecordedSip.Reinvite;
import org.sipconnector.testkit.RecordedSip.Reject;
import org.sipconnector.testkit.RecordedSip.RequestInDialog;
import org.sipconnector.testkit.RecordedSip.Ring;
import org.sipconnector.testkit.RecordedSip.Terminate;

class DirectCallsTest {

    private static final DialogId ONWARD = new DialogId("simulator-direct-1");

    private final Bench bench = new Bench();

    @BeforeEach
    void aliceCallsBob() {
        bench.registers("alice");
        bench.registers("bob");
        bench.invites("alice", "bob", Optional.of(Bench.OFFER));
    }

    private void bobAnswers() {
        bench.simulator.accept(new SipEvent.DialogAnswered(Bench.client("bob"), ONWARD, Optional.of("bob's sdp"),
                List.of()));
    }

    @Test
    void passesTheInviteOnInTheCallersName() {
        Invite invite = bench.foundations.last(Invite.class);
        assertThat(invite.userAgent()).isEqualTo(Bench.client("bob"));
        assertThat(invite.target()).isEqualTo("sip:bob@example.test");
        assertThat(invite.offer()).isEqualTo(Bench.OFFER);
        assertThat(invite.headers()).contains(new Header("From", "<sip:alice@example.test>"));
        assertThat(bench.simulator.snapshot().directCalls()).isOne();
    }

    @Test
    void passesRingingAndAnswerBackAndSaysNothingItself() {
        bench.simulator.accept(new SipEvent.DialogProgress(Bench.client("bob"), ONWARD, 180, "Ringing",
                Optional.empty(), List.of()));
        bobAnswers();
        assertThat(bench.foundations.last(Ring.class).dialog()).isEqualTo(Bench.dialog("alice"));
        assertThat(bench.foundations.last(Accept.class).answer()).isEqualTo("bob's sdp");
        bench.confirms("alice");
        assertThat(bench.heard("alice")).isEmpty();
    }

    @Test
    void passesRequestsBothWaysWithTheirAnswers() {
        bobAnswers();
        bench.foundations.clientAnswers = 200;
        assertThat(bench.says("alice", "application/vinteo.webrtc.roomname", "", "x-webrtc-enter-room: p2paliceto2"))
                .isEqualTo("200 OK");
        OutgoingRequest passed = bench.foundations.last(RequestInDialog.class).request();
        assertThat(bench.foundations.last(RequestInDialog.class).dialog()).isEqualTo(ONWARD);
        assertThat(passed.headers()).containsExactly(new Header("x-webrtc-enter-room", "p2paliceto2"));
    }

    @Test
    void passesAReinviteAndItsAnswer() {
        bobAnswers();
        bench.reinvites("alice", Bench.WITH_PRESENTATION);
        assertThat(bench.foundations.last(Reinvite.class).offer()).isEqualTo(Bench.WITH_PRESENTATION);
        bench.simulator.accept(new SipEvent.ReinviteAnswered(Bench.client("bob"), ONWARD, Optional.of("again")));
        assertThat(bench.foundations.last(AnswerReinvite.class).dialog()).isEqualTo(Bench.dialog("alice"));
        assertThat(bench.foundations.last(AnswerReinvite.class).answer()).isEqualTo("again");
    }

    @Test
    void passesAReinviteWithoutAnOfferAndTheAnswerOfItsAck() {
        bobAnswers();
        bench.asksForAnOffer("alice");
        assertThat(bench.foundations.last(Reinvite.class)).extracting(Reinvite::dialog, Reinvite::offer).containsExactly(ONWARD, "");
        bobReanswers();
        assertThat(bench.foundations.last(AnswerReinvite.class)).extracting(AnswerReinvite::dialog, AnswerReinvite::answer)
                .containsExactly(Bench.dialog("alice"), "again");
        bench.answersReinvite("alice");
        assertThat(bench.foundations.last(Acknowledge.class)).extracting(Acknowledge::dialog, Acknowledge::answer).containsExactly(ONWARD,
                "an answer");
    }

    @Test
    void anOfferForACallerWhoseConnectionIsLostIsAcknowledgedAndKeepsNoOthersWaiting() {
        bobAnswers();
        bench.asksForAnOffer("alice");
        bench.losesItsReinvite("alice");
        bobReanswers();
        assertThat(bench.foundations.commands(AnswerReinvite.class)).isEmpty();
        assertThat(bench.foundations.last(Acknowledge.class)).extracting(Acknowledge::dialog, Acknowledge::answer).containsExactly(ONWARD, "");

        bench.asksForAnOffer("alice");
        bobReanswers();
        assertThat(bench.foundations.commands(AnswerReinvite.class)).hasSize(1);
        assertThat(bench.foundations.commands(RefuseReinvite.class)).isEmpty();
    }

    @Test
    void anOfferThatTheCalledRefusesToMakeKeepsNoOthersWaiting() {
        bobAnswers();
        bench.asksForAnOffer("alice");
        bench.simulator.accept(new SipEvent.ReinviteFailed(Bench.client("bob"), ONWARD, SipFailure.response(488, "Not Here", List.of())));
        assertThat(bench.foundations.last(RefuseReinvite.class).status()).isEqualTo(488);

        bench.asksForAnOffer("alice");
        bobReanswers();
        assertThat(bench.foundations.last(AnswerReinvite.class).answer()).isEqualTo("again");
    }

    private void bobReanswers() {
        bench.simulator.accept(new SipEvent.ReinviteAnswered(Bench.client("bob"), ONWARD, Optional.of("again")));
    }

    @Test
    void passesARefusalBack() {
        bench.simulator.accept(new SipEvent.DialogFailed(Bench.client("bob"), ONWARD,
                SipFailure.response(486, "Busy Here", List.of())));
        assertThat(bench.foundations.last(Reject.class).status()).isEqualTo(486);
        assertThat(bench.simulator.snapshot().directCalls()).isZero();
    }

    @Test
    void passesACancelAndAHangUp() {
        bench.simulator.accept(new SipEvent.DialogFailed(Bench.client("alice"), Bench.dialog("alice"),
                SipFailure.local(SipCause.CANCELED)));
        assertThat(bench.foundations.last(Terminate.class)).extracting(Terminate::dialog, Terminate::cause).containsExactly(ONWARD,
                SipCause.CANCELED);

        bench.invites("alice", "bob", Optional.of(Bench.OFFER));
        bench.hangsUp("alice");
        assertThat(bench.foundations.last(Terminate.class).cause()).isEqualTo(SipCause.TERMINATED);
        assertThat(bench.simulator.snapshot().directCalls()).isZero();
    }

    @Test
    void callingOnesOwnNumberIsARoom() {
        bench.invites("bob", "bob", Optional.of(Bench.OFFER));
        assertThat(bench.participant("bob").room()).isEqualTo("bob");
    }
}
