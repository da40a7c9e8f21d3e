/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.stats;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sipconnector.api.call.CallEvent;
import org.sipconnector.api.call.CallManager;
import org.sipconnector.api.call.CallRole;
import org.sipconnector.api.call.CallSnapshot;
import org.sipconnector.api.stats.Inbound;
import org.sipconnector.api.stats.StatsEvent;
import org.sipconnector.api.stats.StopReason;
import org.sipconnector.spi.media.MediaEvent.MediaEngineLost;
import org.sipconnector.spi.media.MediaEvent.PeerCommandFailed;
import org.sipconnector.spi.media.MediaEvent.StatisticsCollected;
import org.sipconnector.testkit.FixedSnapshot;
import org.sipconnector.testkit.LaneHarness;
import org.sipconnector.testkit.RecordedMedia.CollectStatistics;
import org.sipconnector.testkit.Scenario;

class CollectingTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    @Scenario
    void readsOnceASecond(LaneHarness stage) {
        Scene.inCall(stage);
        assertThat(stage.commands(CollectStatistics.class)).isEmpty();
        Scene.reading(stage, List.of());
        assertThat(stage.events(StatsEvent.Collected.class)).hasSize(1);
        Scene.reading(stage, List.of());
        assertThat(stage.events(StatsEvent.Collected.class)).hasSize(2);
    }

    @Scenario
    void aReadingUnderWayAtTheEndIsDropped(LaneHarness stage) {
        Scene.inCall(stage).advance(SECOND);
        stage.post(new CallEvent.Ended(null));
        Scene.answered(stage, List.of());

        assertThat(stage.events(StatsEvent.Collected.class)).isEmpty();
        assertThat(stage.events(StatsEvent.Stopped.class)).containsExactly(new StatsEvent.Stopped(StopReason.CALL_ENDED));
    }

    @Scenario
    void aReadingThatIsLostWithItsEngineIsFollowedByAnother(LaneHarness stage) {
        Scene.inCall(stage).advance(SECOND);
        stage.post(new MediaEngineLost(Scene.PEER, "crashed"));
        Scene.reading(stage, List.of());

        assertThat(stage.commands(CollectStatistics.class)).hasSize(2);
        assertThat(stage.events(StatsEvent.Collected.class)).hasSize(1);
    }

    @Scenario
    void nothingIsReadAfterTheEnd(LaneHarness stage) {
        Scene.inCall(stage);
        Scene.reading(stage, Scene.bitrate(1000));
        assertThat(Scene.stats(stage).availableIncomingBitrate()).hasValue(1000);
        assertThat(Scene.stats(stage).snapshot().requested()).isTrue();
        stage.post(new CallEvent.Failed(null)).forget().advance(SECOND);

        assertThat(stage.commands()).isEmpty();
        assertThat(Scene.stats(stage).snapshot().requested()).isFalse();
        assertThat(Scene.stats(stage).availableIncomingBitrate()).isEmpty();
        assertThat(stage.timers()).isZero();
    }

    @Scenario
    void startingTwiceKeepsOneTimer(LaneHarness stage) {
        Scene.inCall(stage).post(new CallEvent.PeerConnectionConfirmed(Scene.PEER)).advance(SECOND);

        assertThat(stage.commands(CollectStatistics.class)).hasSize(1);
    }

    @Scenario
    void startingDuringAReadingGoesOnWithOneTimer(LaneHarness stage) {
        Scene.inCall(stage).advance(SECOND).post(new CallEvent.PeerConnectionConfirmed(Scene.PEER));
        Scene.answered(stage, List.of());
        Scene.reading(stage, List.of());

        assertThat(stage.commands(CollectStatistics.class)).hasSize(2);
        assertThat(stage.timers()).isEqualTo(1);
    }

    @Scenario
    void withoutAConnectionReadingEnds(LaneHarness stage) {
        Scene.withCall(stage, CallSnapshot.IDLE).advance(SECOND.multipliedBy(10));

        assertThat(stage.commands()).isEmpty();
        assertThat(Scene.stats(stage).snapshot().requested()).isFalse();
        assertThat(stage.timers()).isZero();
    }

    @Scenario
    void aFailedReadingIsToldAndFollowedByAnother(LaneHarness stage) {
        Scene.inCall(stage).advance(SECOND);
        stage.post(new PeerCommandFailed(Scene.PEER, stage.command(CollectStatistics.class).request(),
                "collectStatistics", "closed"));
        assertThat(stage.events(StatsEvent.Failed.class)).containsExactly(new StatsEvent.Failed("closed"));
        stage.advance(Duration.ofMillis(3999));
        assertThat(stage.commands(CollectStatistics.class)).hasSize(1);
        stage.advance(Duration.ofMillis(1));
        Scene.answered(stage, Scene.bitrate(1000));

        assertThat(stage.events(StatsEvent.Collected.class)).hasSize(1);
    }

    /** Its connection was closed while it was under way. */
    @Scenario
    void aReadingThatIsNeverAnsweredIsFollowedByAnother(LaneHarness stage) {
        Scene.inCall(stage).advance(SECOND);
        stage.advance(SECOND.multipliedBy(10));
        assertThat(stage.commands(CollectStatistics.class)).hasSize(2);
        Scene.answered(stage, Scene.bitrate(1000));

        assertThat(stage.events(StatsEvent.Collected.class)).hasSize(1);
        assertThat(stage.timers()).isEqualTo(1);
    }

    /** A spectator whose room's token is not known yet receives by no connection. */
    @Scenario
    void readingsGoOnWhenASpectatorWithoutAConnectionParticipatesAgain(LaneHarness stage) {
        Scene.inCall(stage);
        stage.post(new FixedSnapshot.Now(CallManager.class, Scene.watching())).advance(SECOND.multipliedBy(20));
        assertThat(stage.commands(CollectStatistics.class)).isEmpty();
        stage.post(new FixedSnapshot.Now(CallManager.class, Scene.CALL))
                .post(new CallEvent.RoleChanged(Scene.watching().role(), CallRole.PARTICIPANT));
        Scene.reading(stage, Scene.bitrate(1000));

        assertThat(stage.events(StatsEvent.Collected.class)).hasSize(1);
        assertThat(stage.timers()).isEqualTo(1);
    }

    @Scenario
    void readingsOfOthersAreNotOurs(LaneHarness stage) {
        Scene.inCall(stage).advance(SECOND).post(new StatisticsCollected(Scene.PEER, "local-ports 1", List.of()));

        assertThat(stage.events(StatsEvent.Collected.class)).isEmpty();
    }

    @Scenario
    void aSlowReadingMakesTheNextComeLater(LaneHarness stage) {
        Scene.inCall(stage).advance(SECOND).advance(Duration.ofMillis(40));
        Scene.answered(stage, List.of());
        stage.advance(Duration.ofMillis(2999));
        assertThat(stage.commands(CollectStatistics.class)).hasSize(1);
        stage.advance(Duration.ofMillis(1));
        assertThat(stage.commands(CollectStatistics.class)).hasSize(2);
    }

    @Test
    void thePaceFollowsWhatAReadingTook() {
        long[][] vectors = {{10, 1}, {16, 1}, {17, 2}, {25, 2}, {32, 2}, {35, 3}, {48, 3}, {49, 4}, {55, 4}};
        for (long[] vector : vectors) {
            assertThat(ReadingInterval.after(Duration.ofMillis(vector[0]))).as("%s ms", vector[0])
                    .isEqualTo(Duration.ofSeconds(vector[1]));
        }
    }

    @Scenario
    void aChangedReceiveOnlySessionBeginsAnew(LaneHarness stage) {
        Scene.inCall(stage);
        Scene.reading(stage, Scene.bitrate(1000));
        stage.post(new CallEvent.RecvSessionStarted(Scene.PEER));
        stage.post(new CallEvent.RecvSessionEnded(Scene.PEER));
        stage.post(new CallEvent.RecvQualityChanged(null, null, null));

        assertThat(stage.events(StatsEvent.Stopped.class)).extracting(event -> event.reason().text())
                .containsExactly("recv-session-started", "recv-session-ended", "recv-quality-changed");
        assertThat(Scene.stats(stage).snapshot().current()).isEmpty();
        assertThat(Scene.stats(stage).snapshot().requested()).isTrue();
    }

    @Scenario
    void aConnectionMadeAgainIsReadFromTheBeginning(LaneHarness stage) {
        Scene.inCall(stage);
        Scene.reading(stage, Scene.incoming(900, 90_000, 300, 300));
        stage.advance(SECOND).post(new MediaEngineLost(Scene.PEER, "crashed")).advance(SECOND);
        stage.post(new PeerCommandFailed(Scene.PEER, stage.command(CollectStatistics.class).request(),
                "collectStatistics", "no such connection"));
        stage.post(new CallEvent.MediaRestored(Scene.PEER));
        assertThat(Scene.stats(stage).snapshot().current()).isEmpty();
        Scene.reading(stage, Scene.incoming(0, 0, 0, 0));

        assertThat(Scene.stats(stage).snapshot().previous()).isEmpty();
        assertThat(Scene.stats(stage).isInboundVideoStalled()).isFalse();
        assertThat(Scene.stats(stage).isNoInboundVideoTraffic()).isTrue();
        Scene.reading(stage, Scene.incoming(5, 500, 1, 1));
        assertThat(Scene.stats(stage).isNoInboundVideoTraffic()).isFalse();
        assertThat(stage.events(StatsEvent.Stopped.class)).isEmpty();
        assertThat(stage.timers()).isEqualTo(1);
    }

    @Scenario
    void countersThatBeginAnewBetweenTwoReadingsAreNoStandstill(LaneHarness stage) {
        Scene.inCall(stage);
        Scene.reading(stage, Scene.incoming(900, 90_000, 300, 300));
        Scene.reading(stage, Scene.incoming(600, 60_000, 200, 200));

        assertThat(Scene.stats(stage).isInboundVideoStalled()).isFalse();
        assertThat(Scene.stats(stage).isInvalidInboundFrames()).isFalse();
        assertThat(Scene.stats(stage).snapshot().receiving(Inbound::video).bitrate()).isEmpty();
    }

    @Scenario
    void everyEventOfTheCallThatMattersIsHeard(LaneHarness stage) {
        Scene.withCall(stage, Scene.CALL);
        stage.post(new CallEvent.Ended(null)).forget();
        stage.post(new CallEvent.PeerConnectionConfirmed(Scene.PEER));
        assertThat(stage.timers()).isEqualTo(1);
        stage.post(new CallEvent.Failed(null));
        assertThat(stage.timers()).isZero();
        for (CallEvent anew : List.of(new CallEvent.RecvSessionStarted(Scene.PEER), new CallEvent.RecvSessionEnded(Scene.PEER),
                new CallEvent.RecvQualityChanged(null, null, null))) {
            stage.post(anew).advance(SECOND);
        }

        assertThat(stage.commands(CollectStatistics.class)).hasSize(3);
        assertThat(stage.events(StatsEvent.Stopped.class)).hasSize(4);
    }
}
