package org.sipconnector.api.call;

import java.util.List;
import org.sipconnector.api.sip.Header;

/**
 * How a call is negotiated anew.
 *
 * @param iceRestart     whether new ICE credentials are offered
 * @param waitUntilReady when another negotiation is going on: true to follow it, false to give up at once
 * @param headers        extra headers of the re-INVITE, in order
 */
public record RenegotiationOptions(boolean iceRestart, boolean waitUntilReady, List<Header> headers) {

    public static final RenegotiationOptions STANDARD = new RenegotiationOptions(false, false, List.of());
    public static final RenegotiationOptions WAITING = new RenegotiationOptions(false, true, List.of());
    public static final RenegotiationOptions ICE_RESTART = new RenegotiationOptions(true, false, List.of());

    public RenegotiationOptions {
        headers = List.copyOf(headers);
    }
}
