/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.connection;

import org.sipconnector.api.Embedded;

/**
 * One account, or one guest's name, at one server: what tells whose a connection is. Holds no secret.
 *
 * @param server  host or host:port the transport is opened to
 * @param account the account, without its password
 */
public record ConnectedAccount(String server, @Embedded ServerAccount account) {

    public ConnectedAccount {
        account = account.withoutPassword();
    }

    public static ConnectedAccount of(ConnectionConfiguration used) {
        return of(used.parameters());
    }

    /** Of a connection that is made with these. */
    public static ConnectedAccount of(ConnectionParameters wanted) {
        return new ConnectedAccount(wanted.target().server(), wanted.account());
    }
}
