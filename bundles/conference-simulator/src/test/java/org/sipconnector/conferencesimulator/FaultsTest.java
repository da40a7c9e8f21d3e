/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.conferencesimulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.sipconnector.simulator.Drop;
import org.sipconnector.simulator.Fault;
import org.sipconnector.testkit.RecordedMedia.Close;
import org.sipconnector.testkit.RecordedServers;
import org.sipconnector.testkit.RecordedServers.Stall;
import org.sipconnector.testkit.RecordedSip.Accept;
import org.sipconnector.testkit.RecordedSip.RefuseReinvite;
import org.sipconnector.testkit.RecordedSip.Reject;
import org.sipconnector.testkit.RecordedSip.RequestInDialog;
import org.sipconnector.testkit.RecordedSip.Ring;
import org.sipconnector.testkit.RecordedSip.Terminate;

class FaultsTest {

    private final Bench bench = new Bench();

    @Test
    void refusesInvitesAsOftenAsToldAndIsHonestAgain() {
        bench.simulator.fail(new Fault.RefuseInvite(403), 1);
        bench.invites("alice", "room", Optional.of(Bench.OFFER));
        assertThat(bench.foundations.last(Reject.class).status()).isEqualTo(403);
        bench.invites("bob", "room", Optional.of(Bench.OFFER));
        assertThat(bench.foundations.commands(Accept.class)).hasSize(1);
    }

    @Test
    void healingForgetsWhatWasPlanned() {
        bench.simulator.fail(new Fault.RefuseInvite(403), Integer.MAX_VALUE);
        bench.simulator.heal();
        bench.invites("alice", "room", Optional.of(Bench.OFFER));
        assertThat(bench.foundations.commands(Reject.class)).isEmpty();
    }

    @Test
    void doesNotAnswer() {
        bench.simulator.fail(new Fault.NoAnswer(), 1);
        bench.invites("alice", "room", Optional.of(Bench.OFFER));
        assertThat(bench.foundations.commandTypes()).doesNotContain(Accept.class, Reject.class, Ring.class);
    }

    @Test
    void ringsFirstAndAnswersLate() {
        bench.simulator.fail(new Fault.LateAnswer(Duration.ofSeconds(20)), 1);
        bench.invites("alice", "room", Optional.of(Bench.OFFER));
        assertThat(bench.foundations.commands(Ring.class)).hasSize(1);
        bench.executor.pass(Duration.ofSeconds(19));
        assertThat(bench.foundations.commands(Accept.class)).isEmpty();
        bench.executor.pass(Duration.ofSeconds(1));
        assertThat(bench.foundations.commands(Accept.class)).hasSize(1);
    }

    @Test
    void answersWithoutSdp() {
        bench.simulator.fail(new Fault.NoSdp(), 1);
        bench.invites("alice", "room", Optional.of(Bench.OFFER));
        assertThat(bench.foundations.last(Accept.class).answer()).isEqualTo("");
    }

    @Test
    void tellsTheRoomBeforeTheAnswerAndNotAgainAfterIt() {
        bench.simulator.fail(new Fault.EarlyRoom(), 1);
        bench.invites("alice", "room", Optional.of(Bench.OFFER));
        assertThat(bench.foundations.commandTypes()).containsSubsequence(Ring.class, RequestInDialog.class, Accept.class);
        bench.heard("alice");
        bench.confirms("alice");
        assertThat(bench.heard("alice")).noneMatch(said -> said.startsWith("roomname"));
    }

    @Test
    void refusesAReinvite() {
        bench.calls("alice", "room");
        bench.simulator.fail(new Fault.RefuseReinvite(488), 1);
        bench.reinvites("alice", Bench.WITH_PRESENTATION);
        assertThat(bench.foundations.last(RefuseReinvite.class).status()).isEqualTo(488);
    }

    @Test
    void dropsInFourWays() {
        bench.calls("alice", "room");
        bench.simulator.drop("alice", Drop.SOCKET);
        bench.simulator.drop("alice", Drop.HALF_OPEN);
        bench.simulator.drop("alice", Drop.MEDIA);
        bench.simulator.drop("alice", Drop.BYE);
        assertThat(bench.foundations.commandTypes()).containsSubsequence(RecordedServers.Drop.class, Stall.class, Close.class, Terminate.class);
        assertThat(bench.simulator.drop("nobody", Drop.BYE).toCompletableFuture()).isCompletedExceptionally();
    }
}
