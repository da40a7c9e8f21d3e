/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.managers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.Arrays;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.sipconnector.managers.Course.Kind;
import org.sipconnector.testkit.LaneHarness;

/** Every operation, also one refused or given up, loses media engine or connection at each point where it waits for something. */
class LossAtEveryAwaitTest {

    private static final int MOST_AWAITS = 60;

    @TestFactory
    Stream<DynamicTest> losesItWhileItWaits() {
        return EveryOperationTest.COURSES.stream().filter(course -> course.kind() != Kind.IS_CANCELLED)
                .flatMap(course -> Arrays.stream(Loss.values()).map(loss -> dynamicTest(course + " or loses " + loss, () -> {
                    int awaits = 0;
                    while (awaits < MOST_AWAITS && holds(course, loss, awaits)) {
                        awaits++;
                    }
                })));
    }

    /** @return whether the operation was still under way */
    private static boolean holds(Course course, Loss loss, int awaits) {
        LaneHarness stage = new LaneHarness();
        WholeConnector all = new WholeConnector(stage);
        Invariants invariants = new Invariants(all);
        course.situation().accept(all);
        if (all.closed()) {
            // a connector that is closed has nothing to lose
            return false;
        }
        invariants.hold();
        CompletionStage<?> promise = course.call().apply(all);
        course.meanwhile().accept(all);
        for (int await = 0; await < awaits; await++) {
            stage.runNext(WholeConnector.MOMENT);
        }
        boolean underWay = stage.pending(promise);
        String when = course + ", " + loss + " lost after " + awaits + " awaits: ";
        try {
            loss.happens(all);
            stage.settle();
            invariants.hold();
            stage.advance(WholeConnector.MOMENT);
            if (stage.pending(promise)) {
                stage.advance(WholeConnector.PATIENCE);
            }
            assertThat(promise.toCompletableFuture()).as("promise").isDone();
            invariants.hold();
            all.comesToRest();
            invariants.hold();
            invariants.atRest();
        } catch (AssertionError e) {
            throw new AssertionError(when + e.getMessage(), e);
        }
        assertThat(all.leftovers()).as(when + "what is left").isEmpty();
        return underWay;
    }
}
