/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.managers;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import net.jqwik.api.Shrinkable;

/** The shortest play found that fails as another one did. */
record Shortest(List<Move> play, Throwable failure) {

    private static final int MOST_TRIES = 20_000;

    /** Goes from a play to any simpler one that fails too, for as long as there is one. */
    static Shortest of(Shrinkable<List<Move>> play, Throwable failure, Function<List<Move>, Optional<Throwable>> run) {
        Shrinkable<List<Move>> simplest = play;
        Throwable reason = failure;
        for (int tries = 0; tries < MOST_TRIES;) {
            Shrinkable<List<Move>> simpler = null;
            for (Shrinkable<List<Move>> candidate : (Iterable<Shrinkable<List<Move>>>) simplest.shrink()::iterator) {
                tries++;
                Optional<Throwable> again = run.apply(candidate.value());
                if (again.isPresent()) {
                    simpler = candidate;
                    reason = again.get();
                    break;
                }
                if (tries >= MOST_TRIES) {
                    break;
                }
            }
            if (simpler == null) {
                break;
            }
            simplest = simpler;
        }
        return new Shortest(List.copyOf(simplest.value()), reason);
    }
}
