/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.benchmarks.sip;

import gov.nist.javax.sip.stack.HopImpl;
import java.util.List;
import java.util.ListIterator;
import java.util.Locale;
import javax.sip.SipStack;
import javax.sip.address.Hop;
import javax.sip.address.Router;
import javax.sip.header.ViaHeader;
import javax.sip.message.Request;
import org.sipconnector.api.Transport;

/** Sends everything to the peer; a WebSocket is known by the address in the Via, which stands for one connection. */
public final class RawRouter implements Router {

    private final Ports ports;

    /** @param peer its ports, in place of an outbound proxy */
    public RawRouter(SipStack stack, String peer) {
        ports = Ports.parse(peer);
    }

    @Override
    public Hop getNextHop(Request request) {
        ViaHeader via = (ViaHeader) request.getHeader(ViaHeader.NAME);
        Transport transport = Transport.valueOf(via.getTransport().toUpperCase(Locale.ROOT));
        return new HopImpl(transport == Transport.WS ? via.getHost() : "127.0.0.1", ports.of(transport), via.getTransport());
    }

    @Override
    public Hop getOutboundProxy() {
        return null;
    }

    @Override
    @SuppressWarnings({"rawtypes", "deprecation"})
    public ListIterator getNextHops(Request request) {
        return List.of(getNextHop(request)).listIterator();
    }
}
