/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.connector;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.sipconnector.api.connection.ConnectionEvent;
import org.sipconnector.api.incomingcall.IncomingCallEvent;
import org.sipconnector.api.incomingcall.IncomingCallManager;
import org.sipconnector.api.sip.DialogId;
import org.sipconnector.kernel.EventHandlers;
import org.sipconnector.kernel.Lane;
import org.sipconnector.kernel.StatePart;
import org.sipconnector.kernel.TimerFired;
import org.sipconnector.spi.sip.SipEvent;

/**
 * Calls that ring here, also while somebody who has taken one may still answer it, until they are established or over. The end
 * of one may have come while an older version was at work that does not follow them: none counts for longer than it can ring.
 */
final class RingingCalls {

    private static final EventHandlers<RingingCalls> HANDLERS = EventHandlers.<RingingCalls>of()
            .on(IncomingCallEvent.Ringing.class, (own, event) -> own.began(event.call().dialog()))
            .on(SipEvent.DialogConfirmed.class, (own, event) -> own.over(event.dialog()))
            .on(SipEvent.DialogEnded.class, (own, event) -> own.over(event.dialog()))
            .on(SipEvent.DialogFailed.class, (own, event) -> own.over(event.dialog()))
            .on(ConnectionEvent.Disconnected.class, (own, event) -> own.keep(call -> false))
            .on(TimerFired.class, RingingCalls::timerFired);

    /** A call that is in the incoming call's snapshot counts for as long as it is there. */
    private static final Duration LONGEST = Duration.ofSeconds(100);
    private static final String TIMER = "ringing";

    /** @param since when it began to ring */
    record Ringing(DialogId call, Instant since) {}

    private final Lane lane;
    private final StatePart<List<Ringing>> calls;
    private Runnable afterOne = () -> {};

    RingingCalls(Lane lane, StatePart<List<Ringing>> calls) {
        this.lane = lane;
        this.calls = calls;
        lane.on(HANDLERS, this);
        lane.onSnapshot(IncomingCallManager.class, (before, now) -> afterOne.run());
    }

    /** @param look called when one of them may be over */
    void follow(Runnable look) {
        afterOne = look;
    }

    private void timerFired(TimerFired fired) {
        if (fired.timer().equals(TIMER)) {
            keep(this::counts);
            afterOne.run();
        }
    }

    boolean any() {
        return calls.get().stream().anyMatch(this::counts) || lane.has(IncomingCallManager.class)
                && !lane.manager(IncomingCallManager.class).snapshot().ringing().isEmpty();
    }

    private void began(DialogId dialog) {
        calls.change(now -> Stream.concat(now.stream().filter(call -> !call.call().equals(dialog)), Stream.of(new Ringing(dialog, lane.now())))
                .toList());
        keep(this::counts);
    }

    private void over(DialogId dialog) {
        if (calls.get().stream().anyMatch(call -> call.call().equals(dialog))) {
            keep(call -> !call.call().equals(dialog));
            afterOne.run();
        }
    }

    private boolean counts(Ringing call) {
        return lane.now().isBefore(call.since().plus(LONGEST));
    }

    private void keep(Predicate<Ringing> which) {
        calls.change(now -> now.stream().filter(which).toList());
        calls.get().stream().map(Ringing::since).min(Instant::compareTo).ifPresentOrElse(
                oldest -> lane.schedule(TIMER, Duration.between(lane.now(), oldest.plus(LONGEST))), () -> lane.cancel(TIMER));
    }
}
