/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.connector;

import org.sipconnector.api.call.CallManager;
import org.sipconnector.api.call.CallSnapshot;
import org.sipconnector.api.call.CallState;
import org.sipconnector.kernel.Lane;

/** What the coordinator needs to know of the call at this moment. */
final class Calls {

    private Calls() {}

    static CallSnapshot snapshot(Lane lane) {
        return lane.has(CallManager.class) ? lane.manager(CallManager.class).snapshot() : CallSnapshot.IDLE;
    }

    /** Asked for, being set up, up, or not yet ended. */
    static boolean ongoing(Lane lane) {
        CallSnapshot call = snapshot(lane);
        return call.status().requested() || call.state() != CallState.IDLE;
    }

    /** Asked for, being set up or up, and not being ended. */
    static boolean goesOn(Lane lane) {
        return ongoing(lane) && snapshot(lane).state() != CallState.DISCONNECTING;
    }
}
