/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.connection;

import java.util.Objects;
import org.sipconnector.api.ServerAccess;
import org.sipconnector.api.TlsTrust;
import org.sipconnector.api.Transport;

/**
 * The server of a connection and how it is reached.
 *
 * @param server        host or host:port the transport is opened to
 * @param transport     how SIP reaches the server
 * @param webSocketPath path of the WebSocket resource, beginning with a slash
 * @param trust         how the server's certificate is judged
 * @param access        what some servers want besides
 */
public record ServerTarget(String server, Transport transport, String webSocketPath, TlsTrust trust, ServerAccess access) {

    public ServerTarget {
        Objects.requireNonNull(transport);
        trust = trust == null ? TlsTrust.PLATFORM : trust;
        access = access == null ? ServerAccess.PLAIN : access;
    }
}
