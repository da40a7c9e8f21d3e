/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.managers;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Any two things that happen in one moment, in every situation: what must hold in every order holds in these. With
 * {@code -Dmanagers.turns=3}, too, when up to three messages are worked off between them.
 */
class PairsTest {

    private static final int MOST_TURNS = Integer.getInteger("managers.turns", 0);

    private static final List<PlayStep> THINGS =
            List.of(PlayStep.CONNECT, PlayStep.DISCONNECT, PlayStep.START_AUTO, PlayStep.STOP_AUTO, PlayStep.RESTART_AUTO,
                    PlayStep.CALL, PlayStep.CALL_TO_BE_REDIALLED, PlayStep.FACADE_CALL, PlayStep.HANG_UP, PlayStep.ANSWER, PlayStep.DECLINE,
                    PlayStep.CONNECT_AND_CALL,
                    PlayStep.CLOSE_SESSION, PlayStep.CANCEL_REDIAL, PlayStep.DISARM_REDIAL, PlayStep.DRAIN, PlayStep.UNREGISTER, PlayStep.RINGS,
                    PlayStep.CANCELS,
                    PlayStep.TAKES_THE_CALL, PlayStep.HANGS_UP, PlayStep.TRANSPORT_IS_LOST, PlayStep.ENGINE_IS_MISSING);

    /** How everybody came to where they are. */
    private static final List<List<PlayStep>> SITUATIONS = List.of(
            List.of(),
            List.of(PlayStep.CONNECT, PlayStep.A_MOMENT),
            List.of(PlayStep.CONNECT, PlayStep.A_MOMENT, PlayStep.RINGS, PlayStep.A_MOMENT),
            List.of(PlayStep.CONNECT, PlayStep.A_MOMENT, PlayStep.CALLS_RING_ON, PlayStep.CALL_TO_BE_REDIALLED, PlayStep.A_MOMENT),
            List.of(PlayStep.COMES_INTO_A_CALL),
            List.of(PlayStep.COMES_INTO_A_CALL, PlayStep.RINGS, PlayStep.A_MOMENT),
            List.of(PlayStep.CONNECT_AND_CALL, PlayStep.A_MOMENT, PlayStep.A_MOMENT),
            List.of(PlayStep.CONNECT_AND_CALL, PlayStep.A_MOMENT, PlayStep.A_MOMENT, PlayStep.SESSIONS_ARE_FORGOTTEN, PlayStep.CALLS_RING_ON,
                    PlayStep.TRANSPORT_IS_LOST, PlayStep.TWO_SECONDS),
            List.of(PlayStep.COMES_INTO_A_CALL, PlayStep.SESSIONS_ARE_FORGOTTEN, PlayStep.CALLS_RING_ON, PlayStep.TRANSPORT_IS_LOST,
                    PlayStep.TWO_SECONDS));

    @TestFactory
    Stream<DynamicTest> whatMustHoldHolds() {
        return SITUATIONS.stream().map(situation -> DynamicTest.dynamicTest("after " + situation, () -> everyPairHoldsAfter(situation)));
    }

    private static void everyPairHoldsAfter(List<PlayStep> situation) {
        for (PlayStep first : THINGS) {
            for (PlayStep second : THINGS) {
                for (int turns = 0; turns <= MOST_TURNS; turns++) {
                    holds(moves(situation, first, turns, second));
                }
            }
        }
    }

    /** @param turns how many messages are worked off between the two */
    private static List<Move> moves(List<PlayStep> situation, PlayStep first, int turns, PlayStep second) {
        List<Move> moves = new ArrayList<>(situation.stream().map(step -> new Move(step, false)).toList());
        moves.add(new Move(first, true));
        for (int turn = 0; turn < turns; turn++) {
            moves.add(new Move(PlayStep.ONE_MESSAGE, true));
        }
        moves.add(new Move(second, false));
        moves.add(new Move(PlayStep.A_MOMENT, false));
        moves.add(new Move(PlayStep.TEN_SECONDS, false));
        return moves;
    }

    private static void holds(List<Move> moves) {
        try {
            new Play().run(moves);
        } catch (RuntimeException | AssertionError e) {
            throw new AssertionError("after " + moves + ": " + e.getMessage(), e);
        }
    }
}
