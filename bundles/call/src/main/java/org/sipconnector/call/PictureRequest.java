/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.call;

import java.util.Locale;
import java.util.regex.Pattern;
import org.sipconnector.api.sip.SipBody;

/** The wish for a whole picture as older video terminals and bridges send it by INFO (RFC 5168). */
final class PictureRequest {

    private static final String TYPE = "application/media_control+xml";
    private static final int LONGEST = 4_096;
    private static final Pattern WISH = Pattern.compile("<(?:\\w+:)?picture_fast_update[\\s/>]");

    private PictureRequest() {}

    static boolean is(SipBody body) {
        return body.contentType().split(";", 2)[0].strip().toLowerCase(Locale.ROOT).equals(TYPE)
                && body.content().length() <= LONGEST && WISH.matcher(body.content()).find();
    }
}
