/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel.chart;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Declares a chart, line by line:
 * <pre>
 * Chart.of("door", CLOSED, Context.EMPTY)
 *     .on(Knock.class).from(CLOSED).when("friend", (c, knock) -> knock.friend()).to(OPEN)
 *     .on(Push.CLOSE).from(OPEN).to(CLOSED)
 *     .always(OPEN).when("storm", c -> c.storm()).to(CLOSED)
 *     .entering(CLOSED, c -> Context.EMPTY)
 *     .build();
 * </pre>
 */
public final class ChartBuilder<S extends Enum<S>, C> {

    private final String name;
    private final Position<S, C> start;
    private final List<Transition<S, C>> transitions = new ArrayList<>();
    private final Map<S, UnaryOperator<C>> entries;

    ChartBuilder(String name, Position<S, C> start) {
        this.name = name;
        this.start = start;
        this.entries = new EnumMap<>(start.state().getDeclaringClass());
    }

    /** A transition triggered by any instance of exactly this class. */
    public <G> Line<G> on(Class<G> signal) {
        return new Line<>(signal);
    }

    /** A transition triggered by this constant. */
    public <G extends Enum<G>> Line<G> on(G signal) {
        return new Line<>(signal);
    }

    /** A transition taken at once when the state is entered, without being seen. */
    @SafeVarargs
    public final Line<Object> always(S... from) {
        return new Line<Object>(null).from(from);
    }

    /** What entering a state does to the context, whichever way it is entered. */
    public ChartBuilder<S, C> entering(S state, UnaryOperator<C> update) {
        entries.put(state, update);
        return this;
    }

    public Chart<S, C> build() {
        return new Chart<>(name, start, transitions, entries);
    }

    /** One line of the declaration; {@code to} or {@code stay} ends it. */
    public final class Line<G> {

        private final @Nullable Object signal;
        private List<S> from = List.of();
        private String guard = "";
        private BiPredicate<C, G> holds = (context, any) -> true;
        private BiFunction<C, G, C> update = (context, any) -> context;

        private Line(@Nullable Object signal) {
            this.signal = signal;
        }

        @SafeVarargs
        public final Line<G> from(S... states) {
            List<S> named = new ArrayList<>();
            for (S state : states) {
                named.add(state);
            }
            this.from = List.copyOf(named);
            return this;
        }

        public Line<G> when(String says, BiPredicate<C, G> condition) {
            this.guard = says;
            this.holds = condition;
            return this;
        }

        public Line<G> when(String says, Predicate<C> condition) {
            return when(says, (context, any) -> condition.test(context));
        }

        public Line<G> doing(BiFunction<C, G, C> newContext) {
            this.update = newContext;
            return this;
        }

        public ChartBuilder<S, C> to(S state) {
            from.forEach(origin -> add(origin, state));
            return ChartBuilder.this;
        }

        /** Takes the signal without leaving the state. */
        public ChartBuilder<S, C> stay() {
            from.forEach(origin -> add(origin, origin));
            return ChartBuilder.this;
        }

        @SuppressWarnings("unchecked")
        private void add(S origin, S target) {
            transitions.add(new Transition<>(origin, signal, guard,
                    (context, any) -> holds.test(context, (G) any),
                    (context, any) -> update.apply(context, (G) any), target));
        }
    }
}
