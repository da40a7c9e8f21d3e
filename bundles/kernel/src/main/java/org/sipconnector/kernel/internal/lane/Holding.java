/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel.internal.lane;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.sipconnector.kernel.internal.journal.Ids;
import org.sipconnector.kernel.internal.journal.Message;
import org.sipconnector.kernel.internal.journal.PendingStep;
import org.sipconnector.kernel.internal.reply.LaneReply;
import org.sipconnector.spi.standby.HeldConnector;
import org.sipconnector.spi.standby.HeldManager;
import org.sipconnector.spi.standby.HeldMessage;
import org.sipconnector.spi.standby.Promise;

/** Leaves a lane to the next kernel, and takes one up from the former; on that lane, between two messages. */
public final class Holding {

    private Holding() {}

    /** From now on the lane is at rest, and what comes to it goes to what is held. When that throws nothing has changed. */
    public static HeldConnector leave(LaneCore lane) {
        HeldConnector held = held(lane);
        lane.slots().forEach(lane.timers()::cancelAll);
        lane.handover().leaveTo(held);
        return held;
    }

    /** The lane as it could be left now; throws what a manager throws that cannot tell its state. */
    public static HeldConnector held(LaneCore lane) {
        return new HeldConnector(lane.configuration(), lane.slots().stream().map(slot -> held(slot, lane.now())).toList(),
                lane.kept().all(), lane.replies().open().stream().map(Holding::held).toList(), lane.expected().held());
    }

    private static HeldManager held(Slot slot, Instant now) {
        List<HeldManager.HeldTimer> timers = slot.timers().entrySet().stream()
                .map(timer -> new HeldManager.HeldTimer(timer.getKey(), left(now, timer.getValue().due()))).toList();
        Ids ids = slot.ids();
        return new HeldManager(slot.api(), slot.order(), slot.state(), slot.snapshot(),
                new HeldManager.IdSource(ids.base(), ids.count(), ids.random()), timers);
    }

    private static Duration left(Instant now, Instant due) {
        return due.isAfter(now) ? Duration.between(now, due) : Duration.ZERO;
    }

    private static Promise held(LaneReply<?> reply) {
        return new Promise(reply.id().value(), reply::settleHere);
    }

    /** What waits, in the next kernel's terms; null for a timer, which its manager still has, and what is the kernel's own. */
    static HeldMessage held(Message message) {
        if (message instanceof Message.Posted posted) {
            return new HeldMessage.Posted(posted.event());
        } else if (message instanceof Message.Request request) {
            return new HeldMessage.Request(request.manager(), request.method(), request.arguments(),
                    request.reply() == null ? null : held(request.reply()));
        } else if (message instanceof Message.Answer answer) {
            return new HeldMessage.Answer(answer.manager(), answer.step().toText(), answer.value(), answer.error());
        }
        return null;
    }

    /** Fills a new lane: its managers are absent until their code comes, so its messages wait. */
    public static void takeUp(LaneCore lane, HeldConnector held) {
        for (HeldManager manager : held.managers()) {
            Slot slot = new Slot(manager);
            lane.add(slot);
            manager.timers().forEach(timer -> lane.timers().schedule(slot, timer.name(), timer.left()));
        }
        held.kept().forEach(lane.kept()::keep);
        held.promises().forEach(lane.replies()::takeUp);
        lane.expected().takeUp(held.steps());
        lane.settleParking();
        lane.handover().takenUpFrom(held);
    }

    /** The way from what was held to the lane that took it up. */
    public record TakenUp(LaneCore lane, Supplier<CompletionStage<Void>> closing) implements HeldConnector.Successor {

        @Override
        public void accept(HeldMessage held) {
            Message message = taken(held);
            lane.enqueue(message);
            if (lane.parked()) {
                lane.calls().limitAbsence(message);
            }
        }

        private Message taken(HeldMessage held) {
            if (held instanceof HeldMessage.Posted posted) {
                return new Message.Posted(posted.event());
            } else if (held instanceof HeldMessage.Request request) {
                return new Message.Request(request.manager(), request.method(), request.arguments(),
                        request.promise() == null ? null : lane.replies().takeUp(request.promise()));
            }
            HeldMessage.Answer answer = (HeldMessage.Answer) held;
            return new Message.Answer(answer.manager(), PendingStep.fromText(answer.key()), answer.value(), answer.error());
        }

        @Override
        public Object snapshot(Class<?> api) {
            return lane.calls().snapshot(api);
        }

        @Override
        public CompletionStage<Void> close() {
            return closing.get();
        }
    }
}
