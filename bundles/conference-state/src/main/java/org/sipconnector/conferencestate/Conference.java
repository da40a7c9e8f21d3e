/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.conferencestate;

import java.util.Optional;
import org.sipconnector.api.Secret;
import org.sipconnector.api.conferencestate.CallSessionState;
import org.sipconnector.api.conferencestate.ConferenceState;
import org.sipconnector.api.conferencestate.ConferenceStateSnapshot;
import org.sipconnector.api.conferencestate.CountedSession;
import org.sipconnector.api.conferencestate.EnteredRoom;
import org.sipconnector.kernel.KeptId;
import org.sipconnector.kernel.Lane;
import org.sipconnector.kernel.chart.Position;

/**
 * Everything the conference state manager is, as data.
 *
 * @param position       the room
 * @param session        license, forced mode and role
 * @param changes        how often the session changed
 * @param repeats        how often it was told to change and did not
 * @param toldConference the conference in-room credentials were last told of
 * @param toldToken      where the token last told of is kept
 */
record Conference(Position<ConferenceState, Room> position, CallSessionState session, long changes, long repeats,
        Optional<String> toldConference, Optional<KeptId<Secret>> toldToken) {

    static final int VERSION = 1;

    static final Conference NONE = new Conference(RoomChart.CHART.start(), CallSessionState.INITIAL, 0, 0,
            Optional.empty(), Optional.empty());

    Room room() {
        return position.context();
    }

    ConferenceStateSnapshot snapshot(Lane lane) {
        Room room = room();
        return new ConferenceStateSnapshot(position.state(), room.number(), room.answering(),
                new EnteredRoom(room.room(), room.participantName(), room.participant(), room.channels(), room.direct(), room.startedAt()),
                room.conference(), token(lane), new CountedSession(session, changes, repeats));
    }

    /** The token itself; after a restart of the framework it is gone until the server issues another. */
    Optional<Secret> token(Lane lane) {
        try {
            return room().token().map(lane::kept);
        } catch (IllegalStateException e) {
            return Optional.empty();
        }
    }

    Conference with(Position<ConferenceState, Room> other) {
        return new Conference(other, session, changes, repeats, toldConference, toldToken);
    }

    Conference with(Room other) {
        return with(new Position<>(position.state(), other));
    }

    Conference changing(CallSessionState other) {
        return other.equals(session)
                ? new Conference(position, session, changes, repeats + 1, toldConference, toldToken)
                : new Conference(position, other, changes + 1, repeats, toldConference, toldToken);
    }

    Conference reset(CallSessionState initial) {
        return new Conference(position, initial, changes, repeats, toldConference, toldToken);
    }

    Conference told(Optional<String> conference, Optional<KeptId<Secret>> token) {
        return new Conference(position, session, changes, repeats, conference, token);
    }
}
