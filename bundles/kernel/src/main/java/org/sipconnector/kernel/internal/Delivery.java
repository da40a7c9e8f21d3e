package org.sipconnector.kernel.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.sipconnector.kernel.Handover;
import org.sipconnector.kernel.ManagerFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gives one message to one manager, and to its former code when new code on trial throws on it. On the lane. */
final class Delivery {

    private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);

    private final LaneCore lane;

    Delivery(LaneCore lane) {
        this.lane = lane;
    }

    /**
     * @param message gives the message to the manager that is in the slot then
     * @param failed  told what was thrown, when nobody could be given the message instead
     */
    void deliver(Slot slot, Consumer<Slot> message, Consumer<Throwable> failed) {
        Trial trial = slot.trial(lane.now());
        if (trial == null) {
            attempt(slot, message, failed);
            return;
        }
        Handover before = slot.present();
        long mark = lane.journal().last();
        attempt(slot, message, error -> {
            failed.accept(error);
            fallBack(slot, trial, before, lane.journal().last() == mark, message, error);
        });
    }

    private void attempt(Slot slot, Consumer<Slot> message, Consumer<Throwable> failed) {
        try {
            lane.atWork(slot, () -> message.accept(slot));
        } catch (RuntimeException | LinkageError | AssertionError e) {
            failed.accept(e);
        }
    }

    private void fallBack(Slot slot, Trial trial, Handover before, boolean nothingDone, Consumer<Slot> message,
            Throwable error) {
        byte[] state = nothingDone ? before.toBytes() : stateOr(slot, before);
        Consumer<Slot> again = nothingDone ? message : any -> {};
        if (trial.former() != null) {
            ManagerFactory onTrial = slot.factory();
            try {
                adopt(slot, trial.former(), state);
                List<Throwable> formerToo = new ArrayList<>();
                attempt(slot, again, formerToo::add);
                if (!formerToo.isEmpty()) {
                    LOG.warn("{}: the former code fails on that message too, so its successor stays", slot.simpleName());
                    adopt(slot, onTrial, stateOr(slot, before));
                    slot.trial(trial);
                    return;
                }
            } catch (RuntimeException | LinkageError | AssertionError e) {
                LOG.error("{}: the former code could not take over again", slot.simpleName(), e);
                slot.park(state);
            }
        } else {
            slot.park(state);
            slot.redeliver(again);
        }
        LOG.error("{} failed in its trial: its former code goes on", slot.simpleName());
        lane.settleParking();
        lane.runtime().clients().execute(() -> trial.failed().accept(error));
    }

    private void adopt(Slot slot, ManagerFactory code, byte[] state) {
        slot.adopt(code, new LaneHandle(lane, slot), Handover.fromBytes(state));
    }

    private static byte[] stateOr(Slot slot, Handover before) {
        try {
            return slot.state();
        } catch (RuntimeException e) {
            return before.toBytes();
        }
    }
}
