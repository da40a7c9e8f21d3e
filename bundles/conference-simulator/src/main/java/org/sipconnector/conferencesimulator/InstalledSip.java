/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.conferencesimulator;

import java.lang.reflect.Method;
import org.sipconnector.spi.sip.SipServers;
import org.sipconnector.spi.sip.SipStatistics;
import org.sipconnector.spi.sip.SipUserAgents;

/** The SIP foundation that is installed now; one that is replaced leaves listeners and calls to the next. */
final class InstalledSip extends InstalledFoundation<SipUserAgents> {

    InstalledSip() {
        super(SipUserAgents.class, SipUserAgents.class, SipServers.class);
    }

    SipUserAgents userAgents() {
        return as(SipUserAgents.class);
    }

    SipServers servers() {
        return as(SipServers.class);
    }

    @Override
    Object reading(Method method) {
        return new SipStatistics(0, 0, 0, 0, 0);
    }
}
