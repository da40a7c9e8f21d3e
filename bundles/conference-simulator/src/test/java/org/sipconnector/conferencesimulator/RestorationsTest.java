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
import org.sipconnector.api.media.PeerId;
import org.sipconnector.api.sip.SipCause;
import org.sipconnector.spi.media.MediaEvent;
import org.sipconnector.spi.media.PeerConnectionState;
import org.sipconnector.spi.media.PeerState;
import org.sipconnector.testkit.RecordedMedia.CreateOffer;
import org.sipconnector.testkit.RecordedMedia.Open;
import org.sipconnector.testkit.RecordedMedia.Reopen;
import org.sipconnector.testkit.RecordedMedia.SetRemote;
import org.sipconnector.testkit.RecordedSip.Acknowledge;
import org.sipconnector.testkit.RecordedSip.AnswerReinvite;
import org.sipconnector.testkit.RecordedSip.RefuseReinvite;
import org.sipconnector.testkit.RecordedSip.Reinvite;
import org.sipconnector.testkit.RecordedSip.Terminate;

/** The simulator's media engine dies or is replaced. */
class RestorationsTest {

    private static final PeerConnectionState BLUEPRINT = new PeerConnectionState(List.of(), "v=0\r\n");

    private final Bench bench = new Bench();
    private PeerId peer;

    @BeforeEach
    void aCall() {
        bench.calls("alice", "room");
        peer = bench.foundations.last(Open.class).peer();
        bench.foundations.commands.clear();
    }

    @Test
    void theConnectionIsMadeAgainAndTheClientsOfferAwaited() {
        lost(Optional.of(BLUEPRINT));
        assertThat(bench.foundations.last(Reopen.class)).extracting(Reopen::peer, Reopen::blueprint).containsExactly(peer, BLUEPRINT);
        bench.reinvites("alice", Bench.OFFER);
        bench.simulator.accept(new MediaEvent.PeerStateChanged(peer, PeerState.CONNECTED));
        bench.executor.pass(Duration.ofMinutes(1));

        assertThat(bench.foundations.commands(AnswerReinvite.class)).hasSize(1);
        assertThat(bench.foundations.commands(Reinvite.class)).isEmpty();
        assertThat(bench.foundations.commands(Terminate.class)).isEmpty();
    }

    @Test
    void aClientThatDoesNotOfferIsOfferedBeforeItsUserMissesThePicture() {
        lost(Optional.of(BLUEPRINT));
        bench.executor.pass(Duration.ofMillis(300));
        assertThat(bench.foundations.commands(Reinvite.class)).hasSize(1);
        bench.answersReinvite("alice");
        bench.simulator.accept(new MediaEvent.PeerStateChanged(peer, PeerState.CONNECTED));
        bench.executor.pass(Duration.ofMinutes(1));

        assertThat(bench.foundations.commands(Reinvite.class)).hasSize(1);
        assertThat(bench.foundations.commands(Acknowledge.class)).hasSize(1);
        assertThat(bench.foundations.commands(Terminate.class)).isEmpty();
    }

    @Test
    void aClientThatTakesNoOfferIsGivenUp() {
        lost(Optional.of(BLUEPRINT));
        for (int i = 0; i < 6; i++) {
            assertThat(bench.foundations.commands(Terminate.class)).isEmpty();
            bench.executor.pass(Duration.ofSeconds(4));
            bench.answersReinvite("alice");
        }

        assertThat(bench.foundations.commands(Reinvite.class)).hasSize(5);
        assertThat(bench.foundations.last(Terminate.class).cause()).isEqualTo(SipCause.RTP_TIMEOUT);
    }

    @Test
    void anOfferThatWasBeingAnsweredIsPutOff() {
        bench.foundations.mediaAnswers = false;
        bench.reinvites("alice", Bench.OFFER);
        lost(Optional.of(BLUEPRINT));

        assertThat(bench.foundations.last(RefuseReinvite.class).status()).isEqualTo(491);
    }

    @Test
    void anOfferThatComesWhileOursIsBeingMadeIsPutOffAndOursGoesOut() {
        bench.foundations.mediaAnswers = false;
        lost(Optional.of(BLUEPRINT));
        bench.executor.pass(Duration.ofMillis(300));
        bench.reinvites("alice", Bench.OFFER);
        assertThat(bench.foundations.last(RefuseReinvite.class).status()).isEqualTo(491);
        assertThat(bench.foundations.commands(SetRemote.class)).isEmpty();

        bench.executor.pass(Duration.ofSeconds(9));
        assertThat(bench.foundations.commands(CreateOffer.class)).hasSize(1);
    }

    @Test
    void anotherLossIsOfferedInItsOwnTimeAndTheFormerNoMore() {
        lost(Optional.of(BLUEPRINT));
        bench.executor.pass(Duration.ofSeconds(2));
        bench.answersReinvite("alice");
        lost(Optional.of(BLUEPRINT));
        bench.executor.pass(Duration.ofMillis(2_100));

        assertThat(bench.foundations.commands(Reinvite.class)).as("each loss's first offer").hasSize(2);
    }

    @Test
    void anAnswerThatNobodyWaitsForIsAcknowledged() {
        bench.answersReinvite("alice");

        assertThat(bench.foundations.commands(Acknowledge.class)).hasSize(1);
    }

    @Test
    void whatCannotBeMadeAgainEndsTheCall() {
        lost(Optional.empty());

        assertThat(bench.foundations.commands(Reopen.class)).isEmpty();
        assertThat(bench.foundations.last(Terminate.class).cause()).isEqualTo(SipCause.RTP_TIMEOUT);
    }

    private void lost(Optional<PeerConnectionState> blueprint) {
        bench.simulator.accept(new MediaEvent.MediaEngineLost(peer, "crashed", blueprint));
    }
}
