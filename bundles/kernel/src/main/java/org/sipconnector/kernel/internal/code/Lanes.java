/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel.internal.code;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.sipconnector.api.ConnectorId;
import org.sipconnector.kernel.internal.lane.LaneCore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All lanes, and the way to do something in each of them between two messages. */
public final class Lanes {

    private static final Logger LOG = LoggerFactory.getLogger(Lanes.class);

    private static final int MOST_NAMED = 10;

    private final Map<ConnectorId, LaneCore> lanes = new ConcurrentSkipListMap<>();
    private final Duration limit;

    public Lanes(Duration limit) {
        this.limit = limit;
    }

    void add(LaneCore lane) {
        lanes.put(lane.id(), lane);
    }

    void remove(LaneCore lane) {
        lanes.remove(lane.id());
    }

    /** As they are at each moment. */
    public Collection<LaneCore> all() {
        return Collections.unmodifiableCollection(lanes.values());
    }

    /**
     * Runs the task in each lane and waits until all have; called by a thread that installs or updates bundles, never on
     * a lane. That thread helps, so that no lane waits for the turns of all others, and begins with lanes in which most
     * messages wait.
     */
    public void inEach(Consumer<LaneCore> task) {
        List<LaneCore> all = new ArrayList<>(lanes.values());
        Map<LaneCore, Integer> waiting = new IdentityHashMap<>();
        all.forEach(lane -> waiting.put(lane, lane.waiting()));
        all.sort(Comparator.comparing(waiting::get, Comparator.reverseOrder()));
        in(all, task);
    }

    /** As {@link #inEach}, in one lane only, if there is any. */
    void inOne(Consumer<LaneCore> task) {
        in(lanes.values().stream().limit(1).toList(), task);
    }

    void in(List<LaneCore> targets, Consumer<LaneCore> task) {
        CountDownLatch open = new CountDownLatch(targets.size());
        Set<ConnectorId> busy = new ConcurrentSkipListSet<>(targets.stream().map(LaneCore::id).toList());
        for (LaneCore lane : targets) {
            lane.onLane(() -> {
                try {
                    task.accept(lane);
                } finally {
                    busy.remove(lane.id());
                    open.countDown();
                }
            });
        }
        targets.forEach(LaneCore::helpWithControl);
        await(open, busy);
    }

    private void await(CountDownLatch open, Set<ConnectorId> busy) {
        try {
            if (!open.await(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.error("{} still at work on a message after {} s, what was to be done there is done after it", are(busy), limit.toSeconds());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Who they are, with the verb. */
    static String are(Collection<ConnectorId> connectors) {
        return (connectors.size() == 1 ? "connector " : "connectors ") + few(connectors) + (connectors.size() == 1 ? " is" : " are");
    }

    /** As many as a line has room for. */
    static String few(Collection<?> all) {
        int more = all.size() - MOST_NAMED;
        return all.stream().limit(MOST_NAMED).map(String::valueOf).collect(Collectors.joining(", ")) + (more > 0 ? " and " + more + " more" : "");
    }
}
