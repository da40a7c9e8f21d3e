/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.callreconnect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sipconnector.api.callreconnect.CallReconnectState.ATTEMPTING;
import static org.sipconnector.api.callreconnect.CallReconnectState.BACKOFF;
import static org.sipconnector.api.callreconnect.CallReconnectState.WAITING_SIGNALING;

import java.time.Duration;
import java.util.List;
import org.sipconnector.api.call.CallFailedException;
import org.sipconnector.api.callreconnect.CallReconnectEvent;
import org.sipconnector.api.sip.Header;
import org.sipconnector.api.sip.Originator;
import org.sipconnector.api.sip.SipCause;
import org.sipconnector.api.sip.SipFailure;
import org.sipconnector.testkit.LaneHarness;
import org.sipconnector.testkit.Scenario;

/** A server that says when it wants to be called again is not called before (RFC 3261 section 20.33). */
class RetryAfterTest {

    private static CallFailedException refused(int status, String retryAfter) {
        return new CallFailedException("refused", SipFailure.response(status, "no", List.of(new Header("Retry-After", retryAfter))));
    }

    /** An attempt that failed so, and how long the next one waits. */
    private static Duration next(LaneHarness stage, int status, String retryAfter) {
        CallReconnectFixtures cast = CallReconnectFixtures.armedOn(stage).failed(CallReconnectFixtures.NETWORK).passes(1_000);
        assertThat(cast.state()).isEqualTo(ATTEMPTING);
        cast.callFails(refused(status, retryAfter));
        assertThat(cast.state()).isEqualTo(BACKOFF);
        return cast.last(CallReconnectEvent.AttemptScheduled.class).delay();
    }

    @Scenario
    void theNextAttemptWaitsAsLongAsA503Says(LaneHarness stage) {
        assertThat(next(stage, 503, "40 (the room is full);duration=60")).isEqualTo(Duration.ofSeconds(40));
    }

    @Scenario
    void anyStatusMaySaySo(LaneHarness stage) {
        assertThat(next(stage, 600, "17")).isEqualTo(Duration.ofSeconds(17));
    }

    @Scenario
    void itsOwnPauseIsKeptWhereThatIsLonger(LaneHarness stage) {
        assertThat(next(stage, 486, "1")).isEqualTo(Duration.ofSeconds(2));
    }

    @Scenario
    void nobodyIsKeptWaitingForMoreThanFiveMinutes(LaneHarness stage) {
        assertThat(next(stage, 480, "99999999999999")).isEqualTo(Duration.ofMinutes(5));
    }

    @Scenario
    void whatIsNoNumberOfSecondsSaysNothing(LaneHarness stage) {
        assertThat(next(stage, 500, "Fri, 31 Dec 1999 23:59:59 GMT")).isEqualTo(Duration.ofSeconds(2));
    }

    @Scenario
    void whatEndedTheCallMaySaySoToo(LaneHarness stage) {
        CallReconnectFixtures cast = CallReconnectFixtures.armedOn(stage).ended(new SipFailure(Originator.SYSTEM,
                SipCause.CONNECTION_ERROR, 408, "gone", List.of(new Header("Retry-After", "25"))));

        assertThat(cast.last(CallReconnectEvent.AttemptScheduled.class).delay()).isEqualTo(Duration.ofSeconds(25));
    }

    @Scenario
    void theTimeRunsOnWhileTheConnectionIsAway(LaneHarness stage) {
        CallReconnectFixtures cast = CallReconnectFixtures.armedOn(stage).failed(CallReconnectFixtures.NETWORK).passes(1_000);
        cast.callFails(refused(503, "15")).isDisconnected();
        assertThat(cast.state()).isEqualTo(WAITING_SIGNALING);
        cast.passes(5_000).isRegistered();

        assertThat(cast.last(CallReconnectEvent.AttemptScheduled.class).delay()).isEqualTo(Duration.ofSeconds(10));
    }

    @Scenario
    void theOneAfterItWaitsForItsOwnTimeOnly(LaneHarness stage) {
        CallReconnectFixtures cast = CallReconnectFixtures.armedOn(stage).failed(CallReconnectFixtures.NETWORK).passes(1_000);
        cast.callFails(refused(503, "20")).passes(20_000).callFails(new IllegalStateException("refused"));

        assertThat(cast.last(CallReconnectEvent.AttemptScheduled.class).delay()).isEqualTo(Duration.ofSeconds(4));
    }

    @Scenario
    void whoForcesAnotherAttemptDoesNotWait(LaneHarness stage) {
        CallReconnectFixtures cast = CallReconnectFixtures.armedOn(stage, CallReconnectFixtures.EXACT.withMaxAttempts(1))
                .failed(CallReconnectFixtures.NETWORK).passes(1_000).callFails(refused(503, "120"));
        cast.redial().forceReconnect();

        assertThat(cast.state()).isEqualTo(BACKOFF);
        assertThat(cast.last(CallReconnectEvent.AttemptScheduled.class).delay()).isEqualTo(Duration.ofSeconds(1));
    }
}
