/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.conferencestate;

import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;
import org.sipconnector.api.Secret;
import org.sipconnector.api.conferencestate.ConferenceState;
import org.sipconnector.api.serverapi.Channels;
import org.sipconnector.conferencestate.RoomChart.Begin;
import org.sipconnector.conferencestate.RoomChart.Confirm;
import org.sipconnector.conferencestate.RoomChart.Enter;
import org.sipconnector.conferencestate.RoomChart.Token;
import org.sipconnector.kernel.KeptId;

/**
 * What the server has told about the room of the present call.
 *
 * @param number           the other side, absent without a call
 * @param answering        whether the other side called
 * @param presentationCall whether the call is made only to present
 * @param confirmed        whether the call is confirmed
 * @param room             the room
 * @param participantName  our name in it
 * @param participant      our participant as the token's issuer named it
 * @param channels         our audio channels
 * @param conference       the conference the token is for
 * @param token            where the token is kept
 * @param direct           whether the other client announced the room
 * @param startedAt        when the call was confirmed or a room first entered
 */
record Room(Optional<String> number, boolean answering, boolean presentationCall, boolean confirmed,
        Optional<String> room, Optional<String> participantName, Optional<String> participant,
        Optional<Channels> channels, Optional<String> conference, Optional<KeptId<Secret>> token, boolean direct,
        Optional<Instant> startedAt) {

    static final Room NONE = new Room(Optional.empty(), false, false, false, Optional.empty(), Optional.empty(),
            Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), false, Optional.empty());

    private static final String WAITING_ROOM = "purgatory";
    private static final Pattern ROOM_OF_TWO = Pattern.compile("p2p.+to.+", Pattern.CASE_INSENSITIVE);

    boolean inCall() {
        return number.isPresent();
    }

    Room begin(Begin call) {
        return new Room(Optional.of(call.number()).filter(number -> !number.isBlank()), call.answering(),
                call.presentationCall(), false, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(),
                Optional.empty(), Optional.empty(), false, Optional.empty());
    }

    Room confirm(Confirm confirm) {
        return new Room(number, answering, presentationCall, true, room, participantName, participant, channels,
                conference, token, direct, startedAt.or(() -> Optional.of(confirm.at())));
    }

    /** A token that comes along is for this room; a waiting room or a room of two has none; else the former stays. */
    Room enter(Enter enter) {
        boolean nowDirect = enter.direct().orElse(direct);
        boolean withoutToken = enter.room().equals(WAITING_ROOM) || ofTwo(enter.room()) || enter.direct().orElse(false);
        Optional<String> nowConference = enter.token().isPresent()
                ? Optional.of(enter.room())
                : withoutToken ? Optional.empty() : conference;
        Optional<KeptId<Secret>> nowToken = enter.token().isPresent() ? enter.token() : withoutToken ? Optional.empty() : token;
        return new Room(number, answering, presentationCall, confirmed, Optional.of(enter.room()),
                Optional.of(enter.participantName()), participant, channels, nowConference, nowToken, nowDirect,
                startedAt.or(() -> Optional.of(enter.at())));
    }

    Room token(Token issued) {
        return new Room(number, answering, presentationCall, confirmed, room, Optional.of(issued.participant()),
                Optional.of(issued.participant()), channels, Optional.of(issued.conference()), Optional.of(issued.token()),
                direct, startedAt);
    }

    Room with(Channels told) {
        return new Room(number, answering, presentationCall, confirmed, room, participantName, participant,
                Optional.of(told), conference, token, direct, startedAt);
    }

    /** The state this is, the first that fits. */
    ConferenceState state() {
        if (!inCall()) {
            return ConferenceState.NONE;
        }
        if (presentationCall && confirmed) {
            return ConferenceState.PRESENTATION_CALL;
        }
        if (room.isEmpty() || participantName.isEmpty()) {
            return ConferenceState.NONE;
        }
        boolean waiting = room.get().equals(WAITING_ROOM);
        if (!waiting && token.isPresent() && conference.filter(room.get()::equalsIgnoreCase).isPresent()) {
            return ConferenceState.IN_ROOM;
        }
        if (direct) {
            return ConferenceState.DIRECT_P2P_ROOM;
        }
        if (ofTwo(room.get())) {
            return ConferenceState.P2P_ROOM;
        }
        return waiting ? ConferenceState.PURGATORY : ConferenceState.ROOM_PENDING_AUTH;
    }

    /** Whether the server made this room for two, as {@code p2p<caller>to<callee>}. */
    static boolean ofTwo(String room) {
        return ROOM_OF_TWO.matcher(room).matches();
    }
}
