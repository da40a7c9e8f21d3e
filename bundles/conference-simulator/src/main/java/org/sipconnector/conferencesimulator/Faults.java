/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.conferencesimulator;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.sipconnector.simulator.Fault;

/** How the simulator is to misbehave, and how often still. On the simulator's executor only. */
final class Faults {

    private final List<Planned> planned = new ArrayList<>();

    private static final class Planned {
        private final Fault fault;
        private int left;

        Planned(Fault fault, int left) {
            this.fault = fault;
            this.left = left;
        }
    }

    void plan(Fault fault, int times) {
        if (times > 0) {
            planned.add(new Planned(fault, times));
        }
    }

    void clear() {
        planned.clear();
    }

    /** The first planned fault of that type, used up once. */
    <F extends Fault> Optional<F> take(Class<F> type) {
        return take(type, fault -> true);
    }

    <F extends Fault> Optional<F> take(Class<F> type, Predicate<F> fitting) {
        for (Iterator<Planned> all = planned.iterator(); all.hasNext();) {
            Planned next = all.next();
            if (type.isInstance(next.fault) && fitting.test(type.cast(next.fault))) {
                if (next.left != Integer.MAX_VALUE && --next.left == 0) {
                    all.remove();
                }
                return Optional.of(type.cast(next.fault));
            }
        }
        return Optional.empty();
    }

    List<Fault> pending() {
        return planned.stream().map(plan -> plan.fault).toList();
    }
}
