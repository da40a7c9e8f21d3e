/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel.internal.lane;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sipconnector.api.ConnectorConfiguration;
import org.sipconnector.kernel.Handover;
import org.sipconnector.kernel.internal.journal.Ids;
import org.sipconnector.spi.standby.HeldConnector;
import org.sipconnector.spi.standby.HeldManager;
import org.sipconnector.spi.standby.HeldManager.HeldTimer;
import org.sipconnector.spi.standby.HeldStep;

/**
 * A lane as it was between two messages. Cheap to take: managers' states are still the records that never change, which are turned into
 * bytes elsewhere.
 */
public final class LaneImage {

    private final ConnectorConfiguration configuration;
    private final Instant at;
    private final long messages;
    private final List<ManagerImage> managers;
    private final Map<String, Object> kept;
    private final List<HeldStep> steps;

    /**
     * A manager of the lane.
     *
     * @param inPassing whether it is kept only when something else is
     * @param timers    when each that runs is due
     */
    private record ManagerImage(Class<?> api, int order, boolean inPassing, Handover state, @Nullable Object snapshot, Ids ids,
            Map<String, Instant> timers) {

        boolean same(ManagerImage other) {
            return api == other.api && state.unchangedSince(other.state) && timers.equals(other.timers);
        }
    }

    private LaneImage(LaneCore lane) {
        configuration = lane.configuration();
        at = lane.now();
        messages = lane.journal().last();
        managers = lane.slots().stream().map(LaneImage::of).toList();
        kept = Map.copyOf(lane.kept().all());
        steps = List.copyOf(lane.expected().held());
    }

    /** The lane as it is now, on it; empty while the code of a manager is absent, when nothing changes. */
    public static Optional<LaneImage> of(LaneCore lane) {
        return lane.closed() || lane.parked() ? Optional.empty() : Optional.of(new LaneImage(lane));
    }

    private static ManagerImage of(Slot slot) {
        Map<String, Instant> timers = new HashMap<>();
        slot.timers().forEach((name, timer) -> timers.put(name, timer.due()));
        return new ManagerImage(slot.api(), slot.order(), slot.factory().keptInPassing(), slot.present(), slot.snapshot(), slot.ids(), timers);
    }

    public Instant at() {
        return at;
    }

    /** Whether nothing has happened on the lane since, and nothing waits; on the lane. */
    public boolean current(LaneCore lane) {
        return lane.journal().last() == messages && lane.waiting() == 0;
    }

    /** Whether another process would go on from both alike. */
    public boolean same(LaneImage other) {
        return configuration.equals(other.configuration) && kept.equals(other.kept) && steps.equals(other.steps)
                && reasons().size() == other.reasons().size() && allSame(reasons(), other.reasons());
    }

    private static boolean allSame(List<ManagerImage> some, List<ManagerImage> others) {
        for (int i = 0; i < some.size(); i++) {
            if (!some.get(i).same(others.get(i))) {
                return false;
            }
        }
        return true;
    }

    private List<ManagerImage> reasons() {
        return managers.stream().filter(manager -> !manager.inPassing()).toList();
    }

    /** What the next process gets; clients' promises end with this one. Any thread. */
    public HeldConnector held() {
        return new HeldConnector(configuration, managers.stream().map(this::held).toList(), kept, List.of(), steps);
    }

    private HeldManager held(ManagerImage manager) {
        List<HeldTimer> timers = manager.timers().entrySet().stream()
                .map(timer -> new HeldTimer(timer.getKey(), left(timer.getValue()))).toList();
        Ids ids = manager.ids();
        return new HeldManager(manager.api(), manager.order(), manager.state().toBytes(), manager.snapshot(),
                new HeldManager.IdSource(ids.base(), ids.count(), ids.random()), timers);
    }

    private Duration left(Instant due) {
        return due.isAfter(at) ? Duration.between(at, due) : Duration.ZERO;
    }
}
