/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.call;

import java.util.List;
import org.sipconnector.api.media.SendEncoding;
import org.sipconnector.api.sip.Header;

/**
 * How a call is negotiated anew.
 *
 * @param iceRestart     whether new ICE credentials are offered
 * @param byUpdate       offer by UPDATE (RFC 3311) instead of re-INVITE; a server that knows no UPDATE gets a re-INVITE
 * @param waitUntilReady when another negotiation is going on: true to follow it, false to give up at once
 * @param headers        extra headers of the request, in order
 * @param encodings      how the call's own tracks are sent from now on; empty to leave that as it is
 */
public record RenegotiationOptions(boolean iceRestart, boolean byUpdate, boolean waitUntilReady, List<Header> headers,
        List<SendEncoding> encodings) {

    public static final RenegotiationOptions STANDARD = new RenegotiationOptions(false, false, false, List.of(), List.of());
    public static final RenegotiationOptions WAITING = new RenegotiationOptions(false, false, true, List.of(), List.of());
    public static final RenegotiationOptions ICE_RESTART = new RenegotiationOptions(true, false, false, List.of(), List.of());

    public RenegotiationOptions {
        headers = List.copyOf(headers);
        encodings = List.copyOf(encodings);
    }

    public RenegotiationOptions usingUpdate() {
        return new RenegotiationOptions(iceRestart, true, waitUntilReady, headers, encodings);
    }

    public RenegotiationOptions withHeaders(List<Header> others) {
        return new RenegotiationOptions(iceRestart, byUpdate, waitUntilReady, others, encodings);
    }

    public RenegotiationOptions withEncodings(List<SendEncoding> others) {
        return new RenegotiationOptions(iceRestart, byUpdate, waitUntilReady, headers, others);
    }
}
