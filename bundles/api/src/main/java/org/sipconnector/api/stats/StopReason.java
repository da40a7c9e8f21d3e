/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.stats;

import java.util.Locale;

/** Why collecting stopped; after the first three it begins anew at once. */
public enum StopReason {
    RECV_SESSION_STARTED, RECV_SESSION_ENDED, RECV_QUALITY_CHANGED, CALL_ENDED;

    /** The reason's public spelling, such as {@code call-ended}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
