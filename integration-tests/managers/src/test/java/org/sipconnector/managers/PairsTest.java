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

    private static final List<Step> THINGS = List.of(Step.CONNECT, Step.DISCONNECT, Step.START_AUTO, Step.STOP_AUTO, Step.RESTART_AUTO,
            Step.CALL, Step.CALL_TO_BE_REDIALLED, Step.FACADE_CALL, Step.HANG_UP, Step.ANSWER, Step.DECLINE, Step.CONNECT_AND_CALL,
            Step.CLOSE_SESSION, Step.CANCEL_REDIAL, Step.DISARM_REDIAL, Step.DRAIN, Step.UNREGISTER, Step.RINGS, Step.CANCELS,
            Step.TAKES_THE_CALL, Step.HANGS_UP, Step.TRANSPORT_IS_LOST, Step.ENGINE_IS_MISSING);

    /** How everybody came to where they are. */
    private static final List<List<Step>> SITUATIONS = List.of(
            List.of(),
            List.of(Step.CONNECT, Step.A_MOMENT),
            List.of(Step.CONNECT, Step.A_MOMENT, Step.RINGS, Step.A_MOMENT),
            List.of(Step.CONNECT, Step.A_MOMENT, Step.CALLS_RING_ON, Step.CALL_TO_BE_REDIALLED, Step.A_MOMENT),
            List.of(Step.COMES_INTO_A_CALL),
            List.of(Step.COMES_INTO_A_CALL, Step.RINGS, Step.A_MOMENT),
            List.of(Step.CONNECT_AND_CALL, Step.A_MOMENT, Step.A_MOMENT),
            List.of(Step.CONNECT_AND_CALL, Step.A_MOMENT, Step.A_MOMENT, Step.SESSIONS_ARE_FORGOTTEN, Step.CALLS_RING_ON,
                    Step.TRANSPORT_IS_LOST, Step.TWO_SECONDS),
            List.of(Step.COMES_INTO_A_CALL, Step.SESSIONS_ARE_FORGOTTEN, Step.CALLS_RING_ON, Step.TRANSPORT_IS_LOST, Step.TWO_SECONDS));

    @TestFactory
    Stream<DynamicTest> whatMustHoldHolds() {
        return SITUATIONS.stream().map(situation -> DynamicTest.dynamicTest("after " + situation, () -> everyPairHoldsAfter(situation)));
    }

    private static void everyPairHoldsAfter(List<Step> situation) {
        for (Step first : THINGS) {
            for (Step second : THINGS) {
                for (int turns = 0; turns <= MOST_TURNS; turns++) {
                    holds(moves(situation, first, turns, second));
                }
            }
        }
    }

    /** @param turns how many messages are worked off between the two */
    private static List<Move> moves(List<Step> situation, Step first, int turns, Step second) {
        List<Move> moves = new ArrayList<>(situation.stream().map(step -> new Move(step, false)).toList());
        moves.add(new Move(first, true));
        for (int turn = 0; turn < turns; turn++) {
            moves.add(new Move(Step.ONE_MESSAGE, true));
        }
        moves.add(new Move(second, false));
        moves.add(new Move(Step.A_MOMENT, false));
        moves.add(new Move(Step.TEN_SECONDS, false));
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
