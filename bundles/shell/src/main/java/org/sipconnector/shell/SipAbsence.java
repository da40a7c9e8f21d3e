/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.shell;

import java.util.Optional;
import org.sipconnector.api.SipConnectorException;
import org.sipconnector.api.sip.SipUserAgents;

/** Managers are not told when the SIP bundle is stopped: what they show then is how it was, and nobody can be reached. */
final class SipAbsence {

    private SipAbsence() {}

    /**
     * @param sip null where there has been none since the kernel started
     * @return since when there is none, and what is kept; empty while it is at work
     */
    static Optional<String> of(SipUserAgents sip) {
        if (sip == null) {
            return Optional.of("the SIP bundle is not at work");
        }
        try {
            sip.statistics();
            return Optional.empty();
        } catch (SipConnectorException absent) {
            return Optional.of(absent.getMessage());
        }
    }
}
