/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.callreconnect;

import java.util.Locale;

/** Why a call is no longer to be set up again. */
public enum DisarmReason {
    DISARM, MANUAL, LOCAL_HANGUP, SPECTATOR_ROLE;

    /** The reason's public spelling, such as {@code local-hangup}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
