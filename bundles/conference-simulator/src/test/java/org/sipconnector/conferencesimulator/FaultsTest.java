/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.conferencesimulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.sipconnector.api.simulator.Drop;
import org.sipconnector.api.simulator.Fault;

class FaultsTest {

    private final Bench bench = new Bench();

    @Test
    void refusesInvitesAsOftenAsToldAndIsHonestAgain() {
        bench.simulator.fail(new Fault.RefuseInvite(403), 1);
        bench.invites("alice", "room", Optional.of(Bench.OFFER));
        assertThat(bench.foundations.last("reject").argument(1)).isEqualTo(403);
        bench.invites("bob", "room", Optional.of(Bench.OFFER));
        assertThat(bench.foundations.commands("accept")).hasSize(1);
    }

    @Test
    void healingForgetsWhatWasPlanned() {
        bench.simulator.fail(new Fault.RefuseInvite(403), Integer.MAX_VALUE);
        bench.simulator.heal();
        bench.invites("alice", "room", Optional.of(Bench.OFFER));
        assertThat(bench.foundations.commands("reject")).isEmpty();
    }

    @Test
    void doesNotAnswer() {
        bench.simulator.fail(new Fault.NoAnswer(), 1);
        bench.invites("alice", "room", Optional.of(Bench.OFFER));
        assertThat(bench.foundations.commands).extracting(FakeFoundations.Command::name)
                .doesNotContain("accept", "reject", "ring");
    }

    @Test
    void ringsFirstAndAnswersLate() {
        bench.simulator.fail(new Fault.LateAnswer(Duration.ofSeconds(20)), 1);
        bench.invites("alice", "room", Optional.of(Bench.OFFER));
        assertThat(bench.foundations.commands("ring")).hasSize(1);
        bench.desk.pass(Duration.ofSeconds(19));
        assertThat(bench.foundations.commands("accept")).isEmpty();
        bench.desk.pass(Duration.ofSeconds(1));
        assertThat(bench.foundations.commands("accept")).hasSize(1);
    }

    @Test
    void answersWithoutSdp() {
        bench.simulator.fail(new Fault.NoSdp(), 1);
        bench.invites("alice", "room", Optional.of(Bench.OFFER));
        assertThat(bench.foundations.last("accept").argument(1)).isEqualTo("");
    }

    @Test
    void tellsTheRoomBeforeTheAnswerAndNotAgainAfterIt() {
        bench.simulator.fail(new Fault.EarlyRoom(), 1);
        bench.invites("alice", "room", Optional.of(Bench.OFFER));
        assertThat(bench.foundations.commands).extracting(FakeFoundations.Command::name)
                .containsSubsequence("ring", "requestInDialog", "accept");
        bench.heard("alice");
        bench.confirms("alice");
        assertThat(bench.heard("alice")).noneMatch(said -> said.startsWith("roomname"));
    }

    @Test
    void refusesAReinvite() {
        bench.calls("alice", "room");
        bench.simulator.fail(new Fault.RefuseReinvite(488), 1);
        bench.reinvites("alice", Bench.WITH_PRESENTATION);
        assertThat(bench.foundations.last("refuseReinvite").argument(1)).isEqualTo(488);
    }

    @Test
    void dropsInFourWays() {
        bench.calls("alice", "room");
        bench.simulator.drop("alice", Drop.SOCKET);
        bench.simulator.drop("alice", Drop.HALF_OPEN);
        bench.simulator.drop("alice", Drop.MEDIA);
        bench.simulator.drop("alice", Drop.BYE);
        assertThat(bench.foundations.commands).extracting(FakeFoundations.Command::name)
                .containsSubsequence("drop", "stall", "close", "terminate");
        assertThat(bench.simulator.drop("nobody", Drop.BYE).toCompletableFuture()).isCompletedExceptionally();
    }
}
