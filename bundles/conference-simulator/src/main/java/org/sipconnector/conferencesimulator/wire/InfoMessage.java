/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.conferencesimulator.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sipconnector.api.sip.Header;
import org.sipconnector.api.sip.SipBody;

/**
 * What goes into an INFO or NOTIFY.
 *
 * @param headers extra headers, in order
 * @param body    body with its Content-Type; the conference protocol's bodies are empty
 */
public record InfoMessage(List<Header> headers, Optional<SipBody> body) {

    private static final String FAMILY = "application/vinteo.webrtc.";

    public InfoMessage {
        headers = List.copyOf(headers);
    }

    /** An INFO of the conference protocol with an empty body. */
    static InfoMessage of(String type, List<Header> headers) {
        return new InfoMessage(headers, Optional.of(new SipBody(FAMILY + type, "")));
    }

    /** Header lines from names and values in turn; those with an empty value are left out. */
    static List<Header> headers(String... namesAndValues) {
        List<Header> headers = new ArrayList<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            if (!namesAndValues[i + 1].isEmpty()) {
                headers.add(new Header(namesAndValues[i], namesAndValues[i + 1]));
            }
        }
        return headers;
    }
}
