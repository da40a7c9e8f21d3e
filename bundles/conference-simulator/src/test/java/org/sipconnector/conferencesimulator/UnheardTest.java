/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.conferencesimulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.sipconnector.simulator.ServerCommand;

/** What a participant is told while its connection is lost. */
class UnheardTest {

    private final Bench bench = new Bench();

    @Test
    void aParticipantThatIsBackHearsOnceWhatItCouldNotHear() {
        bench.calls("alice", "room");
        bench.heard("alice");

        bench.foundations.clientAnswers = FakeFoundations.LOST;
        bench.simulator.tell("alice", new ServerCommand.ToParticipants());
        List<String> unheard = bench.heard("alice");
        bench.foundations.clientAnswers = 200;
        bench.reinvites("alice", Bench.OFFER);

        assertThat(bench.heard("alice")).hasSize(1).isEqualTo(unheard);
        bench.reinvites("alice", Bench.OFFER);
        assertThat(bench.heard("alice")).isEmpty();
    }

    @Test
    void whatItCouldNotHearComesBeforeALaterOrder() {
        bench.calls("alice", "room");
        bench.heard("alice");

        bench.foundations.clientAnswers = FakeFoundations.LOST;
        bench.simulator.tell("alice", new ServerCommand.ToSpectators(Optional.empty(), OptionalInt.empty()));
        List<String> unheard = bench.heard("alice");
        bench.foundations.clientAnswers = 200;
        bench.simulator.tell("alice", new ServerCommand.ToParticipants());

        assertThat(bench.heard("alice")).hasSize(2).startsWith(unheard.get(0));
    }

    @Test
    void whatAParticipantHasRefusedIsNotSaidAgain() {
        bench.calls("alice", "room");
        bench.foundations.clientAnswers = 501;
        bench.simulator.tell("alice", new ServerCommand.ToParticipants());
        bench.heard("alice");

        bench.reinvites("alice", Bench.OFFER);

        assertThat(bench.heard("alice")).isEmpty();
    }
}
