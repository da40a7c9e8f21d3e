/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.spi.sip;

import java.util.Optional;
import org.sipconnector.api.TlsTrust;
import org.sipconnector.api.Transport;

/**
 * The server that a user agent opens its transport to. A value; any thread.
 *
 * @param transport     transport of all messages
 * @param host          server host, also the name its certificate must have
 * @param port          server port; 0 to look it up, and other servers of that name, in DNS (RFC 3263)
 * @param webSocketPath path of the WebSocket resource (RFC 7118)
 * @param origin        HTTP Origin of the WebSocket handshake, absent to send none
 * @param trust         how the server's certificate is judged
 */
public record TransportTarget(Transport transport, String host, int port, String webSocketPath, Optional<String> origin, TlsTrust trust) {

    /** Another server that is reached in the same way. */
    public TransportTarget at(String otherHost, int otherPort) {
        return new TransportTarget(transport, otherHost, otherPort, webSocketPath, origin, trust);
    }

    /** The same server, judged otherwise. */
    public TransportTarget trusting(TlsTrust other) {
        return new TransportTarget(transport, host, port, webSocketPath, origin, other);
    }
}
