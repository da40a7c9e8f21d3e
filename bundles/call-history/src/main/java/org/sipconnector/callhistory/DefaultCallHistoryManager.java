/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.callhistory;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.UnaryOperator;
import org.sipconnector.api.call.CallEvent;
import org.sipconnector.api.callhistory.CallHistoryEvent;
import org.sipconnector.api.callhistory.CallHistoryManager;
import org.sipconnector.api.callhistory.CallHistorySnapshot;
import org.sipconnector.api.callhistory.CallRecord;
import org.sipconnector.api.incomingcall.IncomingCallEvent;
import org.sipconnector.api.incomingcall.RingingCall;
import org.sipconnector.api.serverapi.ServerApiEvent;
import org.sipconnector.api.sip.DialogId;
import org.sipconnector.api.sip.Originator;
import org.sipconnector.api.sip.SipCause;
import org.sipconnector.api.sip.SipFailure;
import org.sipconnector.api.stats.StatsEvent;
import org.sipconnector.api.stats.StatsManager;
import org.sipconnector.kernel.EventHandlers;
import org.sipconnector.kernel.Handover;
import org.sipconnector.kernel.Lane;
import org.sipconnector.kernel.Manager;
import org.sipconnector.kernel.ManagerContext;

/** Follows each call from its beginning to its end and remembers the latest. */
final class DefaultCallHistoryManager implements CallHistoryManager, Manager {

    private static final EventHandlers<DefaultCallHistoryManager> HANDLERS = EventHandlers.<DefaultCallHistoryManager>of()
            .on(CallEvent.StartCall.class,
                    (own, start) -> own.context
                            .changeUnshown(history -> history.with(CurrentCall.begun(start.number(), start.answering(), own.lane.now()))))
            .on(CallEvent.Confirmed.class, (own, confirmed) -> own.confirmed(confirmed.dialog()))
            .on(ServerApiEvent.EnterRoom.class, (own, room) -> own.current(call -> call.inRoom(room.room())))
            .on(StatsEvent.Collected.class, (own, reading) -> own.read())
            .on(CallEvent.Ended.class, (own, event) -> own.ended(event.end()))
            .on(CallEvent.Failed.class, (own, event) -> own.ended(event.failure()))
            .on(IncomingCallEvent.Ringing.class,
                    (own, event) -> own.context.changeUnshown(history -> history.rings(event.call().dialog(), own.lane.now())))
            .on(IncomingCallEvent.Terminated.class, (own, event) -> own.missed(event.call(), SipFailure.local(SipCause.REJECTED)))
            .on(IncomingCallEvent.Failed.class,
                    (own, event) -> own.missed(event.call(), new SipFailure(Originator.REMOTE, SipCause.CANCELED, 0, "not answered", List.of())));

    private final ManagerContext<History, CallHistorySnapshot> context;
    private final Lane lane;

    DefaultCallHistoryManager(ManagerContext<History, CallHistorySnapshot> context) {
        this.context = context;
        this.lane = context.lane();
        lane.on(HANDLERS, this);
        context.show();
    }

    @Override
    public CallHistorySnapshot snapshot() {
        return context.snapshot();
    }

    @Override
    public CompletionStage<Void> clear() {
        context.change(History::cleared);
        return CompletableFuture.completedStage(null);
    }

    @Override
    public Handover handOver() {
        return context.handOver();
    }

    private void current(UnaryOperator<CurrentCall> change) {
        context.changeUnshown(history -> history.current().map(call -> history.with(change.apply(call))).orElse(history));
    }

    /** An incoming call began when it began to ring. */
    private void confirmed(DialogId dialog) {
        Instant rang = context.state().ringing().get(dialog.value());
        context.changeUnshown(history -> history.ringsNoMore(dialog));
        current(call -> (call.incoming() && rang != null ? call.since(rang) : call).confirmed(lane.now()));
    }

    private void read() {
        if (lane.has(StatsManager.class)) {
            current(call -> call.read(call.readings().plus(lane.manager(StatsManager.class).snapshot())));
        }
    }

    private void ended(SipFailure end) {
        Optional<CallRecord> over = context.state().current().map(call -> call.ended(end, lane.now()));
        over.ifPresent(call -> record(history -> history.ended(call), call));
    }

    private void missed(RingingCall ringing, SipFailure end) {
        Instant since = context.state().ringing().getOrDefault(ringing.dialog().value(), lane.now());
        CallRecord call = CurrentCall.begun(ringing.caller().incomingNumber(), true, since).ended(end, lane.now());
        record(history -> history.ringsNoMore(ringing.dialog()).missed(call), call);
    }

    private void record(UnaryOperator<History> change, CallRecord call) {
        context.change(change);
        context.publish(new CallHistoryEvent.Recorded(call));
    }
}
