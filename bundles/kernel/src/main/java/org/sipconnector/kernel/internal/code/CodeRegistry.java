/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel.internal.code;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.sipconnector.api.ConnectorId;
import org.sipconnector.api.update.Update;
import org.sipconnector.kernel.ManagerFactory;
import org.sipconnector.kernel.internal.journal.ManagerName;
import org.sipconnector.kernel.internal.lane.CodeSwitch;
import org.sipconnector.kernel.internal.lane.LaneCore;
import org.sipconnector.kernel.internal.lane.Takeovers;
import org.sipconnector.kernel.internal.lane.Trial;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which code is installed for which manager, and which of it is at work. The newest is; when it comes or goes, every
 * lane switches between two messages. Called by the threads that install and update bundles, one at a time.
 */
public final class CodeRegistry {

    /** What becomes of connectors without code for one of their managers. */
    public static final String PARKED = "connectors that need it stay parked until other code is installed;"
            + " those of the former process begin anew, without their calls, if none is within the kernel's recovery.ownerSeconds";
    private static final Logger LOG = LoggerFactory.getLogger(CodeRegistry.class);

    private final Map<String, List<ManagerCode>> installed = new TreeMap<>();
    private final Map<String, ManagerCode> atWork = new HashMap<>();
    private final Map<String, Departure> departed = new HashMap<>();
    private final Set<ManagerCode> rejected = new HashSet<>();
    private final Set<Long> heldBundles = new HashSet<>();
    private final Map<Long, ManagerCode> held = new HashMap<>();
    private final Lanes lanes;
    private final CodeHistory history;
    private final TrialRules trials;

    /** Code that went without a successor, null when the former kernel had it, and since when each lane waits. */
    private record Departure(ManagerCode code, Map<ConnectorId, Long> parkedAtNanos) {}

    /**
     * @param length how long new code is on trial; may change
     * @param now    the lanes' time
     * @param failed told of code that was given up, off the lanes
     */
    public record TrialRules(Supplier<Duration> length, Supplier<Instant> now, BiConsumer<ManagerCode, String> failed) {}

    public CodeRegistry(Lanes lanes, CodeHistory history, TrialRules trials) {
        this.lanes = lanes;
        this.history = history;
        this.trials = trials;
    }

    /** Keeps code of that bundle from taking over when it comes. */
    public synchronized void hold(long bundle) {
        heldBundles.add(bundle);
    }

