/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.conferencestate;

import java.time.Instant;
import java.util.Optional;
import org.sipconnector.api.Secret;
import org.sipconnector.api.serverapi.Channels;

/**
 * What is known about the room.
 *
 * @param state           the kind of room
 * @param number          the other side of the call, absent without one
 * @param answering       whether the other side called us
 * @param room            the room, in lower case
 * @param participantName our name in it
 * @param participant     our participant as the token's issuer named it
 * @param channels        our audio channels
 * @param conference      the conference the token is for
 * @param token           the token; shows itself to nobody by accident
 * @param directPeerToPeer whether the other client announced the room
 * @param startedAt       when a room was first entered in this call
 * @param session         license, forced mode and role
 * @param sessionChanges  how often {@code session} has changed in the connector's life
 * @param sessionRepeats  how often it was told to change and did not
 */
public record ConferenceStateSnapshot(ConferenceState state, Optional<String> number, boolean answering,
        Optional<String> room, Optional<String> participantName, Optional<String> participant,
        Optional<Channels> channels, Optional<String> conference, Optional<Secret> token, boolean directPeerToPeer,
        Optional<Instant> startedAt, CallSessionState session, long sessionChanges, long sessionRepeats) {

    public static final ConferenceStateSnapshot NONE = new ConferenceStateSnapshot(ConferenceState.NONE,
            Optional.empty(), false, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(),
            Optional.empty(), Optional.empty(), false, Optional.empty(), CallSessionState.INITIAL, 0, 0);

    /** Token and conference, only while in the room they are for. */
    public Optional<InRoomCredentials> inRoomCredentials() {
        return state == ConferenceState.IN_ROOM && conference.isPresent() && token.isPresent()
                ? Optional.of(new InRoomCredentials(conference.get(), token.get()))
                : Optional.empty();
    }
}
