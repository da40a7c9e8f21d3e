/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel.chart;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A state machine declared as data. A chart itself is immutable and holds no state: {@link #step} is a pure function
 * from one {@link Position} to the next, so a position can be handed over, and the same declaration runs, validates,
 * draws and checks itself. A signal that a state does not know is no error: it is not taken.
 *
 * @param <S> the states
 * @param <C> the context, immutable
 */
public final class Chart<S extends Enum<S>, C> {

    private static final int MOST_TRANSIENT_STEPS = 100;

    private final String name;
    private final Position<S, C> start;
    private final List<Transition<S, C>> transitions;
    private final Map<S, UnaryOperator<C>> entries;
    private final Map<S, Map<Object, List<Transition<S, C>>>> table;
    private final Map<S, List<Transition<S, C>>> transients;

    Chart(String name, Position<S, C> start, List<Transition<S, C>> transitions, Map<S, UnaryOperator<C>> entries) {
        this.name = name;
        this.start = start;
        this.transitions = List.copyOf(transitions);
        this.entries = entries;
        Class<S> states = start.state().getDeclaringClass();
        this.table = new EnumMap<>(states);
        this.transients = new EnumMap<>(states);
        for (Transition<S, C> transition : transitions) {
            if (transition.signal() == null) {
                transients.computeIfAbsent(transition.from(), state -> new ArrayList<>()).add(transition);
            } else {
                table.computeIfAbsent(transition.from(), state -> new LinkedHashMap<>())
                        .computeIfAbsent(transition.signal(), signal -> new ArrayList<>()).add(transition);
            }
        }
    }

    public static <S extends Enum<S>, C> ChartBuilder<S, C> of(String name, S initial, C context) {
        return new ChartBuilder<>(name, new Position<>(initial, context));
    }

    public String name() {
        return name;
    }

    public Position<S, C> start() {
        return start;
    }

    public List<Transition<S, C>> transitions() {
        return transitions;
    }

    /** The position after the signal, with transitions taken at once already taken; empty when it is not taken. */
    public Optional<Position<S, C>> step(Position<S, C> position, Object signal) {
        Transition<S, C> taken = find(position, signal);
        if (taken == null) {
            return Optional.empty();
        }
        return Optional.of(settle(take(taken, position, signal)));
    }

    public boolean canTransition(Position<S, C> position, Object signal) {
        return find(position, signal) != null;
    }

    /** Names of the signals the position's state knows, guards aside, in declaration order. */
    public Set<String> validEvents(Position<S, C> position) {
        Set<String> names = new LinkedHashSet<>();
        table.getOrDefault(position.state(), Map.of()).values()
                .forEach(candidates -> names.add(candidates.get(0).signalName()));
        return names;
    }

    /** The chart as a Mermaid state diagram. */
    public String mermaid() {
        return ChartDrawing.mermaid(this);
    }

    /** What is wrong with the declaration: unreachable states, pairs with more than one answer. Empty when sound. */
    public List<String> problems() {
        return ChartCheck.problems(this);
    }

    private @Nullable Transition<S, C> find(Position<S, C> position, Object signal) {
        Object key = signal instanceof Enum<?> ? signal : signal.getClass();
        List<Transition<S, C>> candidates = table.getOrDefault(position.state(), Map.of()).get(key);
        return candidates == null ? null : firstThatHolds(candidates, position.context(), signal);
    }

    private Position<S, C> settle(Position<S, C> position) {
        Position<S, C> current = position;
        for (int i = 0; i < MOST_TRANSIENT_STEPS; i++) {
            List<Transition<S, C>> candidates = transients.get(current.state());
            Transition<S, C> next = candidates == null ? null : firstThatHolds(candidates, current.context(), null);
            if (next == null) {
                return current;
            }
            current = take(next, current, null);
        }
        throw new IllegalStateException("chart " + name + " does not come to rest from " + position.state());
    }

    private Position<S, C> take(Transition<S, C> transition, Position<S, C> position, @Nullable Object signal) {
        ChartObserver.tell(this, transition);
        C context = transition.update().apply(position.context(), signal);
        UnaryOperator<C> entry = entries.get(transition.to());
        return new Position<>(transition.to(), entry == null ? context : entry.apply(context));
    }

    private static <S extends Enum<S>, C> @Nullable Transition<S, C> firstThatHolds(
            List<Transition<S, C>> candidates, C context, @Nullable Object signal) {
        for (Transition<S, C> candidate : candidates) {
            if (candidate.holds().test(context, signal)) {
                return candidate;
            }
        }
        return null;
    }
}
