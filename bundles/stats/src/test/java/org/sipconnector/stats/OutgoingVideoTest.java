/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.stats;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import org.sipconnector.api.call.CallEvent;
import org.sipconnector.api.stats.NoOutboundVideoException;
import org.sipconnector.api.stats.Strictness;
import org.sipconnector.testkit.LaneHarness;
import org.sipconnector.testkit.Scenario;

class OutgoingVideoTest {

    @Scenario
    void fastNeedsOnePacketOfTheNewTrack(LaneHarness stage) {
        CompletionStage<Void> sent = waiting(stage, Strictness.FAST);
        assertThat(stage.pending(sent)).isTrue();
        after(stage, 101, 10_000, 50, 50);
        assertThat(stage.pending(sent)).isFalse();
        assertThat(stage.timers()).isEqualTo(1);
    }

    @Scenario
    void packetsAloneAreNotEnough(LaneHarness stage) {
        CompletionStage<Void> sent = waiting(stage, Strictness.NORMAL);
        after(stage, 106, 10_000, 50, 50);
        timesOut(stage, sent);
    }

    @Scenario
    void packetsBytesAndFramesAreEnough(LaneHarness stage) {
        CompletionStage<Void> sent = waiting(stage, Strictness.NORMAL);
        after(stage, 106, 19_000, 54, 54);
        assertThat(stage.pending(sent)).isFalse();
    }

    @Scenario
    void eitherCountOfFramesWillDo(LaneHarness stage) {
        CompletionStage<Void> first = waiting(stage, Strictness.NORMAL);
        CompletionStage<Void> second = Scene.stats(stage).waitForOutboundVideoPackets("other");
        after(stage, 106, 19_000, 54, -1);
        assertThat(stage.pending(first)).isFalse();
        Scene.reading(stage, Scene.outgoing("other", 106, 19_000, -1, 54));
        assertThat(stage.pending(second)).isFalse();
    }

    @Scenario
    void withoutCountsOfFramesOrPacketsItTimesOut(LaneHarness stage) {
        CompletionStage<Void> sent = waiting(stage, Strictness.NORMAL);
        after(stage, -1, 19_000, 54, 54);
        after(stage, 106, 19_000, -1, -1);
        timesOut(stage, sent);
    }

    @Scenario
    void strictNeedsTwoGoodReadings(LaneHarness stage) {
        CompletionStage<Void> sent = waiting(stage, Strictness.STRICT);
        after(stage, 115, 28_000, 56, 56);
        assertThat(stage.pending(sent)).isTrue();
        after(stage, 130, 46_000, 62, 62);
        assertThat(stage.pending(sent)).isFalse();
    }

    @Scenario
    void strictWantsSomethingNewInEach(LaneHarness stage) {
        CompletionStage<Void> sent = waiting(stage, Strictness.STRICT);
        after(stage, 115, 28_000, 56, 56);
        after(stage, 115, 28_000, 56, 56);
        timesOut(stage, sent);
    }

    @Scenario
    void encodedFramesAloneAreSomethingNew(LaneHarness stage) {
        CompletionStage<Void> encoded = waiting(stage, Strictness.STRICT);
        after(stage, 115, 28_000, 56, 56);
        after(stage, 115, 28_000, 57, 56);
        assertThat(stage.pending(encoded)).isFalse();
    }

    @Scenario
    void theSourcesFramesAloneAreSomethingNew(LaneHarness stage) {
        CompletionStage<Void> captured = waiting(stage, Strictness.STRICT);
        after(stage, 115, 28_000, 56, 56);
        after(stage, 115, 28_000, 56, 57);
        assertThat(stage.pending(captured)).isFalse();
    }

    @Scenario
    void aConnectionMadeAgainCountsFromNothing(LaneHarness stage) {
        CompletionStage<Void> sent = waiting(stage, Strictness.NORMAL);
        stage.post(new CallEvent.MediaRestored(Scene.PEER));
        after(stage, 2, 1_000, 1, 1);
        assertThat(stage.pending(sent)).isTrue();
        after(stage, 6, 9_000, 4, 4);
        assertThat(stage.pending(sent)).isFalse();
    }

    @Scenario
    void whatIsSentAlreadyIsThereAtOnce(LaneHarness stage) {
        Scene.inCall(stage);
        Scene.reading(stage, Scene.outgoing("old", 100, 10_000, 50, 50));
        Scene.reading(stage, Scene.outgoing("new", 106, 19_000, 54, 54));

        assertThat(stage.pending(Scene.stats(stage).waitForOutboundVideoPackets("new"))).isFalse();
    }

    @Scenario
    void theFirstReadingCountsFromNothing(LaneHarness stage) {
        Scene.inCall(stage);
        CompletionStage<Void> sent =
                Scene.stats(stage).waitForOutboundVideoPackets("new", Duration.ofSeconds(5), Strictness.FAST);
        after(stage, 1, 0, 0, 0);
        assertThat(stage.pending(sent)).isFalse();
    }

    @Scenario
    void anotherTrackTimesOutWhenItShould(LaneHarness stage) {
        Scene.inCall(stage);
        CompletionStage<Void> sent =
                Scene.stats(stage).waitForOutboundVideoPackets("new", Duration.ofMillis(1500), Strictness.FAST);
        Scene.reading(stage, Scene.outgoing("old", 1000, 100_000, 500, 500));
        stage.advance(Duration.ofMillis(499));
        assertThat(stage.pending(sent)).isTrue();
        stage.advance(Duration.ofMillis(1));
        assertThat(stage.failure(sent)).isInstanceOf(NoOutboundVideoException.class)
                .hasMessage("Timed out waiting for outbound-rtp packets with video track new");
    }

    private static CompletionStage<Void> waiting(LaneHarness stage, Strictness strictness) {
        Scene.inCall(stage);
        Scene.reading(stage, Scene.outgoing("old", 100, 10_000, 50, 50));
        return Scene.stats(stage).waitForOutboundVideoPackets("new", Duration.ofSeconds(5), strictness);
    }

    private static void after(LaneHarness stage, long packets, long bytes, long encoded, long frames) {
        Scene.reading(stage, Scene.outgoing("new", packets, bytes, encoded, frames));
    }

    private static void timesOut(LaneHarness stage, CompletionStage<Void> sent) {
        stage.advance(Duration.ofSeconds(5));
        assertThat(stage.failure(sent)).isInstanceOf(NoOutboundVideoException.class);
    }
}
