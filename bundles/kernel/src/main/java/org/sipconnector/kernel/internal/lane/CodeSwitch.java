/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel.internal.lane;

import java.util.Set;
import org.sipconnector.kernel.ManagerFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts a manager's code into one lane or takes it out; runs on that lane, between two messages. */
public final class CodeSwitch {

    private static final Logger LOG = LoggerFactory.getLogger(CodeSwitch.class);

    private CodeSwitch() {}

    /**
     * Goes on with this code: fresh when the lane had none, else with the state of the code at work or parked.
     *
     * @return null, or why the lane did not take it: the former code, if there is some, goes on
     */
    public static Throwable arrive(LaneCore lane, ManagerFactory factory) {
        return arrive(lane, factory, new Takeovers(), null);
    }

    /** As above; the code is on trial unless that is null. */
    public static Throwable arrive(LaneCore lane, ManagerFactory factory, Takeovers takeovers, Trial trial) {
        if (lane.closed()) {
            // its connector was closed while the code came: nobody is left to be served, and that is no fault of the code
            return null;
        }
        Slot slot = lane.slot(factory.api().getName());
        try {
            if (slot == null) {
                Slot fresh = new Slot(factory, lane.runtime().ids().getAsLong());
                fresh.create(factory, new LaneHandle(lane, fresh));
                lane.add(fresh);
                lane.beginSegment();
            } else if (slot.factory() != factory) {
                slot.adopt(factory, new LaneHandle(lane, slot), takeovers.of(lane.id(), slot));
                slot.trial(trial);
                lane.redeliver(slot);
            }
            lane.noteChange();
            return null;
        } catch (RuntimeException | LinkageError | AssertionError e) {
            LOG.error("{} could not take over", factory.api().getSimpleName(), e);
            return e;
        } finally {
            lane.settleParking();
        }
    }

    /** Takes this code's state and lets go of it; messages wait until code comes again. */
    public static void leave(LaneCore lane, ManagerFactory factory) {
        Slot slot = lane.slot(factory.api().getName());
        if (slot == null || slot.factory() != factory) {
            return;
        }
        slot.park(slot.state());
        lane.settleParking();
    }

    /** Lets go of code that waited to take over again if its successor failed in its trial. */
    public static void forget(LaneCore lane, ManagerFactory former) {
        Slot slot = lane.slot(former.api().getName());
        if (slot != null) {
            slot.forget(former);
        }
    }

    /** Whether the lane waits for code of one of these managers. */
    public static boolean waits(LaneCore lane, Set<String> managers) {
        return lane.slots().stream().anyMatch(slot -> slot.absent() && managers.contains(slot.name()));
    }

    /** Gives a manager up for good: its state is dropped and messages go on without it. */
    public static void retire(LaneCore lane, Class<?> api) {
        Slot slot = lane.slot(api.getName());
        if (slot != null && slot.absent()) {
            lane.remove(slot);
        }
    }
}
