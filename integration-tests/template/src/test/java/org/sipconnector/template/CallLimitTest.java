/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sipconnector.testkit.Operations.END_CALL;

import java.time.Duration;
import java.util.Optional;
import org.sipconnector.api.call.CallEvent;
import org.sipconnector.api.call.CallManager;
import org.sipconnector.api.call.CallSnapshot;
import org.sipconnector.api.sip.DialogId;
import org.sipconnector.api.sip.SipCause;
import org.sipconnector.api.sip.SipFailure;
import org.sipconnector.template.api.CallLimitManager;
import org.sipconnector.template.api.CallLimitSnapshot;
import org.sipconnector.testkit.LaneHarness;
import org.sipconnector.testkit.Scenario;
import org.sipconnector.testkit.StandIn;

/** Each scenario runs once more for each of its messages, with all managers replaced after it. */
class CallLimitTest {

    private static final Duration LIMIT = Duration.ofMinutes(45);
    private static final DialogId DIALOG = new DialogId("call-1");

    @Scenario
    void aCallThatTakesTooLongIsEndedAndCounted(LaneHarness stage) {
        CallLimitManager manager = limited(stage, LIMIT);
        stage.post(new CallEvent.Confirmed(DIALOG));
        stage.advance(LIMIT.minusMillis(1));
        assertThat(stage.operations()).isEmpty();

        stage.advance(Duration.ofMillis(1));
        assertThat(stage.operations()).containsExactly(END_CALL);
        stage.post(END_CALL.done());
        assertThat(manager.snapshot()).isEqualTo(new CallLimitSnapshot(Optional.of(LIMIT), 1));
    }

    @Scenario
    void aCallThatIsOverBeforeIsLeftAlone(LaneHarness stage) {
        limited(stage, LIMIT);
        stage.post(new CallEvent.Confirmed(DIALOG));
        stage.post(new CallEvent.Ended(SipFailure.local(SipCause.TERMINATED)));

        stage.advance(LIMIT);
        assertThat(stage.operations()).isEmpty();
    }

    @Scenario
    void aCallWithoutALimitIsLeftAlone(LaneHarness stage) {
        limited(stage, Duration.ZERO);
        stage.post(new CallEvent.Confirmed(DIALOG));

        stage.advance(Duration.ofDays(1));
        assertThat(stage.operations()).isEmpty();
    }

    @Scenario
    void aNegativeLimitIsRefused(LaneHarness stage) {
        CallLimitManager manager = limited(stage, LIMIT);

        assertThat(stage.failure(manager.limit(Duration.ofMinutes(-1)))).isInstanceOf(IllegalArgumentException.class);
        assertThat(manager.snapshot().longest()).contains(LIMIT);
    }

    private static CallLimitManager limited(LaneHarness stage, Duration longest) {
        stage.install(new StandIn(CallManager.class, CallSnapshot.IDLE), new CallLimitManagerFactory());
        CallLimitManager manager = stage.manager(CallLimitManager.class);
        stage.result(manager.limit(longest));
        return manager;
    }
}
