/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.streamhealth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sipconnector.api.InvalidConfigurationException;
import org.sipconnector.api.call.CallEvent;
import org.sipconnector.api.streamhealth.HealthFlags;
import org.sipconnector.api.streamhealth.ResetCause;
import org.sipconnector.api.streamhealth.StreamHealthEvent.HealthSnapshot;
import org.sipconnector.api.streamhealth.StreamHealthEvent.ProblemDetected;
import org.sipconnector.api.streamhealth.StreamHealthEvent.ProblemReset;
import org.sipconnector.api.streamhealth.StreamHealthEvent.ProblemResolved;
import org.sipconnector.api.streamhealth.VideoProblem;
import org.sipconnector.spi.media.MediaEvent.TrackMuteChanged;
import org.sipconnector.testkit.LaneHarness;
import org.sipconnector.testkit.Scenario;

class StreamHealthTest {

    private static final HealthFlags STALLED = new HealthFlags(false, false, false, true);
    private static final HealthFlags NOTHING_EVER = new HealthFlags(false, false, true, false);
    private static final HealthFlags HEALTHY = new HealthFlags(false, false, false, false);

    private static LaneHarness watching(LaneHarness stage, int samples) {
        Scene.inCall(stage);
        stage.result(Scene.health(stage).setMinConsecutiveProblemSamplesCount(samples));
        return stage.forget();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1})
    void aCountBelowOneIsRefused(int count) {
        LaneHarness stage = Scene.inCall(new LaneHarness());

        assertThat(stage.failure(Scene.health(stage).setMinConsecutiveProblemSamplesCount(count)))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContaining("minConsecutiveProblemSamplesCount should be a positive integer");
        assertThat(Scene.health(stage).snapshot().minConsecutiveProblemSamplesCount()).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1})
    void aThrottleBelowOneMillisecondIsRefused(long millis) {
        LaneHarness stage = Scene.inCall(new LaneHarness());

        assertThat(stage.failure(Scene.health(stage).setThrottleRecoveryTimeout(Duration.ofMillis(millis))))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContaining("throttleRecoveryTimeout should be a positive integer");
    }

    @Test
    void settingsAreCheckedWhenTheManagerIsMade() {
        assertThat(StreamHealthConfiguration.SCHEMA.read(Map.of("minConsecutiveProblemSamples", "0")).reason())
                .startsWith("minConsecutiveProblemSamples: '0' must be");
        assertThat(StreamHealthConfiguration.SCHEMA.read(Map.of("throttleRecoveryMillis", "0")).reason())
                .startsWith("throttleRecoveryMillis: '0' must be");
        assertThat(StreamHealthConfiguration.SCHEMA.read(Map.of("minConsecutiveProblemSamples", "2", "throttleRecoveryMillis",
                "500")).value()).contains(new RecoveryLimits(2, Duration.ofMillis(500)));
        assertThat(StreamHealthConfiguration.SCHEMA.defaults()).isEqualTo(RecoveryLimits.STANDARD);
    }

    @Scenario
    void eachReadingIsToldWithItsFlags(LaneHarness stage) {
        watching(stage, 2);
        Scene.read(stage, false, true);
        stage.post(new TrackMuteChanged(Scene.PEER, Scene.MAIN_VIDEO, true));
        Scene.read(stage, false, true);
        Scene.read(stage, false, false);
        Scene.shows(stage, List.of());
        Scene.read(stage, false, true);

        assertThat(stage.events(HealthSnapshot.class)).extracting(HealthSnapshot::flags).containsExactly(
                new HealthFlags(false, true, false, false), new HealthFlags(true, true, false, false),
                new HealthFlags(true, false, false, false), new HealthFlags(false, true, false, false));
    }

    @Scenario
    void mutedAndInvalidTogetherAreAProblem(LaneHarness stage) {
        watching(stage, 1);
        stage.post(new TrackMuteChanged(Scene.PEER, Scene.MAIN_VIDEO, true));
        Scene.read(stage, false, true);

        assertThat(stage.events(ProblemDetected.class)).singleElement()
                .satisfies(event -> assertThat(event.reason()).isEqualTo(VideoProblem.INVALID_INBOUND_FRAMES));
    }

    @Scenario
    void aProblemIsToldOnceWhenItHasLasted(LaneHarness stage) {
        watching(stage, 2);
        Scene.stalled(stage);
        assertThat(stage.events(ProblemDetected.class)).isEmpty();
        Scene.stalled(stage);
        Scene.stalled(stage);

        assertThat(stage.events(ProblemDetected.class))
                .containsExactly(new ProblemDetected(STALLED, 2, VideoProblem.INBOUND_VIDEO_STALLED));
    }

    @Scenario
    void anotherEpisodeIsToldAgain(LaneHarness stage) {
        watching(stage, 2);
        Scene.nothingEver(stage);
        Scene.nothingEver(stage);
        Scene.healthy(stage);
        Scene.nothingEver(stage);
        assertThat(stage.events(ProblemDetected.class)).hasSize(1);
        Scene.nothingEver(stage);

        assertThat(stage.events(ProblemDetected.class)).hasSize(2)
                .allSatisfy(event -> assertThat(event).isEqualTo(new ProblemDetected(NOTHING_EVER, 2,
                        VideoProblem.NO_INBOUND_VIDEO_TRAFFIC)));
    }

    @Scenario
    void itsEndIsToldWithTheReason(LaneHarness stage) {
        watching(stage, 2);
        Scene.stalled(stage);
        Scene.stalled(stage);
        Scene.healthy(stage);

        assertThat(stage.events(ProblemResolved.class))
                .containsExactly(new ProblemResolved(HEALTHY, VideoProblem.INBOUND_VIDEO_STALLED));
        assertThat(Scene.health(stage).snapshot().problem()).isEmpty();
    }

    @Scenario
    void whatWasNeverToldIsNotResolved(LaneHarness stage) {
        watching(stage, 2);
        Scene.nothingEver(stage);
        Scene.healthy(stage);

        assertThat(stage.events(ProblemResolved.class)).isEmpty();
    }

    @Scenario
    void theEndOfTheCallResetsAProblem(LaneHarness stage) {
        watching(stage, 2);
        Scene.nothingEver(stage);
        Scene.nothingEver(stage);
        stage.post(new CallEvent.Ended(null));

        assertThat(stage.events(ProblemReset.class))
                .containsExactly(new ProblemReset(VideoProblem.NO_INBOUND_VIDEO_TRAFFIC, ResetCause.ENDED));
        assertThat(stage.timers()).isZero();
    }

    @Scenario
    void whatWasNeverToldIsNotReset(LaneHarness stage) {
        Scene.inCall(stage);
        Scene.nothingEver(stage);
        stage.post(new CallEvent.RecvSessionStarted(Scene.PEER));

        assertThat(stage.events(ProblemReset.class)).isEmpty();
        assertThat(Scene.health(stage).snapshot().consecutiveProblemSamplesCount()).isZero();
    }

    @Scenario
    void anotherReasonIsCountedFromOneAndTheFormerIsResolved(LaneHarness stage) {
        watching(stage, 2);
        Scene.nothingEver(stage);
        Scene.stalled(stage);
        assertThat(stage.events(ProblemDetected.class)).isEmpty();
        assertThat(Scene.health(stage).snapshot().consecutiveProblemSamplesCount()).isEqualTo(1);
        Scene.stalled(stage);
        Scene.nothingEver(stage);

        assertThat(stage.events(ProblemResolved.class)).extracting(ProblemResolved::reason)
                .containsExactly(VideoProblem.INBOUND_VIDEO_STALLED);
        assertThat(Scene.health(stage).snapshot().problem()).isEqualTo(Optional.of(VideoProblem.NO_INBOUND_VIDEO_TRAFFIC));
    }

    @Scenario
    void changingTheCountBeginsAnewSilently(LaneHarness stage) {
        watching(stage, 2);
        Scene.stalled(stage);
        Scene.stalled(stage);
        stage.result(Scene.health(stage).setMinConsecutiveProblemSamplesCount(4));
        Scene.healthy(stage);

        assertThat(stage.events(ProblemResolved.class)).isEmpty();
        assertThat(Scene.health(stage).snapshot().minConsecutiveProblemSamplesCount()).isEqualTo(4);
    }
}
