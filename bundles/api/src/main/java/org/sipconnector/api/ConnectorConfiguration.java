/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.sipconnector.api.connection.ConnectionParameters;

/**
 * What a connector needs to know about its account and its server. Data only; equal configurations are
 * interchangeable. Built with {@link #builder(String)}.
 *
 * @param id              the connector's id
 * @param parameters      what it connects with unless a client says otherwise
 * @param connectOnStart  whether the connector connects by itself as soon as it is opened, and stays connected
 * @param connectAttempts how often a server that cannot be reached is tried by one connect
 * @param call            what calls of this connector send and receive unless told otherwise
 */
public record ConnectorConfiguration(ConnectorId id, @Embedded ConnectionParameters parameters, boolean connectOnStart, int connectAttempts,
        CallDefaults call) {

    public ConnectorConfiguration {
        Objects.requireNonNull(id);
        Objects.requireNonNull(parameters);
    }

    public static ConnectorConfigurationBuilder builder(String id) {
        return new ConnectorConfigurationBuilder(ConnectorId.of(id));
    }

    /** Host or host:port of the conference server, where the transport connects to. */
    public String server() {
        return parameters.target().server();
    }

    /** How SIP reaches the server. */
    public Transport transport() {
        return parameters.target().transport();
    }

    /** How the server's certificate is judged. */
    public TlsTrust trust() {
        return parameters.target().trust();
    }

    /** Domain part of the address of record. */
    public String domain() {
        return parameters.account().domain();
    }

    /** Shown to others; may be empty. */
    public String displayName() {
        return parameters.account().displayName();
    }

    /** Whether to send REGISTER. */
    public boolean register() {
        return parameters.account().register();
    }

    /** User part of the address of record; absent for a guest. */
    public Optional<String> user() {
        return parameters.account().user();
    }

    /** Digest secret; absent for a guest. */
    public Optional<Secret> password() {
        return parameters.account().password();
    }

    /** STUN and TURN servers of its calls. */
    public List<IceServer> iceServers() {
        return parameters.iceServers();
    }
}
