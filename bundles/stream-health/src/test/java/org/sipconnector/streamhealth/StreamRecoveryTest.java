/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.streamhealth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sipconnector.testkit.Operations.RENEGOTIATE;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import org.sipconnector.api.call.CallEvent;
import org.sipconnector.api.call.NoEstablishedCallException;
import org.sipconnector.testkit.LaneHarness;
import org.sipconnector.testkit.Scenario;

class StreamRecoveryTest {

    private static LaneHarness withThrottle(LaneHarness stage, long millis) {
        Scene.inCall(stage);
        stage.result(Scene.health(stage).setThrottleRecoveryTimeout(Duration.ofMillis(millis)));
        return stage.forget();
    }

    private static int renegotiations(LaneHarness stage) {
        return stage.requests(RENEGOTIATE).size();
    }

    private static void recover(LaneHarness stage) {
        CompletionStage<Void> asked = Scene.health(stage).recover();
        stage.settle();
        stage.result(asked);
    }

    @Scenario
    void aDetectedProblemIsRenegotiatedOnce(LaneHarness stage) {
        Scene.inCall(stage);
        for (int i = 0; i < 6; i++) {
            Scene.stalled(stage);
        }

        assertThat(renegotiations(stage)).isEqualTo(1);
        assertThat(Scene.health(stage).snapshot().recovering()).isTrue();
        stage.post(RENEGOTIATE.answered(true));
        assertThat(Scene.health(stage).snapshot().recovering()).isFalse();
    }

    @Scenario
    void wishesWithinTheTimeoutBecomeOneAtItsEnd(LaneHarness stage) {
        withThrottle(stage, 200);
        recover(stage);
        stage.post(RENEGOTIATE.answered(true));
        stage.advance(Duration.ofMillis(100));
        recover(stage);
        recover(stage);
        assertThat(renegotiations(stage)).isEqualTo(1);
        stage.advance(Duration.ofMillis(100));

        assertThat(renegotiations(stage)).isEqualTo(2);
    }

    @Scenario
    void nothingIsRenegotiatedWhileTheFormerStillRuns(LaneHarness stage) {
        withThrottle(stage, 200);
        recover(stage);
        stage.advance(Duration.ofMillis(200));
        recover(stage);

        assertThat(renegotiations(stage)).isEqualTo(1);
    }

    @Scenario
    void afterTheTimeoutTheNextGoesAtOnce(LaneHarness stage) {
        withThrottle(stage, 200);
        recover(stage);
        stage.post(RENEGOTIATE.answered(true));
        stage.advance(Duration.ofMillis(200));
        recover(stage);

        assertThat(renegotiations(stage)).isEqualTo(2);
    }

    @Scenario
    void theEndOfTheCallDropsWhatWaitsAndWhatRuns(LaneHarness stage) {
        withThrottle(stage, 200);
        recover(stage);
        recover(stage);
        stage.post(new CallEvent.Ended(null));
        assertThat(stage.timers()).isZero();
        assertThat(Scene.health(stage).snapshot().recovering()).isFalse();
        stage.post(RENEGOTIATE.answered(true));
        stage.advance(Duration.ofSeconds(1));

        assertThat(renegotiations(stage)).isEqualTo(1);
    }

    @Scenario
    void anotherTimeoutDropsWhatWaitsAndBeginsAnew(LaneHarness stage) {
        withThrottle(stage, 200);
        recover(stage);
        stage.post(RENEGOTIATE.answered(true));
        recover(stage);
        stage.result(Scene.health(stage).setThrottleRecoveryTimeout(Duration.ofMillis(300)));
        stage.advance(Duration.ofMillis(250));
        assertThat(renegotiations(stage)).isEqualTo(1);
        recover(stage);

        assertThat(renegotiations(stage)).isEqualTo(2);
    }

    @Scenario
    void aRenegotiationThatFailsIsOnlyLogged(LaneHarness stage) {
        Scene.inCall(stage);
        recover(stage);
        stage.post(RENEGOTIATE.refused(new NoEstablishedCallException()));

        assertThat(Scene.health(stage).snapshot().recovering()).isFalse();
    }
}
