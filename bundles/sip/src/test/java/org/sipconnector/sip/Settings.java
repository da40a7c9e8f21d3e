/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.sip;

import org.sipconnector.api.sip.SipOptions;
import org.sipconnector.spi.sip.UserAgentSettings;

/** Settings that differ in one thing. */
final class Settings {

    private Settings() {}

    static UserAgentSettings at(UserAgentSettings base, int port) {
        return base.with(base.server().at(base.server().host(), port));
    }

    static UserAgentSettings with(UserAgentSettings base, SipOptions options) {
        return base.with(options);
    }
}
