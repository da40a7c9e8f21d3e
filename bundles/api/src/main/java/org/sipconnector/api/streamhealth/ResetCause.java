/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.streamhealth;

/** What made a problem meaningless: the call is another one now. */
public enum ResetCause {
    PEERCONNECTION_CONFIRMED("peerconnection:confirmed"),
    RECV_SESSION_STARTED("recv-session-started"),
    RECV_SESSION_ENDED("recv-session-ended"),
    RECV_QUALITY_CHANGED("recv-quality-changed"),
    FAILED("failed"),
    ENDED("ended");

    private final String text;

    ResetCause(String text) {
        this.text = text;
    }

    /** The name of the call's event, without its family. */
    public String text() {
        return text;
    }
}
