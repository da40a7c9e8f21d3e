/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.sipconnector.api.sip.Header;
import org.sipconnector.api.sip.UserAgentId;
import org.sipconnector.spi.sip.SipEvent;

class StageTest {

    @Scenario
    void operationsEventsTimersAndPromisesSurviveReplacement(LaneHarness stage) {
        stage.install(new Tally.Factory(false));
        Tally tally = stage.manager(Tally.class);
        assertThat(tally.empty()).isTrue();

        CompletionStage<Integer> reached = tally.reached(110);
        assertThat(stage.result(tally.add(3))).isEqualTo(3);
        stage.post(new Tally.Push(7));
        assertThat(stage.pending(reached)).isTrue();

        stage.advance(Duration.ofSeconds(10));

        assertThat(stage.result(reached)).isEqualTo(110);
        assertThat(tally.snapshot().total()).isEqualTo(110);
        assertThat(stage.events()).containsExactly(new Tally.Counted(3), new Tally.Counted(10), new Tally.Counted(110));
    }

    @Test
    void aManagerThatLosesStateIsFoundOut() {
        LaneHarness stage = new LaneHarness().install(new Tally.Factory(true));
        Tally tally = stage.manager(Tally.class);
        stage.result(tally.add(3));
        stage.replaceAll();

        stage.post(new Tally.Push(1));

        assertThat(stage.events()).endsWith(new Tally.Counted(1));
    }

    @Test
    void aReplayOfTheJournalShowsWhatAnotherVersionDoesOtherwise() {
        LaneHarness stage = new LaneHarness().install(new Tally.Factory(false));
        Tally tally = stage.manager(Tally.class);
        stage.result(tally.add(3));
        stage.post(new Tally.Push(7));
        assertThat(ReplaceAtEveryStep.replayDifferences(stage)).isEmpty();

        assertThat(stage.replayDifference(new Tally.Factory(false, 2)).orElseThrow()).isEqualTo(
                "on message #0 Tally.add(3) the former version did SnapshotChanged[manager=Tally, previous=Snapshot[total=0],"
                        + " current=Snapshot[total=3]], this one does SnapshotChanged[manager=Tally, previous=Snapshot[total=0],"
                        + " current=Snapshot[total=6]]");
    }

    @Test
    void anExportedJournalReplaysAndHidesSecrets() throws IOException {
        LaneHarness stage = new LaneHarness().install(new Tally.Factory(false));
        Tally tally = stage.manager(Tally.class);
        stage.result(tally.add(3));
        stage.post(new Tally.Push(7));
        stage.post(new SipEvent.RequestReceived(new UserAgentId("ua"), "NOTIFY", "sip:a@b",
                List.of(new Header("x-bearer-token", "hidden-1"), new Header("x-vinteo-notify", "{\"jwt\": \"hidden-2\"}")),
                Optional.empty()));
        stage.advance(Duration.ofSeconds(10));

        byte[] exported = stage.exportJournal();

        assertThat(new String(exported, StandardCharsets.UTF_8)).contains("x-vinteo-notify").doesNotContain("hidden")
                .doesNotContain("secret\"");
        assertThat(replay(exported, new Tally.Factory(false))).isEmpty();
        assertThat(replay(exported, new Tally.Factory(false, 2))).isPresent();
    }

    private static Optional<String> replay(byte[] exported, Tally.Factory version) throws IOException {
        return ExportedJournal.read(new ByteArrayInputStream(exported), Tally.class).firstDifference(version);
    }

    @Test
    void anOperationThatThrowsFailsItsStageOnly() {
        LaneHarness stage = new LaneHarness().install(new Tally.Factory(false));
        Tally tally = stage.manager(Tally.class);

        assertThat(stage.failure(tally.add(-1))).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("amount -1 is negative");
        assertThat(stage.result(tally.add(1))).isEqualTo(1);
    }

    @Test
    void timersRunInVirtualTimeOnly() {
        LaneHarness stage = new LaneHarness().install(new Tally.Factory(false));
        stage.result(stage.manager(Tally.class).add(1));

        stage.advance(Duration.ofMillis(9_999));
        assertThat(stage.events()).hasSize(1);
        stage.advance(Duration.ofMillis(1));
        assertThat(stage.events()).hasSize(2);
        assertThat(stage.timers()).isZero();
    }

    @Test
    void aScenarioIsRepeatedOncePerMessage() {
        LaneHarness plain = new LaneHarness();
        plain.install(new Tally.Factory(false)).result(plain.manager(Tally.class).add(3));

        assertThat(plain.messages()).isEqualTo(1);
        assertThatThrownBy(() -> plain.configure(LaneHarness.standardConfiguration().build()))
                .isInstanceOf(IllegalStateException.class);
    }
}
