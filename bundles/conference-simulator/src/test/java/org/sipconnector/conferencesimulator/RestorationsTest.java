/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.conferencesimulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sipconnector.api.media.MediaEvent;
import org.sipconnector.api.media.PeerConnectionState;
import org.sipconnector.api.media.PeerId;
import org.sipconnector.api.media.PeerState;
import org.sipconnector.api.sip.SipCause;

/** The simulator's media engine dies or is replaced. */
class RestorationsTest {

    private static final PeerConnectionState BLUEPRINT = new PeerConnectionState(List.of(), "v=0\r\n");

    private final Bench bench = new Bench();
    private PeerId peer;

    @BeforeEach
    void aCall() {
        bench.calls("alice", "room");
        peer = (PeerId) bench.foundations.last("open").argument(1);
        bench.foundations.commands.clear();
    }

    @Test
    void theConnectionIsMadeAgainAndTheClientsOfferAwaited() {
        lost(Optional.of(BLUEPRINT));
        assertThat(bench.foundations.last("reopen").arguments()).contains(peer, BLUEPRINT);
        bench.reinvites("alice", Bench.OFFER);
        bench.simulator.accept(new MediaEvent.PeerStateChanged(peer, PeerState.CONNECTED));
        bench.desk.pass(Duration.ofMinutes(1));

        assertThat(bench.foundations.commands("answerReinvite")).hasSize(1);
        assertThat(bench.foundations.commands("reinvite")).isEmpty();
        assertThat(bench.foundations.commands("terminate")).isEmpty();
    }

    @Test
    void aClientThatDoesNotOfferIsOfferedBeforeItsUserMissesThePicture() {
        lost(Optional.of(BLUEPRINT));
        bench.desk.pass(Duration.ofMillis(300));
        assertThat(bench.foundations.commands("reinvite")).hasSize(1);
        bench.answersReinvite("alice");
        bench.simulator.accept(new MediaEvent.PeerStateChanged(peer, PeerState.CONNECTED));
        bench.desk.pass(Duration.ofMinutes(1));

        assertThat(bench.foundations.commands("reinvite")).hasSize(1);
        assertThat(bench.foundations.commands("acknowledge")).hasSize(1);
        assertThat(bench.foundations.commands("terminate")).isEmpty();
    }

    @Test
    void aClientThatTakesNoOfferIsGivenUp() {
        lost(Optional.of(BLUEPRINT));
        for (int i = 0; i < 6; i++) {
            assertThat(bench.foundations.commands("terminate")).isEmpty();
            bench.desk.pass(Duration.ofSeconds(4));
            bench.answersReinvite("alice");
        }

        assertThat(bench.foundations.commands("reinvite")).hasSize(5);
        assertThat(bench.foundations.last("terminate").arguments()).contains(SipCause.RTP_TIMEOUT);
    }

    @Test
    void anOfferThatWasBeingAnsweredIsPutOff() {
        bench.foundations.mediaAnswers = false;
        bench.reinvites("alice", Bench.OFFER);
        lost(Optional.of(BLUEPRINT));

        assertThat(bench.foundations.last("refuseReinvite").argument(1)).isEqualTo(491);
    }

    @Test
    void anOfferThatComesWhileOursIsBeingMadeIsPutOffAndOursGoesOut() {
        bench.foundations.mediaAnswers = false;
        lost(Optional.of(BLUEPRINT));
        bench.desk.pass(Duration.ofMillis(300));
        bench.reinvites("alice", Bench.OFFER);
        assertThat(bench.foundations.last("refuseReinvite").argument(1)).isEqualTo(491);
        assertThat(bench.foundations.commands("setRemote")).isEmpty();

        bench.desk.pass(Duration.ofSeconds(9));
        assertThat(bench.foundations.commands("createOffer")).hasSize(1);
    }

    @Test
    void anotherLossIsOfferedInItsOwnTimeAndTheFormerNoMore() {
        lost(Optional.of(BLUEPRINT));
        bench.desk.pass(Duration.ofSeconds(2));
        bench.answersReinvite("alice");
        lost(Optional.of(BLUEPRINT));
        bench.desk.pass(Duration.ofMillis(2_100));

        assertThat(bench.foundations.commands("reinvite")).as("each loss's first offer").hasSize(2);
    }

    @Test
    void anAnswerThatNobodyWaitsForIsAcknowledged() {
        bench.answersReinvite("alice");

        assertThat(bench.foundations.commands("acknowledge")).hasSize(1);
    }

    @Test
    void whatCannotBeMadeAgainEndsTheCall() {
        lost(Optional.empty());

        assertThat(bench.foundations.commands("reopen")).isEmpty();
        assertThat(bench.foundations.last("terminate").arguments()).contains(SipCause.RTP_TIMEOUT);
    }

    private void lost(Optional<PeerConnectionState> blueprint) {
        bench.simulator.accept(new MediaEvent.MediaEngineLost(peer, "crashed", blueprint));
    }
}
