/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.managers;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.sipconnector.api.ConnectorClosedException;
import org.sipconnector.managers.Course.Kind;

/** The courses of one operation after another, as they are declared. */
final class Courses {

    private static final Consumer<WholeConnector> NOTHING = all -> {};

    private final List<Course> all = new ArrayList<>();
    private String operation;
    private Function<WholeConnector, CompletionStage<?>> call;

    List<Course> all() {
        return List.copyOf(all);
    }

    /** The courses that follow are this operation's. */
    Courses of(String named, Function<WholeConnector, CompletionStage<?>> called) {
        operation = named;
        call = called;
        return this;
    }

    Courses succeeds(Consumer<WholeConnector> situation) {
        return succeeds(situation, outcome -> true);
    }

    Courses succeeds(Consumer<WholeConnector> situation, Predicate<Object> with) {
        return succeeds(situation, NOTHING, with);
    }

    Courses succeeds(Consumer<WholeConnector> situation, Consumer<WholeConnector> meanwhile, Predicate<Object> with) {
        return add(Kind.SUCCEEDS, situation, meanwhile, outcome -> !(outcome instanceof Throwable) && with.test(outcome));
    }

    Courses isRefused(Consumer<WholeConnector> situation, Class<? extends Throwable> with) {
        return isRefused(situation, with::isInstance);
    }

    Courses isRefused(Consumer<WholeConnector> situation, Predicate<Object> with) {
        return add(Kind.IS_REFUSED, situation, NOTHING, with);
    }

    /** Nothing refuses it but a connector that is closed. */
    Courses isRefusedByAClosedConnector() {
        return isRefused(WholeConnector::close, ConnectorClosedException.class);
    }

    Courses isGivenUp(Consumer<WholeConnector> situation, Consumer<WholeConnector> by, Class<? extends Throwable> with) {
        return isGivenUp(situation, by, with::isInstance);
    }

    Courses isGivenUp(Consumer<WholeConnector> situation, Consumer<WholeConnector> by, Predicate<Object> with) {
        return add(Kind.IS_GIVEN_UP, situation, all -> {
            all.stage.advance(World.LOOP);
            by.accept(all);
        }, with);
    }

    /** The client cancels its promise before the connector has come to it: the operation has no effect. */
    Courses isCancelled(Consumer<WholeConnector> situation) {
        return add(Kind.IS_CANCELLED, situation, NOTHING, CancellationException.class::isInstance);
    }

    private Courses add(Kind kind, Consumer<WholeConnector> situation, Consumer<WholeConnector> meanwhile, Predicate<Object> expected) {
        all.add(new Course(operation, kind, situation, call, meanwhile, expected));
        return this;
    }
}
