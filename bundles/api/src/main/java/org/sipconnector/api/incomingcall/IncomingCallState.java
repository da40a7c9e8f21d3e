/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.incomingcall;

import java.util.Locale;

/** What became of the latest incoming call. */
public enum IncomingCallState {
    IDLE, RINGING,
    /** Handed over to be answered. */
    CONSUMED,
    /** Refused by this side. */
    DECLINED,
    /** Ended by this side otherwise, such as by ringing too long. */
    TERMINATED,
    /** Ended by the caller or the network. */
    FAILED;

    /** The state's public spelling, such as {@code incoming:idle}. */
    public String text() {
        return "incoming:" + name().toLowerCase(Locale.ROOT);
    }

    /** Consumed, declined, terminated or failed. */
    public boolean finished() {
        return this != IDLE && this != RINGING;
    }
}
