/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Builds a {@link ConnectorConfiguration}; only {@link #server(String)} must be given. Not thread-safe. */
public final class ConnectorConfigurationBuilder {

    private final ConnectorId id;
    private @Nullable String server;
    private @Nullable String domain;
    private Transport transport = Transport.WSS;
    private String webSocketPath = "/webrtc/wss/";
    private ServerAccess access = ServerAccess.PLAIN;
    private String displayName = "";
    private @Nullable String user;
    private @Nullable Secret password;
    private @Nullable Boolean register;
    private int registerExpires = 300;
    private boolean connectOnStart;
    private TlsTrust trust = TlsTrust.PLATFORM;
    private final List<IceServer> iceServers = new ArrayList<>();
    private @Nullable String remoteAddress;
    private String userAgent = "SIP-Connector";
    private ConnectionDefaults connection = ConnectionDefaults.STANDARD;
    private CallDefaults call = CallDefaults.STANDARD;

    ConnectorConfigurationBuilder(ConnectorId id) {
        this.id = id;
    }

    public ConnectorConfigurationBuilder server(String hostAndPort) {
        this.server = hostAndPort;
        return this;
    }

    public ConnectorConfigurationBuilder domain(@Nullable String domain) {
        this.domain = domain;
        return this;
    }

    public ConnectorConfigurationBuilder transport(Transport transport) {
        this.transport = Objects.requireNonNull(transport);
        return this;
    }

    public ConnectorConfigurationBuilder webSocketPath(String path) {
        this.webSocketPath = Objects.requireNonNull(path);
        return this;
    }

    public ConnectorConfigurationBuilder displayName(String displayName) {
        this.displayName = Objects.requireNonNull(displayName);
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
        this.registerExpires = seconds;
        return this;
    }

    public ConnectorConfigurationBuilder connectOnStart(boolean connectOnStart) {
        this.connectOnStart = connectOnStart;
        return this;
    }

    public ConnectorConfigurationBuilder trust(TlsTrust trust) {
        this.trust = Objects.requireNonNull(trust);
        return this;
    }

    public ConnectorConfigurationBuilder iceServer(IceServer iceServer) {
        iceServers.add(iceServer);
        return this;
    }

    public ConnectorConfigurationBuilder remoteAddress(@Nullable String remoteAddress) {
        this.remoteAddress = remoteAddress;
        return this;
    }

    public ConnectorConfigurationBuilder userAgent(String userAgent) {
        this.userAgent = Objects.requireNonNull(userAgent);
        return this;
    }

    public ConnectorConfigurationBuilder access(ServerAccess access) {
        this.access = Objects.requireNonNull(access);
        return this;
    }

    public ConnectorConfigurationBuilder connection(ConnectionDefaults connection) {
        this.connection = Objects.requireNonNull(connection);
        return this;
    }

    public ConnectorConfigurationBuilder call(CallDefaults call) {
        this.call = Objects.requireNonNull(call);
        return this;
    }

    /** @throws InvalidConfigurationException naming the key that is missing or wrong */
    public ConnectorConfiguration build() {
        ServerAddress address = ServerAddress.parse("server", server);
        String trimmed = Objects.requireNonNull(server).trim();
        if (!webSocketPath.startsWith("/")) {
            throw new InvalidConfigurationException("webSocketPath", "'" + webSocketPath + "' must begin with '/'");
        }
        if (registerExpires < 10 || registerExpires > 86_400) {
            throw new InvalidConfigurationException("registerExpires",
                    "'" + registerExpires + "' must be between 10 and 86400 seconds");
        }
        boolean registers = register != null ? register : user != null;
        if (registers && (user == null || user.isBlank())) {
            throw new InvalidConfigurationException("user", "is required when register=true");
        }
        if (registers && (password == null || password.isEmpty())) {
            throw new InvalidConfigurationException("password", "is required when register=true");
        }
        return new ConnectorConfiguration(id, trimmed, domain == null || domain.isBlank() ? address.host() : domain,
                transport, webSocketPath, displayName, Optional.ofNullable(user), Optional.ofNullable(password), registers,
                registerExpires, connectOnStart, trust, iceServers, Optional.ofNullable(remoteAddress), userAgent, access,
                connection, call);
    }
}
