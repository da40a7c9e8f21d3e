/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.sip;

import org.sipconnector.api.sip.SipOptions;
import org.sipconnector.api.sip.UserAgentSettings;

/** Settings that differ in one thing. */
final class Settings {

    private Settings() {}

    static UserAgentSettings at(UserAgentSettings base, int port) {
        return of(base, base.host(), port, base.options());
    }

    static UserAgentSettings with(UserAgentSettings base, SipOptions options) {
        return of(base, base.host(), base.port(), options);
    }

    static UserAgentSettings of(UserAgentSettings base, String host, int port, SipOptions options) {
        return new UserAgentSettings(base.transport(), host, port, base.webSocketPath(), base.origin(), base.user(),
                base.domain(), base.displayName(), base.authorizationUser(), base.password(), base.registerExpires(),
                base.registerHeaders(), base.userAgent(), base.sessionTimers(), base.recoveryMin(), base.recoveryMax(),
                base.recover(), base.trust(), options);
    }
}
