/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.autoconnector;

/** Why a connect cycle is wanted, with its weight when several wishes come within a moment. */
public enum RestartReason {
    START("start", 0),
    TELEPHONY_DISCONNECTED("telephony-disconnected", 1),
    TELEPHONY_CHECK_FAILED("telephony-check-failed", 1),
    PERIODIC_PING_FAILED("periodic-ping-failed", 2),
    REGISTRATION_FAILED_OUT_OF_CALL("registration-failed-out-of-call", 3),
    MANUAL_RESTART("manual-restart", 4),
    NETWORK_ONLINE("network-online", 4),
    NETWORK_CHANGE("network-change", 4);

    private final String text;
    private final int priority;

    RestartReason(String text, int priority) {
        this.text = text;
        this.priority = priority;
    }

    /** The reason's public spelling. */
    public String text() {
        return text;
    }

    public int priority() {
        return priority;
    }
}
