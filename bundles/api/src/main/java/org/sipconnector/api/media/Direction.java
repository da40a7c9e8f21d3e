/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.media;

import java.util.Locale;

/** The direction of a transceiver (WebRTC {@code RTCRtpTransceiverDirection}). */
public enum Direction {
    SENDRECV, SENDONLY, RECVONLY, INACTIVE;

    public boolean sends() {
        return this == SENDRECV || this == SENDONLY;
    }

    public boolean receives() {
        return this == SENDRECV || this == RECVONLY;
    }

    /** The spelling of SDP. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
