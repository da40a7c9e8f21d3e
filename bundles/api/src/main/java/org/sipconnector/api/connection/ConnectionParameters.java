/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.connection;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.sipconnector.api.ConnectorConfiguration;
import org.sipconnector.api.IceServer;
import org.sipconnector.api.Secret;
import org.sipconnector.api.ServerAccess;
import org.sipconnector.api.TlsTrust;
import org.sipconnector.api.Transport;
import org.sipconnector.api.media.Size;
import org.sipconnector.api.sip.Header;

/**
 * What a connect needs. Checked when the connect uses it, so that a faulty value fails that connect with
 * {@link org.sipconnector.api.InvalidConfigurationException}. Built with {@link #of(ConnectorConfiguration)} or
 * {@link #builder(String)}.
 *
 * @param server                 host or host:port the transport is opened to
 * @param domain                 domain part of addresses
 * @param transport              how SIP reaches the server
 * @param webSocketPath          path of the WebSocket resource
 * @param trust                  how the server's certificate is judged
 * @param access                 what some servers want besides; its session timers do not count here
 * @param displayName            shown to others; sent trimmed and with underscores for spaces
 * @param register               whether to register
 * @param user                   the account's user; without registration a random number stands for it
 * @param password               the account's password
 * @param remoteAddress          sent as {@code X-Vinteo-Remote} with REGISTER when not empty
 * @param extraHeaders           further headers of REGISTER, in order
 * @param iceServers             STUN and TURN servers for calls
 * @param maxAvailableResolution largest video to send, absent for no limit
 * @param userAgent              {@code User-Agent} header
 * @param sessionTimers          whether to offer session timers (RFC 4028)
 * @param registerExpires        wanted registration lifetime
 * @param recoveryMin            shortest wait before a lost transport is opened again
 * @param recoveryMax            longest such wait
 */
public record ConnectionParameters(String server, String domain, Transport transport, String webSocketPath,
        TlsTrust trust, ServerAccess access, String displayName, boolean register, Optional<String> user, Optional<Secret> password,
        Optional<String> remoteAddress, List<Header> extraHeaders, List<IceServer> iceServers,
        Optional<Size> maxAvailableResolution, String userAgent, boolean sessionTimers, Duration registerExpires,
        Duration recoveryMin, Duration recoveryMax) {

    public ConnectionParameters {
        Objects.requireNonNull(transport);
        Objects.requireNonNull(trust);
        displayName = displayName == null ? "" : displayName;
        extraHeaders = List.copyOf(extraHeaders);
        iceServers = List.copyOf(iceServers);
    }

    /** The parameters a connector was configured with. */
    public static ConnectionParameters of(ConnectorConfiguration configuration) {
        return builder(configuration.server())
                .domain(configuration.domain())
                .transport(configuration.transport())
                .webSocketPath(configuration.webSocketPath())
                .trust(configuration.trust())
                .access(configuration.access())
                .sessionTimers(configuration.access().sessionTimers())
                .displayName(configuration.displayName())
                .register(configuration.register())
                .account(configuration.user().orElse(null), configuration.password().orElse(null))
                .remoteAddress(configuration.remoteAddress().orElse(null))
                .iceServers(configuration.iceServers())
                .userAgent(configuration.userAgent())
                .registerExpires(Duration.ofSeconds(configuration.registerExpires()))
                .extraHeaders(configuration.connection().extraHeaders())
                .maxAvailableResolution(configuration.connection().maxAvailableResolution().orElse(null))
                .recovery(configuration.connection().recoveryMin(), configuration.connection().recoveryMax())
                .build();
    }

    public static ConnectionParametersBuilder builder(String server) {
        return new ConnectionParametersBuilder(server);
    }

    /** These parameters as others may see them. */
    public ConnectionParameters withoutPassword() {
        return new ConnectionParameters(server, domain, transport, webSocketPath, trust, access, displayName, register, user,
                Optional.empty(), remoteAddress, extraHeaders, iceServers, maxAvailableResolution, userAgent,
                sessionTimers, registerExpires, recoveryMin, recoveryMax);
    }
}
