/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.connection;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sipconnector.api.IceServer;
import org.sipconnector.api.Secret;
import org.sipconnector.api.ServerAccess;
import org.sipconnector.api.TlsTrust;
import org.sipconnector.api.Transport;
import org.sipconnector.api.media.Size;
import org.sipconnector.api.sip.Header;

/** Builds {@link ConnectionParameters}. Not thread-safe. */
public final class ConnectionParametersBuilder {

    private final String server;
    private String domain = "";
    private Transport transport = Transport.WSS;
    private String webSocketPath = "/webrtc/wss/";
    private TlsTrust trust = TlsTrust.PLATFORM;
    private ServerAccess access = ServerAccess.PLAIN;
    private String displayName = "";
    private boolean register;
    private @Nullable String user;
    private @Nullable Secret password;
    private @Nullable String remoteAddress;
    private List<Header> extraHeaders = List.of();
    private List<IceServer> iceServers = List.of();
    private @Nullable Size maxAvailableResolution;
    private String userAgent = "SIP-Connector";
    private boolean sessionTimers;
    private Duration registerExpires = Duration.ofMinutes(5);
    private Duration recoveryMin = Duration.ofSeconds(2);
    private Duration recoveryMax = Duration.ofSeconds(6);

    ConnectionParametersBuilder(String server) {
        this.server = server;
    }

    /** Begins with the values of these parameters. */
    public ConnectionParametersBuilder(ConnectionParameters like) {
        server = like.server();
        domain = like.domain();
        transport = like.transport();
        webSocketPath = like.webSocketPath();
        trust = like.trust();
        access = like.access();
        displayName = like.displayName();
        register = like.register();
        user = like.user().orElse(null);
        password = like.password().orElse(null);
        remoteAddress = like.remoteAddress().orElse(null);
        extraHeaders = like.extraHeaders();
        iceServers = like.iceServers();
        maxAvailableResolution = like.maxAvailableResolution().orElse(null);
        userAgent = like.userAgent();
        sessionTimers = like.sessionTimers();
        registerExpires = like.registerExpires();
        recoveryMin = like.recoveryMin();
        recoveryMax = like.recoveryMax();
    }

    public ConnectionParametersBuilder domain(String domain) {
        this.domain = domain;
        return this;
    }

    public ConnectionParametersBuilder transport(Transport transport) {
        this.transport = transport;
        return this;
    }

    public ConnectionParametersBuilder webSocketPath(String path) {
        this.webSocketPath = path;
        return this;
    }

    public ConnectionParametersBuilder access(ServerAccess access) {
        this.access = access;
        return this;
    }

    public ConnectionParametersBuilder trust(TlsTrust trust) {
        this.trust = trust;
        return this;
    }

    public ConnectionParametersBuilder displayName(String displayName) {
        this.displayName = displayName;
        return this;
    }

    public ConnectionParametersBuilder register(boolean register) {
        this.register = register;
        return this;
    }

    /** Either may be null; neither alone makes the connect register. */
    public ConnectionParametersBuilder account(@Nullable String user, @Nullable Secret password) {
        this.user = user;
        this.password = password;
        return this;
    }

    public ConnectionParametersBuilder remoteAddress(@Nullable String remoteAddress) {
        this.remoteAddress = remoteAddress;
        return this;
    }

    public ConnectionParametersBuilder extraHeaders(List<Header> headers) {
        this.extraHeaders = headers;
        return this;
    }

    public ConnectionParametersBuilder iceServers(List<IceServer> servers) {
        this.iceServers = servers;
        return this;
    }

    public ConnectionParametersBuilder maxAvailableResolution(@Nullable Size size) {
        this.maxAvailableResolution = size;
        return this;
    }

    public ConnectionParametersBuilder userAgent(String userAgent) {
        this.userAgent = userAgent;
        return this;
    }

    public ConnectionParametersBuilder sessionTimers(boolean offer) {
        this.sessionTimers = offer;
        return this;
    }

    public ConnectionParametersBuilder registerExpires(Duration lifetime) {
        this.registerExpires = lifetime;
        return this;
    }

    public ConnectionParametersBuilder recovery(Duration shortest, Duration longest) {
        this.recoveryMin = shortest;
        this.recoveryMax = longest;
        return this;
    }

    public ConnectionParameters build() {
        return new ConnectionParameters(server, domain, transport, webSocketPath, trust, access, displayName, register,
                Optional.ofNullable(user), Optional.ofNullable(password), Optional.ofNullable(remoteAddress),
                extraHeaders, iceServers, Optional.ofNullable(maxAvailableResolution), userAgent, sessionTimers,
                registerExpires, recoveryMin, recoveryMax);
    }
}
