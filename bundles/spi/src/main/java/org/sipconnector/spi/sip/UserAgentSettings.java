/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.spi.sip;

import java.util.Optional;
import org.sipconnector.api.connection.ReconnectPauses;
import org.sipconnector.api.connection.RegistrationOptions;
import org.sipconnector.api.sip.SipOptions;

/**
 * How a user agent reaches its server and who it is. A value; any thread.
 *
 * @param server        the server it opens its transport to
 * @param account       who it is
 * @param registration  what its REGISTER says
 * @param recovery      the waits before a lost transport is opened again; absent to leave it closed
 * @param userAgent     {@code User-Agent} header
 * @param sessionTimers whether to offer session timers (RFC 4028)
 * @param options       what is rarely needed
 */
public record UserAgentSettings(TransportTarget server, SipAccount account, RegistrationOptions registration, Optional<ReconnectPauses> recovery,
        String userAgent, boolean sessionTimers, SipOptions options) {

    /** Without {@code User-Agent}, session timers and what is rarely needed. */
    public UserAgentSettings(TransportTarget server, SipAccount account, RegistrationOptions registration, Optional<ReconnectPauses> recovery) {
        this(server, account, registration, recovery, "", false, SipOptions.DEFAULT);
    }

    /** The same user agent at another server. */
    public UserAgentSettings with(TransportTarget other) {
        return new UserAgentSettings(other, account, registration, recovery, userAgent, sessionTimers, options);
    }

    /** The same user agent, registered otherwise. */
    public UserAgentSettings with(RegistrationOptions other) {
        return new UserAgentSettings(server, account, other, recovery, userAgent, sessionTimers, options);
    }

    /** The same user agent, which leaves a lost transport closed. */
    public UserAgentSettings withoutRecovery() {
        return new UserAgentSettings(server, account, registration, Optional.empty(), userAgent, sessionTimers, options);
    }

    /** The same user agent with other options. */
    public UserAgentSettings with(SipOptions other) {
        return new UserAgentSettings(server, account, registration, recovery, userAgent, sessionTimers, other);
    }

    /** The same user agent, which offers session timers or does not. */
    public UserAgentSettings withSessionTimers(boolean other) {
        return new UserAgentSettings(server, account, registration, recovery, userAgent, other, options);
    }
}
