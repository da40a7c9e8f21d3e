/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What a connector needs to know about its account and its server. Data only; equal configurations are
 * interchangeable. Built with {@link #builder(String)}.
 *
 * @param id              the connector's id
 * @param server          host or host:port of the conference server, where the transport connects to
 * @param domain          domain part of the address of record; defaults to the server's host
 * @param transport       how SIP reaches the server
 * @param webSocketPath   path of the WebSocket resource, beginning with a slash
 * @param displayName     shown to others; may be empty
 * @param user            user part of the address of record; absent for a guest
 * @param password        digest secret; absent for a guest
 * @param register        whether to send REGISTER
 * @param registerExpires registration lifetime in seconds
 * @param connectOnStart  whether the connector connects by itself as soon as it is opened, and stays connected
 * @param trust           how the server's certificate is judged
 * @param iceServers      STUN and TURN servers of its calls
 * @param remoteAddress   the client's public address, told to the server as {@code X-Vinteo-Remote}
 * @param userAgent       value of the {@code User-Agent} header
 * @param access          what some servers want besides
 * @param connection      what connections do unless a client says otherwise
 * @param call            what calls of this connector send and receive unless told otherwise
 */
public record ConnectorConfiguration(
        ConnectorId id,
        String server,
        String domain,
        Transport transport,
        String webSocketPath,
        String displayName,
        Optional<String> user,
        Optional<Secret> password,
        boolean register,
        int registerExpires,
        boolean connectOnStart,
        TlsTrust trust,
        List<IceServer> iceServers,
        Optional<String> remoteAddress,
        String userAgent,
        ServerAccess access,
        ConnectionDefaults connection,
        CallDefaults call) {

    public ConnectorConfiguration {
        Objects.requireNonNull(id);
        Objects.requireNonNull(server);
        Objects.requireNonNull(domain);
        Objects.requireNonNull(transport);
        iceServers = List.copyOf(iceServers);
    }

    public static ConnectorConfigurationBuilder builder(String id) {
        return new ConnectorConfigurationBuilder(ConnectorId.of(id));
    }
}
