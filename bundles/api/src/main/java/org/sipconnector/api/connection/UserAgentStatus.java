/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.connection;

import java.util.Optional;
import org.sipconnector.api.sip.UserAgentId;

/**
 * The user agent of a connection as it is.
 *
 * @param userAgent     the user agent, from the first attempt to the end of the disconnect
 * @param transportOpen whether its transport is open
 * @param registered    whether the account is registered now
 */
public record UserAgentStatus(Optional<UserAgentId> userAgent, boolean transportOpen, boolean registered) {

    public static final UserAgentStatus NONE = new UserAgentStatus(Optional.empty(), false, false);
}
