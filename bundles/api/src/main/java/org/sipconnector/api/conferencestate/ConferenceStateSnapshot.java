/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.conferencestate;

import java.util.Optional;
import org.sipconnector.api.Embedded;
import org.sipconnector.api.Secret;

/**
 * What is known about the room.
 *
 * @param state      the kind of room
 * @param number     the other side of the call, absent without one
 * @param answering  whether the other side called us
 * @param entered    the room
 * @param conference the conference the token is for
 * @param token      the token; shows itself to nobody by accident
 * @param counted    license, forced mode and role
 */
public record ConferenceStateSnapshot(ConferenceState state, Optional<String> number, boolean answering, @Embedded EnteredRoom entered,
        Optional<String> conference, Optional<Secret> token, @Embedded CountedSession counted) {

    public static final ConferenceStateSnapshot NONE = new ConferenceStateSnapshot(ConferenceState.NONE, Optional.empty(), false,
            EnteredRoom.NONE, Optional.empty(), Optional.empty(), CountedSession.INITIAL);

    /** The room, in lower case. */
    public Optional<String> room() {
        return entered.room();
    }

    /** License, forced mode and role. */
    public CallSessionState session() {
        return counted.session();
    }

    /** Token and conference, only while in the room they are for. */
    public Optional<InRoomCredentials> inRoomCredentials() {
        return state == ConferenceState.IN_ROOM && conference.isPresent() && token.isPresent()
                ? Optional.of(new InRoomCredentials(conference.get(), token.get()))
                : Optional.empty();
    }
}
