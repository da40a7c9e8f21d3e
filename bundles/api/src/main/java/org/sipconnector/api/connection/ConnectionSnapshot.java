/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.connection;

import java.util.Optional;
import java.util.Set;
import org.sipconnector.api.Embedded;
import org.sipconnector.api.sip.UserAgentId;

/**
 * The connection as it is.
 *
 * @param state         where it is
 * @param agent         its user agent
 * @param configuration who is connected to what; absent when idle
 * @param domain        domain of the latest connect; kept when disconnected
 * @param validSignals  names of the chart's signals this state knows
 * @param lastError     why the latest connect failed, or the connection was lost; cleared by the next connect
 */
public record ConnectionSnapshot(ConnectionState state, @Embedded UserAgentStatus agent,
        Optional<ConnectionConfiguration> configuration, Optional<String> domain, Set<String> validSignals, Optional<String> lastError) {

    public static final ConnectionSnapshot IDLE = new ConnectionSnapshot(ConnectionState.IDLE, UserAgentStatus.NONE,
            Optional.empty(), Optional.empty(), Set.of("START_CONNECT"), Optional.empty());

    /** The user agent, from the first attempt to the end of the disconnect. */
    public Optional<UserAgentId> userAgent() {
        return agent.userAgent();
    }

    /** Whether the account is registered now. */
    public boolean registered() {
        return agent.registered();
    }

    /** A connect is under way. */
    public boolean requested() {
        return pendingConnect() || pendingUserAgent();
    }

    /** A connect is under way, its user agent not yet started. */
    public boolean pendingConnect() {
        return state == ConnectionState.PREPARING;
    }

    /** The user agent is opening its transport. */
    public boolean pendingUserAgent() {
        return state == ConnectionState.CONNECTING;
    }

    public boolean idle() {
        return state == ConnectionState.IDLE;
    }

    public boolean disconnected() {
        return state == ConnectionState.DISCONNECTED;
    }

    public boolean disconnecting() {
        return state == ConnectionState.DISCONNECTING;
    }

    public boolean established() {
        return state == ConnectionState.ESTABLISHED;
    }

    /** Whether the connection in use is meant to register. */
    public boolean registerConfigured() {
        return configuration.map(ConnectionConfiguration::register).orElse(false);
    }

    /** User part of the own address, absent without a user agent. */
    public Optional<String> user() {
        return userAgent().flatMap(present -> configuration).map(ConnectionConfiguration::authorizationUser);
    }
}
