/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel.internal.lane;

import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.sipconnector.api.ConnectorId;
import org.sipconnector.kernel.Handover;

/**
 * What the code that takes over reads, in all lanes. A lane waits while its state is read, so what can be read before is: a
 * state that was read in the dark and has not changed since, and one that is the same in another lane, are not read again.
 */
public final class Takeovers {

    private final Map<ConnectorId, Prepared> prepared = new ConcurrentHashMap<>();
    private volatile Read latest;

    /**
     * @param turns   of the slot when the state was taken
     * @param crossed as the successor has read it
     */
    private record Prepared(long turns, Handover crossed) {}

    private record Read(byte[] state, Handover crossed) {}

    /** Notes that the successor has read a lane's state already. Off the lane. */
    public void prepare(ConnectorId lane, long turns, Handover crossed) {
        prepared.put(lane, new Prepared(turns, crossed));
    }

    /** The state in the slot, for its next code. On the lane. */
    Handover of(ConnectorId lane, Slot slot) {
        Prepared before = prepared.remove(lane);
        if (before != null && !slot.absent() && slot.turns() == before.turns()) {
            return before.crossed();
        }
        byte[] state = slot.state();
        Read last = latest;
        if (last == null || !Arrays.equals(last.state(), state)) {
            last = new Read(state, Handover.fromBytes(state));
            latest = last;
        }
        return last.crossed();
    }
}
