package org.sipconnector.managers;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.RandomDistribution;

/**
 * Orders nobody wrote down. A failing run prints the shortest sequence it can find; {@code -Djqwik.tries.default=20000} makes
 * it a long one.
 */
class AnyOrderTest {

    private static final int MOST_STEPS = 60;

    @Property(seed = "20260101", edgeCases = EdgeCasesMode.NONE)
    void everythingHoldsInEveryOrder(@ForAll("plays") List<Move> moves) {
        new Play().run(moves);
    }

    @Provide
    Arbitrary<List<Move>> plays() {
        Arbitrary<Step> steps = Arbitraries.of(Step.class);
        return Combinators.combine(steps, Arbitraries.of(false, false, true)).as(Move::new).list().ofMaxSize(MOST_STEPS)
                .withSizeDistribution(RandomDistribution.uniform());
    }
}
