/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.conferencesimulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sipconnector.api.media.PeerId;
import org.sipconnector.api.sip.SipCause;
import org.sipconnector.simulator.Drop;
import org.sipconnector.spi.media.MediaEvent;
import org.sipconnector.spi.media.PeerState;
import org.sipconnector.testkit.RecordedMedia.Open;
import org.sipconnector.testkit.RecordedSip.AnswerReinvite;
import org.sipconnector.testkit.RecordedSip.RefuseReinvite;
import org.sipconnector.testkit.RecordedSip.Terminate;

/** The simulator was told to drop the media of a call. */
class DroppedMediaTest {

    private final Bench bench = new Bench();
    private PeerId peer;

    @BeforeEach
    void drop() {
        bench.calls("alice", "room");
        peer = bench.foundations.last(Open.class).peer();
        bench.simulator.drop("alice", Drop.MEDIA);
    }

    @Test
    void anOfferAfterwardsGetsAnotherConnectionAndItsAnswer() {
        bench.simulator.accept(new MediaEvent.PeerClosed(peer));
        bench.reinvites("alice", Bench.OFFER);
        assertThat(bench.foundations.commands(Open.class)).hasSize(2);
        assertThat(bench.foundations.last(AnswerReinvite.class).answer()).isEqualTo("answer of " + peer);

        bench.simulator.accept(new MediaEvent.PeerStateChanged(peer, PeerState.CONNECTED));
        bench.executor.pass(Duration.ofMinutes(2));
        assertThat(bench.foundations.commands(Terminate.class)).isEmpty();
    }

    @Test
    void anOfferThatComesBeforeTheConnectionIsClosedIsPutOff() {
        bench.reinvites("alice", Bench.OFFER);
        assertThat(bench.foundations.last(RefuseReinvite.class).status()).isEqualTo(491);
    }

    @Test
    void aClientThatIsNotHeardOfAgainLeavesNoGhost() {
        bench.simulator.accept(new MediaEvent.PeerClosed(peer));
        bench.executor.pass(Duration.ofMinutes(1));
        assertThat(bench.foundations.last(Terminate.class).cause()).isEqualTo(SipCause.RTP_TIMEOUT);
    }
}
