/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.cluster;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.sipconnector.cluster.engine.Engine;

/**
 * Connectors that leave here and are at no other node yet: so few at a time that each is taken at once. Would all leave at once, the last of
 * them would be nowhere until all others had begun elsewhere. Used on the member's thread.
 */
final class Departures {

    private static final int MOST = 16;
    /** A connector that is not taken while later ones are does not hold up the others for longer. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    /** Nor does any for longer, though nothing is taken: who was to have them may be one that hangs. */
    private static final Duration LONGEST = Duration.ofMinutes(1);

    private final Map<String, Long> since = new HashMap<>();
    /** When one that was taken had left. */
    private long latestTaken = System.nanoTime();

    /**
     * Those of these that leave now; they count as leaving from now on.
     *
     * @param atWork those that are still here, and stay if they do not move just now
     * @param moving whether it is on its way just now
     */
    List<String> next(Engine engine, Collection<String> wanting, Set<String> atWork, Predicate<String> moving) {
        Set<String> taken = since.isEmpty() ? Set.of() : engine.read(Places.OWNERS, since.keySet()).keySet();
        long now = System.nanoTime();
        since.forEach((id, left) -> latestTaken = taken.contains(id) && left - latestTaken > 0 ? left : latestTaken);
        since.entrySet().removeIf(each -> isForgotten(each.getValue(), now)
                || !moving.test(each.getKey()) && (atWork.contains(each.getKey()) || taken.contains(each.getKey())));
        List<String> next = wanting.stream().limit(Math.max(0, MOST - since.size())).toList();
        next.forEach(id -> since.put(id, now));
        return next;
    }

    private boolean isForgotten(long left, long now) {
        return now - left > (latestTaken - left >= 0 ? PATIENCE : LONGEST).toNanos();
    }
}
