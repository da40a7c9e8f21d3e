/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.call;

/** How far the call has come. Which room it is in is told by the conference state. */
public enum CallState {
    IDLE, CONNECTING, ACCEPTED, IN_CALL, DISCONNECTING;

    /** Accepted or in call: the session is established on the SIP side. */
    public boolean active() {
        return this == ACCEPTED || this == IN_CALL;
    }
}
