/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.template;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.sipconnector.api.call.CallEvent;
import org.sipconnector.api.call.CallManager;
import org.sipconnector.kernel.EventHandlers;
import org.sipconnector.kernel.Handover;
import org.sipconnector.kernel.Lane;
import org.sipconnector.kernel.Manager;
import org.sipconnector.kernel.ManagerContext;
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

    private static final EventHandlers<DefaultCallLimitManager> HANDLERS = EventHandlers.<DefaultCallLimitManager>of()
            .on(CallEvent.Confirmed.class, (own, confirmed) -> own.context.state().longest().ifPresent(longest -> own.lane.schedule(TIMER, longest)))
            .on(CallEvent.Ended.class, (own, ended) -> own.lane.cancel(TIMER))
            .on(CallEvent.Failed.class, (own, failed) -> own.lane.cancel(TIMER))
            .on(TimerFired.class, (own, fired) -> own.lane.expect(own.lane.manager(CallManager.class).endCall(), new CallEnded()));

    private final ManagerContext<CallLimit, CallLimitSnapshot> context;
    private final Lane lane;

    /** What follows when the call is over; it finds this manager, or the one that has replaced it. */
    private record CallEnded() implements Step<Void> {}

    DefaultCallLimitManager(ManagerContext<CallLimit, CallLimitSnapshot> context) {
        this.context = context;
        this.lane = context.lane();
        lane.on(HANDLERS, this);
        lane.onOutcome(CallEnded.class, this::callEnded);
    }

    @Override
    public CallLimitSnapshot snapshot() {
        return context.snapshot();
    }

    @Override
    public CompletionStage<Void> limit(Duration longest) {
        if (longest.isNegative()) {
            throw new IllegalArgumentException("a call cannot be limited to " + longest);
        }
        context.change(limit -> limit.limited(longest));
        return CompletableFuture.completedStage(null);
    }

    @Override
    public Handover handOver() {
        return context.handOver();
    }

    private void callEnded(CallEnded step, Outcome<Void> outcome) {
        if (outcome.succeeded()) {
            LOG.info("{}: the call was ended after {}", lane.connector(), context.state().longest().map(Duration::toString).orElse("its limit"));
            context.change(CallLimit::counted);
        }
    }
}
