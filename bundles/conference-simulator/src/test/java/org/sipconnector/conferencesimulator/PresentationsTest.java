/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.conferencesimulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sipconnector.simulator.ServerCommand;
import org.sipconnector.spi.media.TransceiverSettings;
import org.sipconnector.testkit.RecordedMedia.AddTransceiver;
import org.sipconnector.testkit.RecordedMedia.Open;
import org.sipconnector.testkit.RecordedSip.Acknowledge;
import org.sipconnector.testkit.RecordedSip.AnswerReinvite;
import org.sipconnector.testkit.RecordedSip.Reinvite;

class PresentationsTest {

    private final Bench bench = new Bench();

    @BeforeEach
    void twoInARoom() {
        bench.calls("alice", "room");
        bench.calls("bob", "room");
        bench.heard("alice");
        bench.heard("bob");
    }

    @Test
    void aPresentationIsAnnouncedAndItsLineOfferedToTheOthers() {
        assertThat(bench.shares("alice", "LETMESTARTPRESENTATION")).isEqualTo("200 OK");

        assertThat(bench.heard("alice")).isEmpty();
        assertThat(bench.heard("bob")).containsExactly("sharedesktop [YOUCANRECEIVECONTENT, VP8]");
        TransceiverSettings line = bench.foundations.last(AddTransceiver.class).transceiver();
        assertThat(line.name()).isEqualTo("dual");
        assertThat(line.track().orElseThrow().id()).contains("dual");
        assertThat(bench.foundations.last(Reinvite.class).dialog()).isEqualTo(Bench.dialog("bob"));
        assertThat(bench.simulator.snapshot().room("room").orElseThrow().presenter()).contains("p1");

        bench.answersReinvite("bob");
        assertThat(bench.foundations.last(Acknowledge.class).dialog()).isEqualTo(Bench.dialog("bob"));
    }

    @Test
    void theEndIsAnnouncedAndTheLineStays() {
        bench.shares("alice", "LETMESTARTPRESENTATION");
        bench.answersReinvite("bob");
        bench.heard("bob");
        assertThat(bench.shares("alice", "STOPPRESENTATION")).isEqualTo("200 OK");
        assertThat(bench.heard("bob")).containsExactly("sharedesktop [CONTENTEND]");

        bench.shares("alice", "LETMESTARTPRESENTATION");
        assertThat(bench.foundations.commands(AddTransceiver.class)).hasSize(1);
        assertThat(bench.foundations.commands(Reinvite.class)).hasSize(1);
    }

    @Test
    void anotherPresenterTakesOver() {
        bench.shares("alice", "LETMESTARTPRESENTATION");
        bench.answersReinvite("bob");
        bench.heard("bob");
        bench.shares("bob", "LETMESTARTPRESENTATION");

        assertThat(bench.heard("alice")).first().isEqualTo("sharedesktop [YOUMUSTSTOPSENDCONTENT]");
        assertThat(bench.simulator.snapshot().room("room").orElseThrow().presenter()).contains("p2");
        bench.shares("alice", "STOPPRESENTATION");
        assertThat(bench.simulator.snapshot().room("room").orElseThrow().presenter()).contains("p2");
    }

    @Test
    void aNewcomerIsToldOfARunningPresentation() {
        bench.shares("alice", "LETMESTARTPRESENTATION");
        bench.calls("carol", "room");
        assertThat(bench.heard("carol")).last().isEqualTo("sharedesktop [YOUCANRECEIVECONTENT, VP8]");
    }

    @Test
    void leavingEndsThePresentation() {
        bench.shares("alice", "LETMESTARTPRESENTATION");
        bench.heard("bob");
        bench.hangsUp("alice");
        assertThat(bench.heard("bob")).containsExactly("sharedesktop [CONTENTEND]");
    }

    @Test
    void aSpectatorAndSomebodyWaitingMayNotPresent() {
        bench.simulator.tell("alice", new ServerCommand.ToSpectators(Optional.empty(),
                OptionalInt.empty()));
        assertThat(bench.shares("alice", "LETMESTARTPRESENTATION")).isEqualTo("603 Decline");
        bench.simulator.move("bob", "purgatory");
        assertThat(bench.shares("bob", "LETMESTARTPRESENTATION")).isEqualTo("603 Decline");
    }

    @Test
    void theClientsOwnPresentationLineCarriesOthersToo() {
        bench.shares("alice", "LETMESTARTPRESENTATION");
        bench.answersReinvite("bob");
        bench.reinvites("alice", Bench.WITH_PRESENTATION);
        assertThat(bench.foundations.last(AnswerReinvite.class).answer())
                .isEqualTo("answer of " + bench.foundations.commands(Open.class).get(0).peer());

        bench.shares("bob", "LETMESTARTPRESENTATION");
        assertThat(bench.foundations.commands(Reinvite.class)).extracting(Reinvite::dialog)
                .containsExactly(Bench.dialog("bob"));
    }

    @Test
    void theServerStopsAPresentation() {
        bench.shares("alice", "LETMESTARTPRESENTATION");
        bench.simulator.stopPresentation("ROOM");
        assertThat(bench.heard("alice")).containsExactly("sharedesktop [YOUMUSTSTOPSENDCONTENT]");
        assertThat(bench.simulator.stopPresentation("elsewhere").toCompletableFuture()).isCompletedExceptionally();
    }
}
