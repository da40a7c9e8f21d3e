/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.sipconnector.api.connection.ConnectOptions;
import org.sipconnector.api.connection.ConnectionParameters;
import org.sipconnector.api.connection.ConnectionParametersBuilder;
import org.sipconnector.api.connection.ReconnectPauses;
import org.sipconnector.api.media.Size;
import org.sipconnector.api.sip.Header;

/** Builds a {@link ConnectorConfiguration}; only {@link #server(String)} must be given. Not thread-safe. */
public final class ConnectorConfigurationBuilder {

    private final ConnectorId id;
    private final ConnectionParametersBuilder parameters = ConnectionParameters.builder("");
    private final List<IceServer> iceServers = new ArrayList<>();
    private @Nullable String server;
    private @Nullable String domain;
    private @Nullable String user;
    private @Nullable Secret password;
    private @Nullable Boolean register;
    private boolean connectOnStart;
    private int connectAttempts = ConnectOptions.STANDARD_ATTEMPTS;
    private CallDefaults call = CallDefaults.STANDARD;

    ConnectorConfigurationBuilder(ConnectorId id) {
        this.id = id;
    }

    public ConnectorConfigurationBuilder server(String hostAndPort) {
        this.server = hostAndPort;
        return this;
    }

    /** The server's host unless it is given. */
    public ConnectorConfigurationBuilder domain(@Nullable String domain) {
        this.domain = domain;
        return this;
    }

    public ConnectorConfigurationBuilder transport(Transport transport) {
        parameters.transport(Objects.requireNonNull(transport));
        return this;
    }

    public ConnectorConfigurationBuilder webSocketPath(String path) {
        parameters.webSocketPath(Objects.requireNonNull(path));
        return this;
    }

    public ConnectorConfigurationBuilder displayName(String displayName) {
        parameters.displayName(Objects.requireNonNull(displayName));
        return this;
    }

    /** Sets user and password; unless {@link #register(boolean)} says otherwise the connector registers. */
    public ConnectorConfigurationBuilder account(@Nullable String user, @Nullable Secret password) {
        this.user = user;
        this.password = password;
        return this;
    }

    public ConnectorConfigurationBuilder register(boolean register) {
        this.register = register;
        return this;
    }

    public ConnectorConfigurationBuilder registerExpires(int seconds) {
        parameters.registerExpires(Duration.ofSeconds(seconds));
        return this;
    }

    public ConnectorConfigurationBuilder extraHeaders(List<Header> headers) {
        parameters.extraHeaders(headers);
        return this;
    }

    public ConnectorConfigurationBuilder recovery(Duration shortest, Duration longest) {
        parameters.recovery(shortest, longest);
        return this;
    }

    public ConnectorConfigurationBuilder connectOnStart(boolean connectOnStart) {
        this.connectOnStart = connectOnStart;
        return this;
    }

    public ConnectorConfigurationBuilder connectAttempts(int attempts) {
        this.connectAttempts = attempts;
        return this;
    }

    public ConnectorConfigurationBuilder trust(TlsTrust trust) {
        parameters.trust(Objects.requireNonNull(trust));
        return this;
    }

    public ConnectorConfigurationBuilder iceServer(IceServer iceServer) {
        iceServers.add(iceServer);
        return this;
    }

    public ConnectorConfigurationBuilder maxAvailableResolution(@Nullable Size size) {
        parameters.maxAvailableResolution(size);
        return this;
    }

    public ConnectorConfigurationBuilder remoteAddress(@Nullable String remoteAddress) {
        parameters.remoteAddress(remoteAddress);
        return this;
    }

    public ConnectorConfigurationBuilder userAgent(String userAgent) {
        parameters.userAgent(Objects.requireNonNull(userAgent));
        return this;
    }

    public ConnectorConfigurationBuilder access(ServerAccess access) {
        parameters.access(Objects.requireNonNull(access));
        return this;
    }

    public ConnectorConfigurationBuilder call(CallDefaults call) {
        this.call = Objects.requireNonNull(call);
        return this;
    }

    /** @throws InvalidConfigurationException naming the key that is missing or wrong */
    public ConnectorConfiguration build() {
        ServerAddress address = ServerAddress.parse("server", server);
        boolean registers = register != null ? register : user != null;
        ConnectionParameters built = parameters.server(Objects.requireNonNull(server).trim())
                .domain(domain == null || domain.isBlank() ? address.host() : domain)
                .account(user, password).register(registers).iceServers(iceServers).build();
        String path = built.target().webSocketPath();
        require("webSocketPath", path.startsWith("/"), "'" + path + "' must begin with '/'");
        long expires = built.registration().expires().toSeconds();
        require("registerExpires", expires >= 10 && expires <= 86_400, "'" + expires + "' must be between 10 and 86400 seconds");
        require("user", !registers || user != null && !user.isBlank(), "is required when register=true");
        require("password", !registers || password != null && !password.isEmpty(), "is required when register=true");
        ReconnectPauses pauses = built.recovery();
        require("recovery.maxSeconds", !pauses.shortest().isNegative() && pauses.shortest().compareTo(pauses.longest()) <= 0,
                "'" + pauses.longest().toSeconds() + "' must not be below recovery.minSeconds, which is '"
                        + pauses.shortest().toSeconds() + "'");
        require("connectAttempts", connectAttempts >= 1, "'" + connectAttempts + "' must be at least 1");
        return new ConnectorConfiguration(id, built, connectOnStart, connectAttempts, call);
    }

    private static void require(String key, boolean holds, String problem) {
        if (!holds) {
            throw new InvalidConfigurationException(key, problem);
        }
    }
}
