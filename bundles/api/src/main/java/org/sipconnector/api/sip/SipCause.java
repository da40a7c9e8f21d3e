/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.sip;

/** Why a request or a session ended, in the words that applications of the conference server show. */
public enum SipCause {
    TERMINATED("Terminated"),
    WEBRTC_ERROR("WebRTC Error"),
    CANCELED("Canceled"),
    NO_ANSWER("No Answer"),
    EXPIRES("Expires"),
    CONNECTION_ERROR("Connection Error"),
    REQUEST_TIMEOUT("Request Timeout"),
    DIALOG_ERROR("Dialog Error"),
    INTERNAL_ERROR("Internal Error"),
    BUSY("Busy"),
    REJECTED("Rejected"),
    REDIRECTED("Redirected"),
    UNAVAILABLE("Unavailable"),
    NOT_FOUND("Not Found"),
    ADDRESS_INCOMPLETE("Address Incomplete"),
    INCOMPATIBLE_SDP("Incompatible SDP"),
    BAD_MEDIA_DESCRIPTION("Bad Media Description"),
    AUTHENTICATION_ERROR("Authentication Error"),
    RTP_TIMEOUT("RTP Timeout"),
    SIP_FAILURE_CODE("SIP Failure Code");

    private final String text;

    SipCause(String text) {
        this.text = text;
    }

    /** The cause's public spelling. */
    public String text() {
        return text;
    }

    /** The cause that stands for a final status of 300 or above. */
    public static SipCause ofStatus(int status) {
        return switch (status) {
            case 486, 600 -> BUSY;
            case 403, 603 -> REJECTED;
            case 300, 301, 302, 305, 380 -> REDIRECTED;
            case 480, 410, 408, 430 -> UNAVAILABLE;
            case 404, 604 -> NOT_FOUND;
            case 484, 424 -> ADDRESS_INCOMPLETE;
            case 488, 606 -> INCOMPATIBLE_SDP;
            case 401, 407 -> AUTHENTICATION_ERROR;
            default -> SIP_FAILURE_CODE;
        };
    }
}
