/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.streamhealth;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import org.sipconnector.api.call.CallEvent;
import org.sipconnector.api.call.NoEstablishedCallException;
import org.sipconnector.testkit.LaneHarness;
import org.sipconnector.testkit.Scenario;
import org.sipconnector.testkit.StandIn.Answered;
import org.sipconnector.testkit.StandIn.Asked;
import org.sipconnector.testkit.StandIn.Refused;

class RecoveryTest {

    private static LaneHarness withThrottle(LaneHarness stage, long millis) {
        Scene.inCall(stage);
        stage.result(Scene.health(stage).setThrottleRecoveryTimeout(Duration.ofMillis(millis)));
        return stage.forget();
    }

    private static long renegotiations(LaneHarness stage) {
        return stage.events(Asked.class).stream().filter(asked -> asked.operation().equals("renegotiate")).count();
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
        stage.post(new Answered("renegotiate", true));
        assertThat(Scene.health(stage).snapshot().recovering()).isFalse();
    }

    @Scenario
    void wishesWithinTheTimeoutBecomeOneAtItsEnd(LaneHarness stage) {
        withThrottle(stage, 200);
        recover(stage);
        stage.post(new Answered("renegotiate", true));
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
        stage.post(new Answered("renegotiate", true));
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
        stage.post(new Answered("renegotiate", true));
        stage.advance(Duration.ofSeconds(1));

        assertThat(renegotiations(stage)).isEqualTo(1);
    }

    @Scenario
    void anotherTimeoutDropsWhatWaitsAndBeginsAnew(LaneHarness stage) {
        withThrottle(stage, 200);
        recover(stage);
        stage.post(new Answered("renegotiate", true));
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
        stage.post(new Refused("renegotiate", new NoEstablishedCallException()));

        assertThat(Scene.health(stage).snapshot().recovering()).isFalse();
    }
}
