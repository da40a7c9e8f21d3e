/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.managers;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.RandomDistribution;
import net.jqwik.api.RandomGenerator;
import net.jqwik.api.Shrinkable;

/**
 * Orders nobody wrote down. The same few in every build; {@code -Dmanagers.plays=20000 -Dmanagers.seed=7} makes it a long run
 * of others. A failing run prints the shortest sequence it can find.
 */
class AnyOrderTest {

    private static final long SEED = Long.getLong("managers.seed", 20_260_101L);
    private static final int PLAYS = Integer.getInteger("managers.plays", 250);
    private static final int MOST_STEPS = 60;
    private static final int GENERATOR_SIZE = 1_000;
    private static final int LAST_OF_A_REPORT = 1_000;

    @Example
    void everythingHoldsInEveryOrder() {
        RandomGenerator<List<Move>> plays = plays().generator(GENERATOR_SIZE);
        long steps = 0;
        for (int number = 0; number < PLAYS; number++) {
            Shrinkable<List<Move>> play = plays.next(new Random(SEED + number));
            steps += play.value().size();
            failure(play.value()).ifPresent(failure -> fail(play, failure));
            if ((number + 1) % LAST_OF_A_REPORT == 0) {
                System.out.printf("%d plays of seed %d, %d steps%n", number + 1, SEED, steps);
            }
        }
    }

    private static void fail(Shrinkable<List<Move>> play, Throwable failure) {
        Shortest shortest = Shortest.of(play, failure, AnyOrderTest::failure);
        throw new AssertionError("after " + shortest.play() + ": " + shortest.failure().getMessage(), shortest.failure());
    }

    private static Optional<Throwable> failure(List<Move> moves) {
        try {
            new Play().run(moves);
            return Optional.empty();
        } catch (RuntimeException | AssertionError e) {
            return Optional.of(e);
        }
    }

    private static Arbitrary<List<Move>> plays() {
        Arbitrary<PlayStep> steps = Arbitraries.of(PlayStep.class);
        return Combinators.combine(steps, Arbitraries.of(false, false, true)).as(Move::new).list().ofMaxSize(MOST_STEPS)
                .withSizeDistribution(RandomDistribution.uniform());
    }
}
