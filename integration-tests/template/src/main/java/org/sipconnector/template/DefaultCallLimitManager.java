/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.template;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.sipconnector.api.call.CallEvent;
import org.sipconnector.api.call.CallManager;
import org.sipconnector.kernel.Handover;
import org.sipconnector.kernel.Lane;
import org.sipconnector.kernel.Manager;
import org.sipconnector.kernel.Outcome;
import org.sipconnector.kernel.Step;
import org.sipconnector.kernel.TimerFired;
import org.sipconnector.template.api.CallLimitManager;
import org.sipconnector.template.api.CallLimitSnapshot;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A timer of the kernel runs while a call is up; when it runs out, the call manager is asked to end the call. */
final class DefaultCallLimitManager implements CallLimitManager, Manager {

    private static final Logger LOG = LoggerFactory.getLogger(DefaultCallLimitManager.class);
    private static final String TIMER = "limit";

    private final Lane lane;
    private CallLimit state;

    /** What follows when the call is over; it finds this manager, or the one that has replaced it. */
    private record CallEnded() implements Step<Void> {}

    DefaultCallLimitManager(Lane lane, CallLimit state) {
        this.lane = lane;
        this.state = state;
        lane.on(CallEvent.Confirmed.class, confirmed -> this.state.longest().ifPresent(longest -> lane.schedule(TIMER, longest)));
        lane.on(CallEvent.Ended.class, ended -> lane.cancel(TIMER));
        lane.on(CallEvent.Failed.class, failed -> lane.cancel(TIMER));
        lane.on(TimerFired.class, fired -> lane.expect(lane.manager(CallManager.class).endCall(), new CallEnded()));
        lane.onOutcome(CallEnded.class, this::callEnded);
    }

    @Override
    public CallLimitSnapshot snapshot() {
        return state.snapshot();
    }

    @Override
    public CompletionStage<Void> limit(Duration longest) {
        if (longest.isNegative()) {
            throw new IllegalArgumentException("a call cannot be limited to " + longest);
        }
        change(state.limited(longest));
        return CompletableFuture.completedStage(null);
    }

    @Override
    public Handover handOver() {
        return Handover.of(CallLimit.VERSION, state);
    }

    private void callEnded(CallEnded step, Outcome<Void> outcome) {
        if (outcome.succeeded()) {
            LOG.info("{}: the call was ended after {}", lane.connector(), state.longest().map(Duration::toString).orElse("its limit"));
            change(state.counted());
        }
    }

    private void change(CallLimit next) {
        state = next;
        lane.show(state.snapshot());
    }
}
