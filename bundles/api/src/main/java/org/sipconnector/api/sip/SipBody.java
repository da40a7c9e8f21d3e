/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.sip;

import org.sipconnector.api.masking.Masking;

/**
 * A message body.
 *
 * @param contentType such as {@code application/sdp}
 * @param content     UTF-8 text, may be empty: the Content-Type is sent all the same
 */
public record SipBody(String contentType, String content) {

    public static final String SDP = "application/sdp";

    /** The type, and the content with its secrets masked. */
    @Override
    public String toString() {
        return contentType + ' ' + Masking.body(contentType, content);
    }

    public static SipBody sdp(String sdp) {
        return new SipBody(SDP, sdp);
    }
}
