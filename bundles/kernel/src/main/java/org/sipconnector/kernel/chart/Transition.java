/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel.chart;

import java.util.function.BiFunction;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * One declared transition.
 *
 * @param from   the state it leaves
 * @param signal the enum constant or the class that triggers it; null for a transition taken at once
 * @param guard  what the guard says, empty without one
 * @param to     the state it enters
 */
public record Transition<S extends Enum<S>, C>(S from, @Nullable Object signal, String guard, BiPredicate<C, @Nullable Object> holds,
        BiFunction<C, @Nullable Object, C> update, S to) {

    public boolean guarded() {
        return !guard.isEmpty();
    }

    /** The signal's name as drawn; {@code always} for a transition taken at once. */
    public String signalName() {
        if (signal == null) {
            return "always";
        }
        return signal instanceof Class<?> type ? type.getSimpleName() : ((Enum<?>) signal).name();
    }

    @Override
    public String toString() {
        return from + " --" + signalName() + (guarded() ? " [" + guard + "]" : "") + "--> " + to;
    }
}
