package org.sipconnector.api.sip;

/**
 * A message body.
 *
 * @param contentType such as {@code application/sdp}
 * @param content     UTF-8 text, may be empty: the Content-Type is sent all the same
 */
public record SipBody(String contentType, String content) {

    public static final String SDP = "application/sdp";

    public static SipBody sdp(String sdp) {
        return new SipBody(SDP, sdp);
    }
}
