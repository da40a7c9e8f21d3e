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

    private String server;
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
    private Duration registerExpires = Duration.ofMinutes(5);
    private ReconnectPauses recovery = new ReconnectPauses(Duration.ofSeconds(2), Duration.ofSeconds(6));

    ConnectionParametersBuilder(String server) {
        this.server = server;
    }

    /** Begins with the values of these parameters. */
    public ConnectionParametersBuilder(ConnectionParameters like) {
        server = like.target().server();
        transport = like.target().transport();
        webSocketPath = like.target().webSocketPath();
        trust = like.target().trust();
        access = like.target().access();
        domain = like.account().domain();
        displayName = like.account().displayName();
        register = like.account().register();
        user = like.account().user().orElse(null);
        password = like.account().password().orElse(null);
        registerExpires = like.registration().expires();
        remoteAddress = like.registration().remoteAddress().orElse(null);
        extraHeaders = like.registration().extraHeaders();
        recovery = like.recovery();
        userAgent = like.userAgent();
        iceServers = like.iceServers();
        maxAvailableResolution = like.maxAvailableResolution().orElse(null);
    }

    public ConnectionParametersBuilder server(String hostAndPort) {
        this.server = hostAndPort;
        return this;
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

    /** Overrides what {@link #access} was given before. */
    public ConnectionParametersBuilder sessionTimers(boolean offer) {
        this.access = access.withSessionTimers(offer);
        return this;
    }

    public ConnectionParametersBuilder registerExpires(Duration lifetime) {
        this.registerExpires = lifetime;
        return this;
    }

    public ConnectionParametersBuilder recovery(Duration shortest, Duration longest) {
        this.recovery = new ReconnectPauses(shortest, longest);
        return this;
    }

    public ConnectionParameters build() {
        return new ConnectionParameters(new ServerTarget(server, transport, webSocketPath, trust, access),
                new ServerAccount(domain, displayName, register, Optional.ofNullable(user), Optional.ofNullable(password)),
                new RegistrationOptions(registerExpires, Optional.ofNullable(remoteAddress), extraHeaders), recovery, userAgent,
                iceServers, Optional.ofNullable(maxAvailableResolution));
    }
}
