/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.sip.transport;

import java.util.Optional;
import org.sipconnector.api.TlsTrust;
import org.sipconnector.api.Transport;
import org.sipconnector.api.sip.SipOptions.ClientCertificate;

/**
 * Where a client connects to.
 *
 * @param host          also the name the server's certificate must have
 * @param port          0 to look it up (RFC 3263)
 * @param webSocketPath path of the resource, for WebSocket transports
 * @param origin        HTTP Origin, absent to send none
 * @param certificate   what we show when the server asks
 */
public record Target(Transport transport, String host, int port, String webSocketPath, Optional<String> origin,
        TlsTrust trust, Optional<ClientCertificate> certificate) {

    /** The same server at the port that was found. */
    Target at(int found) {
        return new Target(transport, host, found, webSocketPath, origin, trust, certificate);
    }

    String authority() {
        return (host.indexOf(':') < 0 ? host : '[' + host + ']') + ':' + port;
    }
}
