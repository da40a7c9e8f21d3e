/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.conferencestate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sipconnector.api.conferencestate.ConferenceState.DIRECT_P2P_ROOM;
import static org.sipconnector.api.conferencestate.ConferenceState.IN_ROOM;
import static org.sipconnector.api.conferencestate.ConferenceState.NONE;
import static org.sipconnector.api.conferencestate.ConferenceState.P2P_ROOM;
import static org.sipconnector.api.conferencestate.ConferenceState.PRESENTATION_CALL;
import static org.sipconnector.api.conferencestate.ConferenceState.PURGATORY;
import static org.sipconnector.api.conferencestate.ConferenceState.ROOM_PENDING_AUTH;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sipconnector.api.conferencestate.ConferenceState;
import org.sipconnector.conferencestate.RoomChart.Begin;
import org.sipconnector.conferencestate.RoomChart.Confirm;
import org.sipconnector.conferencestate.RoomChart.Enter;
import org.sipconnector.conferencestate.RoomChart.Leave;
import org.sipconnector.conferencestate.RoomChart.Token;
import org.sipconnector.kernel.KeptId;
import org.sipconnector.kernel.chart.Position;

class RoomChartTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final Begin BEGIN = new Begin("1000", false, false);
    private static final Confirm CONFIRM = new Confirm(NOW);
    private static final List<ConferenceState> ROOMS =
            List.of(ROOM_PENDING_AUTH, PURGATORY, P2P_ROOM, DIRECT_P2P_ROOM, IN_ROOM);

    @Test
    void theDeclarationIsSound() {
        assertThat(RoomChart.CHART.problems()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(ConferenceState.class)
    void aCallBeginsOnlyWhereThereIsNone(ConferenceState state) {
        Position<ConferenceState, Room> position = in(state);

        assertThat(RoomChart.CHART.canTransition(position, BEGIN)).isFalse();
        assertThat(after(BEGIN).context().number()).contains("1000");
    }

    @ParameterizedTest
    @EnumSource(value = ConferenceState.class, names = "PRESENTATION_CALL", mode = Mode.EXCLUDE)
    void roomAndTokenAreTakenDuringACall(ConferenceState state) {
        assertThat(step(in(state), enter("room", false)).state()).isIn(ROOM_PENDING_AUTH, IN_ROOM, DIRECT_P2P_ROOM);
        assertThat(RoomChart.CHART.canTransition(in(state), token("room"))).isTrue();
    }

    @ParameterizedTest
    @EnumSource(ConferenceState.class)
    void leavingForgetsEverything(ConferenceState state) {
        assertThat(step(in(state), Leave.LEAVE)).isEqualTo(RoomChart.CHART.start());
    }

    @Test
    void withoutACallNothingIsTaken() {
        for (Object signal : List.of(CONFIRM, enter("room", false), token("room"), Leave.LEAVE)) {
            assertThat(RoomChart.CHART.canTransition(RoomChart.CHART.start(), signal)).as("%s", signal).isFalse();
        }
    }

    @Test
    void aPresentationCallTakesNoRoomAndNoToken() {
        Position<ConferenceState, Room> presenting = after(new Begin("1000", false, true), CONFIRM);

        assertThat(presenting.state()).isEqualTo(PRESENTATION_CALL);
        assertThat(RoomChart.CHART.canTransition(presenting, enter("room", false))).isFalse();
        assertThat(RoomChart.CHART.canTransition(presenting, token("room"))).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"room,ROOM_PENDING_AUTH", "purgatory,PURGATORY", "p2pato b,P2P_ROOM", "P2PaTOb,P2P_ROOM",
            "Purgatory,ROOM_PENDING_AUTH"})
    void theRoomsNameTellsItsKind(String room, ConferenceState state) {
        assertThat(after(BEGIN, enter(room, false)).state()).isEqualTo(state);
    }

    @Test
    void aTokenThatComesAlongAdmits() {
        assertThat(after(BEGIN, enter("room", true)).state()).isEqualTo(IN_ROOM);
    }

    @Test
    void aTokenForThePurgatoryAdmitsNowhere() {
        assertThat(after(BEGIN, enter("purgatory", true)).state()).isEqualTo(PURGATORY);
    }

    @Test
    void aTokenAdmitsBeforeOrAfterTheRoomWhateverTheCase() {
        assertThat(after(BEGIN, enter("room", false), token("ROOM")).state()).isEqualTo(IN_ROOM);
        assertThat(after(BEGIN, token("room"), enter("room", false)).state()).isEqualTo(IN_ROOM);
    }

    @Test
    void aTokenForAnotherConferenceDoesNotAdmit() {
        assertThat(after(BEGIN, enter("room", false), token("other")).state()).isEqualTo(ROOM_PENDING_AUTH);
    }

    @Test
    void movingToAnotherRoomNeedsATokenForIt() {
        Position<ConferenceState, Room> moved = after(BEGIN, enter("room", true), enter("next", false));

        assertThat(moved.state()).isEqualTo(ROOM_PENDING_AUTH);
        assertThat(step(moved, token("next")).state()).isEqualTo(IN_ROOM);
    }

    @Test
    void movingBackToThePurgatoryForgetsTheToken() {
        Position<ConferenceState, Room> back = after(BEGIN, enter("room", true), enter("purgatory", false));

        assertThat(back.state()).isEqualTo(PURGATORY);
        assertThat(back.context().token()).isEmpty();
        assertThat(step(back, enter("room", false)).state()).isEqualTo(ROOM_PENDING_AUTH);
    }

    @Test
    void theDirectFlagMakesADirectRoomUntilItIsTakenBack() {
        Position<ConferenceState, Room> direct =
                after(BEGIN, new Enter("any", "me", Optional.empty(), Optional.of(true), NOW));

        assertThat(direct.state()).isEqualTo(DIRECT_P2P_ROOM);
        assertThat(step(direct, enter("other", false)).state()).isEqualTo(DIRECT_P2P_ROOM);
        assertThat(step(direct, new Enter("other", "me", Optional.empty(), Optional.of(false), NOW)).state())
                .isEqualTo(ROOM_PENDING_AUTH);
    }

    @ParameterizedTest
    @MethodSource("pairsOfRooms")
    void theServerMovesFromAnyRoomToAnyOther(ConferenceState from, ConferenceState to) {
        Enter enter = switch (to) {
            case PURGATORY -> enter("purgatory", false, false);
            case P2P_ROOM -> enter("p2patob", false, false);
            case DIRECT_P2P_ROOM -> enter("next", false, true);
            case IN_ROOM -> enter("next", true, false);
            default -> enter("next", false, false);
        };

        assertThat(step(in(from), enter).state()).isEqualTo(to);
    }

    private static Stream<Arguments> pairsOfRooms() {
        return ROOMS.stream().flatMap(from -> ROOMS.stream().map(to -> Arguments.of(from, to)));
    }

    @ParameterizedTest
    @CsvSource({"ROOM_PENDING_AUTH,other,IN_ROOM", "P2P_ROOM,p2patob,IN_ROOM", "DIRECT_P2P_ROOM,any,IN_ROOM",
            "PURGATORY,purgatory,PURGATORY", "IN_ROOM,room,IN_ROOM"})
    void aTokenForTheRoomAdmitsButNotToThePurgatory(ConferenceState from, String conference, ConferenceState to) {
        assertThat(step(in(from), token(conference)).state()).isEqualTo(to);
    }

    @ParameterizedTest
    @EnumSource(value = ConferenceState.class, names = {"NONE", "PRESENTATION_CALL", "IN_ROOM"}, mode = Mode.EXCLUDE)
    void aTokenForAnotherConferenceChangesNoRoom(ConferenceState state) {
        assertThat(step(in(state), token("elsewhere")).state()).isEqualTo(state);
    }

    @ParameterizedTest
    @CsvSource({"room,false,ROOM_PENDING_AUTH", "p2patob,false,P2P_ROOM", "room,true,DIRECT_P2P_ROOM"})
    void aTokenForAnotherConferenceTakesTheAdmissionBack(String room, boolean direct, ConferenceState to) {
        Position<ConferenceState, Room> admitted = after(BEGIN, enter(room, true, direct));
        assertThat(admitted.state()).isEqualTo(IN_ROOM);

        assertThat(step(admitted, token("elsewhere")).state()).isEqualTo(to);
    }

    @Test
    void theStartIsTheFirstEntry() {
        Position<ConferenceState, Room> moved = after(BEGIN, enter("room", true),
                new Enter("next", "me", Optional.empty(), Optional.empty(), NOW.plusSeconds(60)));

        assertThat(moved.context().startedAt()).contains(NOW);
    }

    @ParameterizedTest
    @ValueSource(strings = {"p2pAtoB", "p2puser.to@domainto123", "p2p123to456"})
    void roomsOfTwo(String room) {
        assertThat(Room.ofTwo(room)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "purgatory", "p2p", "p2pto", "p2pab", "roomto"})
    void otherRooms(String room) {
        assertThat(Room.ofTwo(room)).isFalse();
    }

    private static Position<ConferenceState, Room> in(ConferenceState state) {
        Position<ConferenceState, Room> position = switch (state) {
            case NONE -> after(BEGIN);
            case ROOM_PENDING_AUTH -> after(BEGIN, enter("other", false));
            case PURGATORY -> after(BEGIN, enter("purgatory", false));
            case P2P_ROOM -> after(BEGIN, enter("p2patob", false));
            case DIRECT_P2P_ROOM -> after(BEGIN, new Enter("any", "me", Optional.empty(), Optional.of(true), NOW));
            case PRESENTATION_CALL -> after(new Begin("1000", false, true), CONFIRM);
            case IN_ROOM -> after(BEGIN, enter("room", true));
        };
        assertThat(position.state()).isEqualTo(state);
        return position;
    }

    private static Position<ConferenceState, Room> after(Object... signals) {
        Position<ConferenceState, Room> position = RoomChart.CHART.start();
        for (Object signal : signals) {
            position = step(position, signal);
        }
        return position;
    }

    private static Position<ConferenceState, Room> step(Position<ConferenceState, Room> position, Object signal) {
        return RoomChart.CHART.step(position, signal).orElseThrow();
    }

    private static Enter enter(String room, boolean token) {
        return new Enter(room, "me", token ? Optional.of(new KeptId<>("kept-1")) : Optional.empty(), Optional.empty(), NOW);
    }

    private static Enter enter(String room, boolean token, boolean direct) {
        return new Enter(room, "me", token ? Optional.of(new KeptId<>("kept-1")) : Optional.empty(), Optional.of(direct), NOW);
    }

    private static Token token(String conference) {
        return new Token(conference, "SIP/me", new KeptId<>("kept-2"));
    }
}