    /** The code a held bundle brings within the limit; null when none. */
    public synchronized ManagerCode held(long bundle, Duration limit) throws InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        for (long left = limit.toMillis(); !held.containsKey(bundle) && left > 0; left = (end - System.nanoTime()) / 1_000_000) {
            wait(left);
        }
        return held.get(bundle);
    }

    /** No longer holds that bundle, nor what it brought. */
    public synchronized void forget(long bundle) {
        heldBundles.remove(bundle);
        held.remove(bundle);
    }

    /** Lets held code take over. */
    public synchronized void letGo(long bundle) {
        heldBundles.remove(bundle);
        ManagerCode code = held.remove(bundle);
        if (code != null) {
            added(code);
        }
    }

    public synchronized ManagerCode atWork(String name) {
        return atWork.get(name);
    }

    public synchronized List<ManagerCode> atWork() {
        return List.copyOf(atWork.values());
    }

    /** Whether another version than this one could take over. */
    public synchronized boolean hasOther(ManagerCode code) {
        return installed.getOrDefault(code.api().getName(), List.of()).stream()
                .anyMatch(other -> other != code && !rejected.contains(other));
    }

    /** Whether lanes wait for code of this manager. */
    public synchronized boolean missing(String name) {
        return departed.containsKey(name);
    }

    /** Puts another installed version in the place of this one, as after a failed trial. */
    public synchronized boolean giveUp(ManagerCode code, String why) {
        if (!rejected.add(code)) {
            return false;
        }
        LOG.error("{} {} is given up: {}", code.api().getSimpleName(), code.version(), why);
        replaceRejected(code, why);
        return true;
    }

    /** Puts another installed version in the place of this one because a person asked for that. */
    public synchronized void rollBack(ManagerCode code) {
        if (rejected.add(code)) {
            LOG.info("{} {} goes: rollback was asked for", code.api().getSimpleName(), code.version());
            replaceRejected(code, "rollback was asked for");
        }
    }

    private void replaceRejected(ManagerCode code, String why) {
        ManagerCode other = best(code.api().getName());
        if (atWork.get(code.api().getName()) == code) {
            if (other != null) {
                atWork.put(code.api().getName(), other);
                goBack(other, code);
            } else {
                park(code);
            }
        }
        trials.failed().accept(code, why);
    }

    public synchronized void added(ManagerCode code) {
        if (heldBundles.contains(code.bundle())) {
            held.put(code.bundle(), code);
            notifyAll();
            return;
        }
        List<ManagerCode> versions = installed.computeIfAbsent(code.api().getName(), name -> new ArrayList<>());
        versions.add(code);
        versions.sort(ManagerCode.NEWEST_FIRST);
        switchToBest(code.api());
    }

    public synchronized void removed(ManagerCode code) {
        String name = code.api().getName();
        List<ManagerCode> versions = installed.getOrDefault(name, new ArrayList<>());
        versions.remove(code);
        rejected.remove(code);
        held.remove(code.bundle(), code);
        if (atWork.get(name) == code) {
            if (best(name) != null) {
                switchToBest(code.api());
            } else {
                park(code);
            }
        } else {
            lanes.inEach(lane -> CodeSwitch.forget(lane, code.factory()));
        }
    }

    /** Lanes left by the former kernel wait for this manager's code. */
    public synchronized void awaited(Class<?> api) {
        departed.putIfAbsent(api.getName(), new Departure(null, Map.of()));
        history.missing(api.getSimpleName());
    }

    /** Managers that lanes of the former kernel or process still wait for: no code came, or what came was refused by some lane. */
    public synchronized Set<String> awaited() {
        return departed.entrySet().stream().filter(each -> each.getValue().code() == null).map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Nothing is awaited any more: code that some lanes refused serves all that are left, and is returned. */
    public synchronized List<ManagerCode> stopWaiting() {
        List<ManagerCode> serving = new ArrayList<>();
        for (String name : awaited()) {
            departed.remove(name);
            history.present(ManagerName.simple(name));
            installed.getOrDefault(name, List.of()).stream().findFirst().ifPresent(code -> {
                rejected.remove(code);
                switchToBest(code.api());
                serving.addAll(Optional.ofNullable(atWork.get(name)).stream().toList());
            });
        }
        return serving;
    }

    /** What tells one absence of a manager's code from the next; null when it is not absent. */
    public synchronized Object absence(String name) {
        return departed.get(name);
    }

    /**
     * Gives absent code up for good: lanes go on without that manager.
     *
     * @return false when that absence is over
     */
    public synchronized boolean retired(Class<?> api, Object absence) {
        if (!departed.remove(api.getName(), absence)) {
            return false;
        }
        LOG.warn("{} was uninstalled: connectors go on without it", api.getSimpleName());
        lanes.inEach(lane -> CodeSwitch.retire(lane, api));
        history.present(api.getSimpleName());
        return true;
    }

    /** Gives a new lane the code at work, which it has when this returns, and every change from now on. */
    public synchronized void join(LaneCore lane) {
        List<ManagerCode> current = List.copyOf(atWork.values());
        lanes.add(lane);
        lanes.in(List.of(lane), joining -> current.forEach(code -> CodeSwitch.arrive(joining, code.factory())));
    }

    /** Code at work for which all it needs is at work, too, with all that needs. */
    public synchronized List<ManagerCode> complete() {
        return atWork.values().stream().filter(code -> complete(code, new HashSet<>())).toList();
    }

    /** @param asked whose needs have been looked at: managers may need one another */
    private boolean complete(ManagerCode code, Set<String> asked) {
        return code.factory().publishedAfter().stream().map(Class::getName)
                .allMatch(name -> atWork.containsKey(name) && (!asked.add(name) || complete(atWork.get(name), asked)));
    }

    public synchronized void leave(LaneCore lane) {
        lanes.remove(lane);
    }

    private ManagerCode best(String name) {
        return installed.getOrDefault(name, List.of()).stream()
                .filter(code -> !rejected.contains(code)).findFirst().orElse(null);
    }

    private void switchToBest(Class<?> api) {
        ManagerCode next = best(api.getName());
        ManagerCode former = atWork.get(api.getName());
        if (next == null || next == former) {
            return;
        }
        atWork.put(api.getName(), next);
        Update.Way way = next.standby()
                ? Update.Way.ROLLBACK
                : former == null ? Update.Way.IN_PLACE : Update.Way.SIDE_BY_SIDE;
        Takeovers takeovers = way == Update.Way.SIDE_BY_SIDE
                ? new Rehearsal(lanes, next.factory()).prepare()
                : new Takeovers();
        Departure departure = departed.remove(api.getName());
        ManagerCode predecessor = former != null ? former : departure == null ? null : departure.code();
        List<String> failures = arriveEverywhere(next, predecessor, departure, way, takeovers);
        history.present(api.getSimpleName());
        if (failures.isEmpty()) {
            new Rehearsal(lanes, next.factory()).learnState();
        } else {
            afterFailure(next, former, departure, failures);
        }
    }

    private void afterFailure(ManagerCode next, ManagerCode former, Departure departure, List<String> failures) {
        rejected.add(next);
        ManagerCode other = former != null && installedStill(former) ? former : best(next.api().getName());
        if (other != null) {
            LOG.error("{} {} was refused by {}: going back to {}", next.api().getSimpleName(), next.version(),
                    Lanes.few(failures), other.version());
            atWork.put(next.api().getName(), other);
            goBack(other, next);
        } else {
            LOG.error("{} {} was refused by {}; {}",
                    next.api().getSimpleName(), next.version(), Lanes.few(failures), PARKED);
            trials.failed().accept(next, failures.get(0));
            atWork.remove(next.api().getName());
            departed.put(next.api().getName(), departure != null
                    ? departure
                    : new Departure(next, new ConcurrentHashMap<>()));
            history.missing(next.api().getSimpleName());
        }
    }

    private boolean installedStill(ManagerCode code) {
        return installed.getOrDefault(code.api().getName(), List.of()).contains(code);
    }

    private void goBack(ManagerCode next, ManagerCode predecessor) {
        arriveEverywhere(next, predecessor, null, Update.Way.ROLLBACK, new Takeovers());
    }

    private List<String> arriveEverywhere(ManagerCode next, ManagerCode predecessor, Departure departure, Update.Way way,
            Takeovers takeovers) {
        List<String> failures = Collections.synchronizedList(new ArrayList<>());
        AtomicLong longestGap = new AtomicLong();
        AtomicInteger waited = new AtomicInteger();
        AtomicInteger switched = new AtomicInteger();
        ManagerFactory former = way == Update.Way.SIDE_BY_SIDE && predecessor != null ? predecessor.factory() : null;
        Trial trial = predecessor == null || way == Update.Way.ROLLBACK
                ? null
                : new Trial(trials.now().get().plus(trials.length().get()), former,
                        error -> giveUp(next, "it threw " + error));
        lanes.inEach(lane -> {
            long start = departure == null
                    ? System.nanoTime()
                    : departure.parkedAtNanos().getOrDefault(lane.id(), System.nanoTime());
            waited.addAndGet(lane.waiting());
            Throwable failure = CodeSwitch.arrive(lane, next.factory(), takeovers, trial);
            longestGap.accumulateAndGet(System.nanoTime() - start, Math::max);
            if (failure == null) {
                switched.incrementAndGet();
            } else {
                failures.add(lane.id() + ": " + failure);
            }
        });
        if (predecessor != null) {
            history.add(new Update(Instant.now(), next.api().getSimpleName(), predecessor.version().toString(),
                    next.version().toString(), way,
                    new Update.LanePause(switched.get(), Duration.ofNanos(longestGap.get()), waited.get()), failures));
        }
        return failures;
    }

    private void park(ManagerCode code) {
        Map<ConnectorId, Long> parkedAt = new ConcurrentHashMap<>();
        atWork.remove(code.api().getName());
        departed.put(code.api().getName(), new Departure(code, parkedAt));
        history.missing(code.api().getSimpleName());
        lanes.inEach(lane -> {
            parkedAt.put(lane.id(), System.nanoTime());
            CodeSwitch.leave(lane, code.factory());
        });
    }
}
