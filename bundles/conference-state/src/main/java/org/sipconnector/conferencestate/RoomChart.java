/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.conferencestate;

import static org.sipconnector.api.conferencestate.ConferenceState.DIRECT_P2P_ROOM;
import static org.sipconnector.api.conferencestate.ConferenceState.IN_ROOM;
import static org.sipconnector.api.conferencestate.ConferenceState.NONE;
import static org.sipconnector.api.conferencestate.ConferenceState.P2P_ROOM;
import static org.sipconnector.api.conferencestate.ConferenceState.PRESENTATION_CALL;
import static org.sipconnector.api.conferencestate.ConferenceState.PURGATORY;
import static org.sipconnector.api.conferencestate.ConferenceState.ROOM_PENDING_AUTH;

import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import org.sipconnector.api.Secret;
import org.sipconnector.api.conferencestate.ConferenceState;
import org.sipconnector.kernel.KeptId;
import org.sipconnector.kernel.chart.Chart;
import org.sipconnector.kernel.chart.ChartBuilder;

/**
 * The kind of room the call is in. What is told is taken in first; the state entered is then the first that fits, in the
 * order of {@link Room#state()}. Without a call nothing is taken in.
 */
final class RoomChart {

    /** What the chart takes. */
    sealed interface Signal {

        /** Which components of the snapshot it tells, whether they differ or not. */
        Set<String> told();

        /** Where the token is kept that came along. */
        default Optional<KeptId<Secret>> kept() {
            return Optional.empty();
        }
    }

    /** A call is made or answered. */
    record Begin(String number, boolean answering, boolean presentationCall) implements Signal {

        @Override
        public Set<String> told() {
            return Set.of("number", "answering");
        }
    }

    record Confirm(Instant at) implements Signal {

        @Override
        public Set<String> told() {
            return Set.of("startedAt");
        }
    }

    /** @param token where the token that came along is kept */
    record Enter(String room, String participantName, Optional<KeptId<Secret>> token, Optional<Boolean> direct, Instant at) implements Signal {

        @Override
        public Set<String> told() {
            Set<String> told = new HashSet<>(Set.of("room", "participantName", "startedAt"));
            direct.ifPresent(room -> told.add("directPeerToPeer"));
            token.ifPresent(room -> told.addAll(Set.of("conference", "token")));
            return told;
        }

        @Override
        public Optional<KeptId<Secret>> kept() {
            return token;
        }
    }

    /** @param token where it is kept */
    record Token(String conference, String participant, KeptId<Secret> token) implements Signal {

        @Override
        public Set<String> told() {
            return Set.of("conference", "participant", "participantName", "token");
        }

        @Override
        public Optional<KeptId<Secret>> kept() {
            return Optional.of(token);
        }
    }

    /** The call is ending or over. */
    enum Leave implements Signal {
        LEAVE;

        @Override
        public Set<String> told() {
            return Set.of("number", "room", "participantName", "participant", "channels", "conference", "token", "directPeerToPeer");
        }
    }

    private static final ConferenceState[] ROOMS = {ROOM_PENDING_AUTH, PURGATORY, P2P_ROOM, DIRECT_P2P_ROOM, IN_ROOM};

    static final Chart<ConferenceState, Room> CHART = build();

    private RoomChart() {}

    private static Chart<ConferenceState, Room> build() {
        ChartBuilder<ConferenceState, Room> chart = Chart.of("conference-state", NONE, Room.NONE);
        chart.on(Begin.class).from(NONE).when("no call yet", room -> !room.inCall()).doing(Room::begin).stay();
        taking(chart, Confirm.class, Room::confirm, PRESENTATION_CALL, NONE);
        for (ConferenceState target : ROOMS) {
            taking(chart, Enter.class, Room::enter, target, NONE);
            taking(chart, Enter.class, Room::enter, target, ROOMS);
        }
        taking(chart, Token.class, Room::token, NONE, NONE);
        for (ConferenceState room : ROOMS) {
            taking(chart, Token.class, Room::token, room, room);
        }
        taking(chart, Token.class, Room::token, IN_ROOM, ROOM_PENDING_AUTH, P2P_ROOM, DIRECT_P2P_ROOM);
        taking(chart, Token.class, Room::token, ROOM_PENDING_AUTH, IN_ROOM);
        taking(chart, Token.class, Room::token, P2P_ROOM, IN_ROOM);
        taking(chart, Token.class, Room::token, DIRECT_P2P_ROOM, IN_ROOM);
        chart.on(Confirm.class).from(NONE).when("a call to a room", Room::inCall).doing(Room::confirm).stay();
        chart.on(Leave.LEAVE).from(NONE).when("a call", Room::inCall).doing((room, leave) -> Room.NONE).stay();
        chart.on(Leave.LEAVE).from(ROOM_PENDING_AUTH, PURGATORY, P2P_ROOM, DIRECT_P2P_ROOM, IN_ROOM, PRESENTATION_CALL)
                .doing((room, leave) -> Room.NONE).to(NONE);
        return chart.build();
    }

    /** The signal is taken in a call, and leads here when this is the state that then fits. */
    private static <G> void taking(ChartBuilder<ConferenceState, Room> chart, Class<G> signal,
            BiFunction<Room, G, Room> update, ConferenceState target, ConferenceState... from) {
        chart.on(signal).from(from)
                .when("fits", (room, told) -> room.inCall() && update.apply(room, told).state() == target)
                .doing(update).to(target);
    }
}
