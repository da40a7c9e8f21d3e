/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.call;

import java.util.Optional;
import org.sipconnector.api.masking.Masking;
import org.sipconnector.api.sip.DialogId;
import org.sipconnector.api.sip.UserAgentId;

/**
 * A ringing INVITE that is handed over to be answered.
 *
 * @param userAgent where it arrived
 * @param dialog    its session
 * @param number    user part of the caller's address
 * @param offer     the caller's SDP, absent for a late offer
 */
public record RingingInvite(UserAgentId userAgent, DialogId dialog, String number, Optional<String> offer) {
    @Override
    public String toString() {
        return Masking.record(this);
    }
}
