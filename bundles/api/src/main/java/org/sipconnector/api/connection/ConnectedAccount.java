/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.connection;

import java.util.Optional;

/**
 * One account, or one guest's name, at one server: what tells whose a connection is. Holds no secret.
 *
 * @param server      host or host:port the transport is opened to
 * @param domain      domain part of addresses
 * @param displayName as given, not as sent
 * @param register    whether the account is registered
 * @param user        the account's user, as given
 */
public record ConnectedAccount(String server, String domain, String displayName, boolean register, Optional<String> user) {

    public ConnectedAccount {
        domain = domain == null ? "" : domain.trim();
    }

    public static ConnectedAccount of(ConnectionConfiguration used) {
        return new ConnectedAccount(used.server(), used.domain(), used.displayName(), used.register(), used.user());
    }

    /** Of a connection that is made with these. */
    public static ConnectedAccount of(ConnectionParameters wanted) {
        ServerAccount account = wanted.account();
        return new ConnectedAccount(wanted.target().server(), account.domain(), account.displayName(), account.register(), account.user());
    }
}
