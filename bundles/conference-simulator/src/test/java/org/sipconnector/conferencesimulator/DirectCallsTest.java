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
import org.sipconnector.api.sip.OutgoingRequest;
import org.sipconnector.api.sip.SipCause;
import org.sipconnector.api.sip.SipEvent;
import org.sipconnector.api.sip.SipFailure;

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
        FakeFoundations.Command invite = bench.foundations.last("invite");
        assertThat(invite.argument(0)).isEqualTo(Bench.client("bob"));
        assertThat(invite.argument(2)).isEqualTo("sip:bob@example.test");
        assertThat(invite.argument(3)).isEqualTo(Bench.OFFER);
        assertThat(invite.argument(4)).asList().contains(new Header("From", "<sip:alice@example.test>"));
        assertThat(bench.simulator.snapshot().directCalls()).isOne();
    }

    @Test
    void passesRingingAndAnswerBackAndSaysNothingItself() {
        bench.simulator.accept(new SipEvent.DialogProgress(Bench.client("bob"), ONWARD, 180, "Ringing",
                Optional.empty(), List.of()));
        bobAnswers();
        assertThat(bench.foundations.last("ring").argument(0)).isEqualTo(Bench.dialog("alice"));
        assertThat(bench.foundations.last("accept").argument(1)).isEqualTo("bob's sdp");
        bench.confirms("alice");
        assertThat(bench.heard("alice")).isEmpty();
    }

    @Test
    void passesRequestsBothWaysWithTheirAnswers() {
        bobAnswers();
        bench.foundations.clientAnswers = 200;
        assertThat(bench.says("alice", "application/vinteo.webrtc.roomname", "", "x-webrtc-enter-room: p2paliceto2"))
                .isEqualTo("200 OK");
        OutgoingRequest passed = (OutgoingRequest) bench.foundations.last("requestInDialog").argument(1);
        assertThat(bench.foundations.last("requestInDialog").argument(0)).isEqualTo(ONWARD);
        assertThat(passed.headers()).containsExactly(new Header("x-webrtc-enter-room", "p2paliceto2"));
    }

    @Test
    void passesAReinviteAndItsAnswer() {
        bobAnswers();
        bench.reinvites("alice", Bench.WITH_PRESENTATION);
        assertThat(bench.foundations.last("reinvite").argument(1)).isEqualTo(Bench.WITH_PRESENTATION);
        bench.simulator.accept(new SipEvent.ReinviteAnswered(Bench.client("bob"), ONWARD, Optional.of("again")));
        assertThat(bench.foundations.last("answerReinvite").argument(0)).isEqualTo(Bench.dialog("alice"));
        assertThat(bench.foundations.last("answerReinvite").argument(1)).isEqualTo("again");
    }

    @Test
    void passesAReinviteWithoutAnOfferAndTheAnswerOfItsAck() {
        bobAnswers();
        bench.asksForAnOffer("alice");
        assertThat(bench.foundations.last("reinvite").arguments().subList(0, 2)).isEqualTo(List.of(ONWARD, ""));
        bobReanswers();
        assertThat(bench.foundations.last("answerReinvite").arguments()).isEqualTo(List.of(Bench.dialog("alice"), "again"));
        bench.answersReinvite("alice");
        assertThat(bench.foundations.last("acknowledge").arguments()).isEqualTo(List.of(ONWARD, "an answer"));
    }

    @Test
    void anOfferForACallerWhoseConnectionIsLostIsAcknowledgedAndKeepsNoOthersWaiting() {
        bobAnswers();
        bench.asksForAnOffer("alice");
        bench.losesItsReinvite("alice");
        bobReanswers();
        assertThat(bench.foundations.commands("answerReinvite")).isEmpty();
        assertThat(bench.foundations.last("acknowledge").arguments()).isEqualTo(List.of(ONWARD, ""));

        bench.asksForAnOffer("alice");
        bobReanswers();
        assertThat(bench.foundations.commands("answerReinvite")).hasSize(1);
        assertThat(bench.foundations.commands("refuseReinvite")).isEmpty();
    }

    @Test
    void anOfferThatTheCalledRefusesToMakeKeepsNoOthersWaiting() {
        bobAnswers();
        bench.asksForAnOffer("alice");
        bench.simulator.accept(new SipEvent.ReinviteFailed(Bench.client("bob"), ONWARD, SipFailure.response(488, "Not Here", List.of())));
        assertThat(bench.foundations.last("refuseReinvite").argument(1)).isEqualTo(488);

        bench.asksForAnOffer("alice");
        bobReanswers();
        assertThat(bench.foundations.last("answerReinvite").argument(1)).isEqualTo("again");
    }

    private void bobReanswers() {
        bench.simulator.accept(new SipEvent.ReinviteAnswered(Bench.client("bob"), ONWARD, Optional.of("again")));
    }

    @Test
    void passesARefusalBack() {
        bench.simulator.accept(new SipEvent.DialogFailed(Bench.client("bob"), ONWARD,
                SipFailure.response(486, "Busy Here", List.of())));
        assertThat(bench.foundations.last("reject").argument(1)).isEqualTo(486);
        assertThat(bench.simulator.snapshot().directCalls()).isZero();
    }

    @Test
    void passesACancelAndAHangUp() {
        bench.simulator.accept(new SipEvent.DialogFailed(Bench.client("alice"), Bench.dialog("alice"),
                SipFailure.local(SipCause.CANCELED)));
        assertThat(bench.foundations.last("terminate").arguments().subList(0, 2))
                .isEqualTo(List.of(ONWARD, SipCause.CANCELED));

        bench.invites("alice", "bob", Optional.of(Bench.OFFER));
        bench.hangsUp("alice");
        assertThat(bench.foundations.last("terminate").argument(1)).isEqualTo(SipCause.TERMINATED);
        assertThat(bench.simulator.snapshot().directCalls()).isZero();
    }

    @Test
    void callingOnesOwnNumberIsARoom() {
        bench.invites("bob", "bob", Optional.of(Bench.OFFER));
        assertThat(bench.participant("bob").room()).isEqualTo("bob");
    }
}
