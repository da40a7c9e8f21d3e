/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.sip;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.sipconnector.api.Secret;
import org.sipconnector.api.TlsTrust;
import org.sipconnector.api.Transport;

/**
 * How a user agent reaches its server and who it is.
 *
 * @param transport        transport of all its messages
 * @param host             server host the transport connects to, also the name its certificate must have
 * @param port             server port; 0 to look it up, and other servers of that name, in DNS (RFC 3263)
 * @param webSocketPath    path of the WebSocket resource
 * @param origin           HTTP Origin of the WebSocket handshake, absent to send none
 * @param user             user part of the address of record
 * @param domain           domain part of the address of record
 * @param displayName      display name as sent, may be empty
 * @param authorizationUser digest user, usually the same as {@code user}
 * @param password         digest secret, absent for guests
 * @param registerExpires  wanted registration lifetime
 * @param registerHeaders  extra headers of REGISTER, in order
 * @param userAgent        {@code User-Agent} header
 * @param sessionTimers    whether to offer RFC 4028 session timers
 * @param recoveryMin      shortest wait before a lost transport is opened again
 * @param recoveryMax      longest such wait
 * @param recover          whether a lost transport is opened again by itself
 * @param trust            how the server's certificate is judged
 * @param options          what is rarely needed
 */
public record UserAgentSettings(
        Transport transport,
        String host,
        int port,
        String webSocketPath,
        Optional<String> origin,
        String user,
        String domain,
        String displayName,
        String authorizationUser,
        Optional<Secret> password,
        Duration registerExpires,
        List<Header> registerHeaders,
        String userAgent,
        boolean sessionTimers,
        Duration recoveryMin,
        Duration recoveryMax,
        boolean recover,
        TlsTrust trust,
        SipOptions options) {

    public UserAgentSettings(Transport transport, String host, int port, String webSocketPath, Optional<String> origin,
            String user, String domain, String displayName, String authorizationUser, Optional<Secret> password,
            Duration registerExpires, List<Header> registerHeaders, String userAgent, boolean sessionTimers,
            Duration recoveryMin, Duration recoveryMax, boolean recover, TlsTrust trust) {
        this(transport, host, port, webSocketPath, origin, user, domain, displayName, authorizationUser, password,
                registerExpires, registerHeaders, userAgent, sessionTimers, recoveryMin, recoveryMax, recover, trust,
                SipOptions.DEFAULT);
    }

    public UserAgentSettings {
        registerHeaders = List.copyOf(registerHeaders);
    }
}
