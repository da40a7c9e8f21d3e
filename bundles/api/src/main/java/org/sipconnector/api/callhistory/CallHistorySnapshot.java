/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.callhistory;

import java.util.List;

/**
 * A connector's latest calls.
 *
 * @param calls those that are over, the latest first; at most {@link #CAPACITY}
 */
public record CallHistorySnapshot(List<CallRecord> calls) {

    /** How many calls are remembered. */
    public static final int CAPACITY = 20;

    public static final CallHistorySnapshot EMPTY = new CallHistorySnapshot(List.of());

    public CallHistorySnapshot {
        calls = List.copyOf(calls);
    }
}
