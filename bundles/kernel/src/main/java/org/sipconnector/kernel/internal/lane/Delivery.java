/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel.internal.lane;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.sipconnector.kernel.Handover;
import org.sipconnector.kernel.ManagerFactory;
import org.sipconnector.kernel.internal.foundation.AbsentFoundationException;
import org.sipconnector.kernel.internal.reply.Causes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gives one message to one manager, and to its former code when new code on trial throws on it. On the lane. */
final class Delivery {

    private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);

    private final LaneCore lane;
    private boolean judging;

    /**
     * A message whose code threw on it, for the code that comes next.
     *
     * @param lost told what that one threw
     */
    record Redelivery(Consumer<Slot> message, Consumer<Throwable> lost) {}

    Delivery(LaneCore lane) {
        this.lane = lane;
    }

    /** Whether code is judged by what it throws: new code on trial, or its former that is given the same message. */
    boolean judges(Slot slot) {
        return judging || slot.trial(lane.now()) != null;
    }

    /**
     * @param message gives the message to the manager that is in the slot then
     * @param failed  told what was thrown
     * @param lost    told what was thrown, when nobody is given the message instead
     */
    void deliver(Slot slot, Consumer<Slot> message, Consumer<Throwable> failed, Consumer<Throwable> lost) {
        Trial trial = slot.trial(lane.now());
        if (trial == null) {
            attempt(slot, message, error -> {
                failed.accept(error);
                lost.accept(error);
            });
            return;
        }
        Handover before = slot.present();
        long mark = lane.journal().last();
        attempt(slot, message, error -> {
            failed.accept(error);
            if (Causes.has(error, AbsentFoundationException.class)) {
                // that would have happened to the former code, too, and may be over when it is given the message
                lost.accept(error);
                return;
            }
            boolean nothingDone = lane.journal().last() == mark;
            if (!nothingDone) {
                lost.accept(error);
            }
            fallBack(slot, trial, before, nothingDone, message, error, lost);
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
            Throwable error, Consumer<Throwable> lost) {
        byte[] state = nothingDone ? before.toBytes() : stateOr(slot, before);
        Consumer<Slot> again = nothingDone ? message : any -> {};
        if (trial.former() != null) {
            ManagerFactory onTrial = slot.factory();
            try {
                adopt(slot, trial.former(), state);
                if (fails(slot, again)) {
                    LOG.warn("{}: the former code fails on that message too, so its successor stays", slot.simpleName());
                    adopt(slot, onTrial, stateOr(slot, before));
                    slot.trial(trial);
                    lost.accept(error);
                    return;
                }
            } catch (RuntimeException | LinkageError | AssertionError e) {
                LOG.error("{}: the former code could not take over again", slot.simpleName(), e);
                slot.park(state);
                lost.accept(error);
            }
        } else {
            slot.park(state);
            slot.redeliver(new Redelivery(again, lost));
        }
        LOG.error("{} failed in its trial: its former code goes on", slot.simpleName());
        lane.settleParking();
        lane.runtime().clients().execute(() -> trial.failed().accept(error));
    }

    /** Whether the former code throws on the message, too. */
    private boolean fails(Slot slot, Consumer<Slot> message) {
        List<Throwable> thrown = new ArrayList<>();
        judging = true;
        try {
            attempt(slot, message, thrown::add);
        } finally {
            judging = false;
        }
        return !thrown.isEmpty();
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
