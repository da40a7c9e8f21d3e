/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.callhistory;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sipconnector.api.callhistory.CallHistorySnapshot;
import org.sipconnector.api.callhistory.CallRecord;
import org.sipconnector.api.sip.DialogId;

/**
 * Everything the manager is.
 *
 * @param current the call that is made or up
 * @param over    those that are over, the latest first
 * @param ringing since when calls ring, by dialog
 */
record History(Optional<CurrentCall> current, List<CallRecord> over, Map<String, Instant> ringing) {

    static final int VERSION = 1;
    static final History NEW = new History(Optional.empty(), List.of(), Map.of());

    private static final int MOST_RINGING = 16;

    History with(CurrentCall call) {
        return new History(Optional.of(call), over, ringing);
    }

    /** The call is over. */
    History ended(CallRecord call) {
        return new History(Optional.empty(), added(call), ringing);
    }

    /** A call that never became ours is over; the current one goes on. */
    History missed(CallRecord call) {
        return new History(current, added(call), ringing);
    }

    /** Since when a call rings; of more than anybody lets ring the one that rings longest is forgotten. */
    History rings(DialogId call, Instant since) {
        Map<String, Instant> more = new HashMap<>(ringing);
        if (more.size() >= MOST_RINGING) {
            more.entrySet().stream().min(Map.Entry.comparingByValue()).ifPresent(longest -> more.remove(longest.getKey()));
        }
        more.put(call.value(), since);
        return new History(current, over, Map.copyOf(more));
    }

    History ringsNoMore(DialogId call) {
        Map<String, Instant> fewer = new HashMap<>(ringing);
        fewer.remove(call.value());
        return new History(current, over, Map.copyOf(fewer));
    }

    History cleared() {
        return new History(current, List.of(), ringing);
    }

    private List<CallRecord> added(CallRecord call) {
        List<CallRecord> calls = new ArrayList<>(List.of(call));
        calls.addAll(over.subList(0, Math.min(over.size(), CallHistorySnapshot.CAPACITY - 1)));
        return List.copyOf(calls);
    }
}
