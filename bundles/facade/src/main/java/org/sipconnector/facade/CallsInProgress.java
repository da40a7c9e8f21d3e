/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.facade;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.sipconnector.api.call.CallEvent;
import org.sipconnector.api.call.CallManager;
import org.sipconnector.api.call.CallSnapshot;
import org.sipconnector.api.connector.CallProgressEvent;
import org.sipconnector.api.media.PeerId;
import org.sipconnector.api.serverapi.ServerApiEvent;
import org.sipconnector.facade.FacadeState.Entered;
import org.sipconnector.kernel.EventHandlers;
import org.sipconnector.kernel.Lane;
import org.sipconnector.kernel.Outcome;
import org.sipconnector.kernel.Reply;
import org.sipconnector.kernel.ReplyId;
import org.sipconnector.kernel.Step;

/** Tells how calls made or answered through the facade come along, in the order {@link CallProgressEvent} promises. */
final class CallsInProgress {

    private static final EventHandlers<CallsInProgress> HANDLERS = EventHandlers.<CallsInProgress>of()
            .on(ServerApiEvent.EnterRoom.class, (own, event) -> own.entered(event.room()))
            .on(CallEvent.Ended.class, (own, event) -> own.over(event.peer()))
            .on(CallEvent.Failed.class, (own, event) -> own.over(event.peer()));

    private static final String PURGATORY = "purgatory";
    private static final int MOST_ROOMS = 8;

    private record CallSettled(ReplyId<PeerId> reply) implements Step<PeerId> {}

    private final Lane lane;
    private List<FacadeCall> calls;
    private List<Entered> entered;

    CallsInProgress(Lane lane, List<FacadeCall> calls, List<Entered> entered) {
        this.lane = lane;
        this.calls = List.copyOf(calls);
        this.entered = List.copyOf(entered);
        lane.on(HANDLERS, this);
        lane.onOutcome(CallSettled.class, this::settled);
    }

    List<FacadeCall> state() {
        return calls;
    }

    List<Entered> entered() {
        return entered;
    }

    CompletionStage<PeerId> begin(String call, String number, Supplier<CompletionStage<PeerId>> dial) {
        Reply<PeerId> reply = lane.reply();
        List<FacadeCall> more = new ArrayList<>(calls);
        more.add(FacadeCall.awaited(call, reply.id()));
        calls = List.copyOf(more);
        lane.publish(new CallProgressEvent.Before(call, number));
        lane.expect(dial.get(), new CallSettled(reply.id()));
        return reply;
    }

    /** A call that waits for its turn is not in the room of the one that is up: whose room it is, its success tells. */
    private void entered(String room) {
        Optional<PeerId> up = lane.manager(CallManager.class).snapshot().peer();
        List<FacadeCall> there = calls.stream().filter(call -> call.is(up)).toList();
        there.forEach(call -> enter(call, room));
        if (there.isEmpty() && up.isPresent() && waiting()) {
            entered = Stream.concat(entered.stream().skip(Math.max(0, entered.size() + 1 - MOST_ROOMS)),
                    Stream.of(new Entered(up.get(), room))).toList();
        }
    }

    private void enter(FacadeCall call, String room) {
        change(call, each -> each.in(room));
        lane.publish(room.equals(PURGATORY)
                ? new CallProgressEvent.EnteredPurgatory(call.id())
                : new CallProgressEvent.EnteredConference(call.id(), call.succeeded()));
    }

    private boolean waiting() {
        return calls.stream().anyMatch(call -> !call.succeeded());
    }

    private void over(Optional<PeerId> peer) {
        List<FacadeCall> over = calls.stream().filter(call -> call.is(peer)).toList();
        calls = calls.stream().filter(call -> !over.contains(call)).toList();
        over.forEach(call -> lane.publish(new CallProgressEvent.Ended(call.id())));
    }

    /** Found by the promise, as a client may give two calls the same name. */
    private void settled(CallSettled step, Outcome<PeerId> outcome) {
        for (FacadeCall call : calls.stream().filter(each -> step.reply().equals(each.reply())).toList()) {
            String id = call.id();
            if (outcome.succeeded()) {
                entered.stream().filter(each -> each.peer().equals(outcome.value())).forEach(each -> enter(call, each.room()));
                succeeded(call, outcome.value());
            } else {
                forget(call);
                lane.publish(new CallProgressEvent.Failed(id, String.valueOf(outcome.error().getMessage())));
            }
            lane.publish(new CallProgressEvent.Finished(id));
            lane.reply(call.reply()).settle(outcome);
            if (outcome.succeeded() && !up(outcome.value())) {
                forget(call);
                lane.publish(new CallProgressEvent.Ended(id));
            }
        }
        entered = waiting() ? entered : List.of();
    }

    /** Whether the call did not end before its success was heard of. */
    private boolean up(PeerId peer) {
        CallSnapshot now = lane.manager(CallManager.class).snapshot();
        return now.state().active() && now.peer().equals(Optional.of(peer));
    }

    private void succeeded(FacadeCall call, PeerId peer) {
        change(call, each -> each.confirmed(peer));
        boolean purgatory = calls.stream().anyMatch(each -> each.reply().equals(call.reply()) && each.room().equals(PURGATORY));
        lane.publish(new CallProgressEvent.Succeeded(call.id(), purgatory));
    }

    private void forget(FacadeCall call) {
        calls = calls.stream().filter(each -> !each.reply().equals(call.reply())).toList();
    }

    private void change(FacadeCall call, UnaryOperator<FacadeCall> to) {
        calls = calls.stream().map(each -> each.reply().equals(call.reply()) ? to.apply(each) : each).toList();
    }
}
