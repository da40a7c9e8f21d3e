/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.session;

import java.time.Instant;
import java.util.Optional;
import org.sipconnector.api.Secret;
import org.sipconnector.api.call.CallSnapshot;
import org.sipconnector.api.conferencestate.ConferenceStateSnapshot;

/**
 * The call and its room together.
 *
 * @param phase           how far it has come and what kind of room it is in
 * @param number          the other side, absent without a call
 * @param answering       whether the other side called us
 * @param room            the room, absent before one is entered
 * @param participantName our name in it
 * @param conference      the conference the token is for
 * @param token           the token, while in the room it is for
 * @param startedAt       when a room was first entered in this call
 */
public record SessionCall(CallPhase phase, Optional<String> number, boolean answering, Optional<String> room,
        Optional<String> participantName, Optional<String> conference, Optional<Secret> token,
        Optional<Instant> startedAt) {

    public static final SessionCall IDLE = new SessionCall(CallPhase.IDLE, Optional.empty(), false, Optional.empty(),
            Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    public static SessionCall of(CallSnapshot call, ConferenceStateSnapshot conference) {
        CallPhase phase = CallPhase.of(call.state(), conference.state());
        if (phase == CallPhase.IDLE) {
            return IDLE;
        }
        if (!phase.inCall()) {
            return new SessionCall(phase, call.number(), call.parties().answering(), Optional.empty(), Optional.empty(),
                    Optional.empty(), Optional.empty(), Optional.empty());
        }
        return new SessionCall(phase, call.number(), call.parties().answering(), conference.room(), conference.entered().participantName(),
                conference.conference(), phase == CallPhase.IN_ROOM ? conference.token() : Optional.empty(),
                conference.entered().startedAt());
    }
}
