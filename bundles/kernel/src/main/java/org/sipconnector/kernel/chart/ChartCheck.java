/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel.chart;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds what is wrong with a chart's declaration without running it. */
final class ChartCheck {

    private ChartCheck() {}

    static <S extends Enum<S>, C> List<String> problems(Chart<S, C> chart) {
        List<String> problems = new ArrayList<>();
        Set<S> reached = reachable(chart);
        for (S state : chart.start().state().getDeclaringClass().getEnumConstants()) {
            if (!reached.contains(state)) {
                problems.add("state " + state + " cannot be reached");
            }
        }
        Map<List<Object>, Transition<S, C>> unguarded = new HashMap<>();
        for (Transition<S, C> transition : chart.transitions()) {
            Transition<S, C> earlier = unguarded.get(pair(transition));
            if (earlier != null) {
                problems.add(transition + " is never taken: " + earlier + " comes first");
            } else if (!transition.guarded()) {
                unguarded.put(pair(transition), transition);
            }
        }
        return problems;
    }

    private static List<Object> pair(Transition<?, ?> transition) {
        return List.of(transition.from(), transition.signal() == null ? "always" : transition.signal());
    }

    private static <S extends Enum<S>, C> Set<S> reachable(Chart<S, C> chart) {
        Set<S> reached = new HashSet<>(Set.of(chart.start().state()));
        Deque<S> open = new ArrayDeque<>(reached);
        while (!open.isEmpty()) {
            S state = open.pop();
            for (Transition<S, C> transition : chart.transitions()) {
                if (transition.from() == state && reached.add(transition.to())) {
                    open.push(transition.to());
                }
            }
        }
        return reached;
    }
}
