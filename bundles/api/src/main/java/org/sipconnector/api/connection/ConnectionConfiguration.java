/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.connection;

import java.util.List;
import java.util.Optional;
import org.sipconnector.api.Embedded;
import org.sipconnector.api.IceServer;
import org.sipconnector.api.media.Size;

/**
 * Who is connected to what.
 *
 * @param parameters        those in use, without the password
 * @param authorizationUser user part of the own address: the account's, or a random number for a guest
 */
public record ConnectionConfiguration(@Embedded ConnectionParameters parameters, String authorizationUser) {

    public ConnectionConfiguration {
        parameters = parameters.withoutPassword();
    }

    /** The same connection with the ICE servers of these parameters, and their trust and access to the server. */
    public ConnectionConfiguration trusting(ConnectionParameters used) {
        return like(new ConnectionParametersBuilder(parameters).iceServers(used.iceServers()).trust(used.target().trust())
                .access(used.target().access()));
    }

    /** The same connection without ICE servers, which have passwords. */
    public ConnectionConfiguration withoutIceServers() {
        return like(new ConnectionParametersBuilder(parameters).iceServers(List.of()));
    }

    private ConnectionConfiguration like(ConnectionParametersBuilder others) {
        return new ConnectionConfiguration(others.build(), authorizationUser);
    }

    /** Host or host:port the transport is opened to. */
    public String server() {
        return parameters.target().server();
    }

    /** Domain part of addresses. */
    public String domain() {
        return parameters.account().domain();
    }

    /** Whether the account is registered. */
    public boolean register() {
        return parameters.account().register();
    }

    /** The account's user, as given. */
    public Optional<String> user() {
        return parameters.account().user();
    }

    /** STUN and TURN servers for calls. */
    public List<IceServer> iceServers() {
        return parameters.iceServers();
    }

    /** Largest video to send, absent for no limit. */
    public Optional<Size> maxAvailableResolution() {
        return parameters.maxAvailableResolution();
    }

    /** The own address of record. */
    public String uri() {
        return "sip:" + authorizationUser + "@" + domain();
    }
}
