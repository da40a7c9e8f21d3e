/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.spi.sip;

import java.util.Optional;
import org.sipconnector.api.Secret;

/**
 * Who a user agent is (RFC 3261 section 10) and how it proves that (section 22). A value; any thread.
 *
 * @param user              user part of the address of record
 * @param domain            domain part of the address of record
 * @param displayName       display name as sent, may be empty
 * @param authorizationUser digest user, usually the same as {@code user}
 * @param password          digest secret, absent for guests
 */
public record SipAccount(String user, String domain, String displayName, String authorizationUser, Optional<Secret> password) {

    /** An account without a display name whose digest user is its user. */
    public static SipAccount of(String user, String domain, Secret password) {
        return new SipAccount(user, domain, "", user, Optional.of(password));
    }
}
