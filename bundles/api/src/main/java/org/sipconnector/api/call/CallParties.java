/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.call;

import java.util.Optional;
import org.sipconnector.api.media.PeerId;
import org.sipconnector.api.sip.DialogId;
import org.sipconnector.api.sip.UserAgentId;

/**
 * Whom a call is with, and over what.
 *
 * @param number           the other side, absent when idle
 * @param answering        whether the other side called us; kept for the whole call
 * @param presentationCall whether it was made only to present
 * @param userAgent        the user agent it runs over
 * @param dialog           its SIP session
 * @param peer             the peer connection of its main leg
 */
public record CallParties(Optional<String> number, boolean answering, boolean presentationCall, Optional<UserAgentId> userAgent,
        Optional<DialogId> dialog, Optional<PeerId> peer) {

    public static final CallParties NONE =
            new CallParties(Optional.empty(), false, false, Optional.empty(), Optional.empty(), Optional.empty());

    /** A call to that number over that peer connection, neither of whose user agent nor session is known. */
    public static CallParties calling(String number, Optional<PeerId> peer) {
        return new CallParties(Optional.of(number), false, false, Optional.empty(), Optional.empty(), peer);
    }
}
