/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.managers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.sipconnector.testkit.LaneHarness;

/**
 * One way an operation goes, from the situation it is called in until all is idle again.
 *
 * @param operation as {@link SpanningOperations} names it
 * @param kind      which of its ways this is
 * @param situation what was before
 * @param call      calls it
 * @param meanwhile what happens a moment after the call
 * @param expected  what its promise must give, or the error it must fail with
 */
record Course(String operation, Kind kind, Consumer<WholeConnector> situation,
        Function<WholeConnector, CompletionStage<?>> call, Consumer<WholeConnector> meanwhile, Predicate<Object> expected) {

    enum Kind {
        SUCCEEDS, IS_REFUSED, IS_GIVEN_UP,
        /** By the client, on its promise, before the connector has come to it. */
        IS_CANCELLED
    }

    @Override
    public String toString() {
        return operation + ' ' + kind.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
    }

    /** @param replaced whether all managers are replaced while it is under way */
    void run(boolean replaced) {
        LaneHarness stage = new LaneHarness();
        WholeConnector all = new WholeConnector(stage);
        situation.accept(all);
        CompletionStage<?> promise = call.apply(all);
        if (kind == Kind.IS_CANCELLED) {
            promise.toCompletableFuture().cancel(false);
        }
        if (replaced) {
            stage.replaceAll();
        }
        meanwhile.accept(all);
        stage.advance(WholeConnector.PATIENCE);
        Object outcome = outcome(promise);
        assertThat(outcome).as(this + ": outcome").matches(expected, "as it must be");
        all.comesToRest();
        assertThat(all.leftovers()).as(this + ": what is left when all is idle").isEmpty();
    }

    private Object outcome(CompletionStage<?> promise) {
        assertThat(promise.toCompletableFuture()).as(this + ": promise").isDone();
        try {
            return promise.toCompletableFuture().join();
        } catch (CancellationException e) {
            return e;
        } catch (CompletionException e) {
            return e.getCause();
        }
    }
}
