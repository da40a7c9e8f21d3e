/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel.internal.lane;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import org.sipconnector.api.Event;
import org.sipconnector.api.SipConnectorException;
import org.sipconnector.kernel.SnapshotChanged;
import org.sipconnector.kernel.internal.journal.Heard;
import org.sipconnector.kernel.internal.journal.Message;
import org.sipconnector.kernel.internal.journal.PendingStep;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells a lane's managers what has happened, in their order: events, timers that ran out, and outcomes they wait for. What they
 * publish on the way is told after it. On the lane.
 */
final class EventDelivery {

    private static final Logger LOG = LoggerFactory.getLogger(EventDelivery.class);

    private final LaneCore lane;
    private final Delivery delivery;
    private final LaneFailures failures;
    private final Consumer<Event> outside;
    private final Deque<Published> published = new ArrayDeque<>(4);

    /** An event every manager is still to hear, and its number in the journal. */
    private record Published(Event event, long number) {}

    EventDelivery(LaneCore lane, Delivery delivery, LaneFailures failures, Consumer<Event> outside) {
        this.lane = lane;
        this.delivery = delivery;
        this.failures = failures;
        this.outside = outside;
    }

    void publish(Slot slot, Event event) {
        published.add(new Published(event, lane.journal().add(lane.now(), slot.name(), event)));
        outside.accept(event);
    }

    void show(Slot slot, Object snapshot) {
        Object previous = slot.snapshot();
        if (!snapshot.equals(previous)) {
            slot.snapshot(snapshot);
            SnapshotChanged changed = new SnapshotChanged(slot.api().getSimpleName(), previous, snapshot);
            published.add(new Published(changed, lane.journal().add(lane.now(), slot.name(), changed)));
        }
    }

    void deliverPublished() {
        for (Published next = published.poll(); next != null; next = published.poll()) {
            tellEveryone(next.event(), next.number());
        }
    }

    void tellEveryone(Event event, long number) {
        for (Slot slot : lane.slots()) {
            tell(slot, event, number);
        }
    }

    void tell(Slot slot, Event event, long number) {
        if (slot == null || slot.absent()) {
            return;
        }
        List<Consumer<Event>> handlers = slot.handlersOf(event.getClass());
        if (!handlers.isEmpty()) {
            noteHeard(slot, number);
            delivery.deliver(slot, now -> now.handlersOf(event.getClass()).forEach(handler -> handler.accept(event)),
                    error -> failures.report(slot.simpleName(), error), error -> {});
        }
    }

    private void noteHeard(Slot slot, long number) {
        if (lane.journal().last() != number) {
            lane.journal().add(lane.now(), slot.name(), new Heard(number));
        }
    }

    /** A manager goes on with a step whose stage has settled; what the step promised fails when it is not known any more, or throws. */
    void goOn(Slot slot, Message.Answer answer, long number) {
        if (slot == null || slot.absent()) {
            return;
        }
        PendingStep step = answer.step();
        if (!slot.knows(step)) {
            LOG.warn("{} as it is now does not know the step {}", slot.simpleName(), step.name());
            fail(step, answer.error() != null
                    ? answer.error()
                    : new SipConnectorException("the code that promised this was replaced before its step " + step.name()));
            return;
        }
        noteHeard(slot, number);
        delivery.deliver(slot, now -> now.goOn(answer), error -> failures.report(slot.simpleName(), error), error -> fail(step, error));
    }

    /** What the step was to settle would stay open for ever. */
    private void fail(PendingStep step, Throwable error) {
        step.replies().forEach(reply -> lane.replies().find(reply).fail(error));
    }
}
