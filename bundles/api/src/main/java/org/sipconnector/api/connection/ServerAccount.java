/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.connection;

import java.util.Optional;
import org.sipconnector.api.Secret;

/**
 * An account at a server, or a guest's name.
 *
 * @param domain      domain part of addresses
 * @param displayName shown to others; sent trimmed and with underscores for spaces
 * @param register    whether to register
 * @param user        the account's user; without registration a random number stands for it
 * @param password    the account's password
 */
public record ServerAccount(String domain, String displayName, boolean register, Optional<String> user, Optional<Secret> password) {

    public ServerAccount {
        domain = domain == null ? "" : domain.trim();
        displayName = displayName == null ? "" : displayName;
    }

    ServerAccount withoutPassword() {
        return new ServerAccount(domain, displayName, register, user, Optional.empty());
    }
}
