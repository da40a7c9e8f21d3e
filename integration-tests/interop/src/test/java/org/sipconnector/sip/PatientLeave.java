/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.sip;

import java.time.Duration;
import java.util.Map;
import org.sipconnector.api.ConnectorId;

/** A foundation that ends and waits for a peer's answers for as long as a busy machine may take to give them. */
public final class PatientLeave {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private PatientLeave() {}

    /** What it leaves. Offers that the peer has not decided are withdrawn after the usual while. */
    public static Map<ConnectorId, Object> of(SipFoundation foundation) {
        return foundation.leave(new LeavePeriods(LeavePeriods.STANDARD.answers(), PATIENCE, PATIENCE));
    }
}
