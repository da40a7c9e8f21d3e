/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel.internal.store;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.sipconnector.api.ConnectorId;
import org.sipconnector.kernel.internal.lane.LaneCore;
import org.sipconnector.kernel.internal.lane.LaneKeeper;
import org.sipconnector.kernel.internal.time.NamedThreads;
import org.sipconnector.spi.explanation.ErrorText;
import org.sipconnector.spi.metrics.KernelLoad;
import org.sipconnector.spi.store.StateStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps connectors for the case that the process ends without a word. A lane only notes that something has happened on it; on a thread
 * of its own what lanes are now is taken, encoded and written.
 */
public final class WriteBehind {

    private static final Logger LOG = LoggerFactory.getLogger(WriteBehind.class);
    private static final Duration HEARTBEAT = Duration.ofSeconds(2);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(10);
    private static final Duration SOON = Duration.ofMillis(50);
    private static final long CLOSING_SECONDS = 3;
    private static final long WELL_NANOS = TimeUnit.MINUTES.toNanos(1);
    /** Lanes that are taken and written together: with more, what the first of them are would be old until the last are encoded. */
    private static final int MOST_AT_ONCE = 32;
    /** For one answer of all lanes together. */
    private static final long LIMIT_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final Supplier<Optional<StateStore>> stores;
    private final Function<ConnectorId, CompletionStage<Map<Set<String>, Object>>> foundations;
    private final Supplier<Duration> pause;
    private final Patience patience;
    private final ScheduledThreadPoolExecutor writer = new ScheduledThreadPoolExecutor(1, NamedThreads.of("sip-connector-store"));
    private final Map<ConnectorId, KeptLane> lanes = new ConcurrentHashMap<>();
    private final Queue<KeptLane> changed = new ConcurrentLinkedQueue<>();
    private final Set<String> removed = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean due = new AtomicBoolean();
    private volatile String problem = "";
    /** The problem that was said last, until it is said that it is over. */
    private String told = "";
    private long wellSince;
    /** Before that not all connectors are known that the store may have something of. */
    private volatile boolean started;
    /** Whether the store has nothing of other connectors any more. */
    private boolean begun;
    private boolean cleared;
    private boolean frozen;
    private long notBefore = System.nanoTime();
    /** Lanes that are still to be written of those that had changed when the round began. */
    private int ofRound;

    /**
     * How often is said and tried what need not be at once.
     *
     * @param heartbeat    how often is noted that the process is at work
     * @param afterFailure how long the store, or a lane, is left alone that fails
     */
    public record Patience(Duration heartbeat, Duration afterFailure) {

        public static final Patience STANDARD = new Patience(HEARTBEAT, AFTER_FAILURE);
    }

    /**
     * @param stores      the store, looked up each time
     * @param foundations what foundations would leave of a connector now, by the names of their contracts
     * @param pause       between two writings; zero to write nothing
     */
    public WriteBehind(Supplier<Optional<StateStore>> stores, Function<ConnectorId, CompletionStage<Map<Set<String>, Object>>> foundations,
            Supplier<Duration> pause, Patience patience) {
        this.patience = patience;
        this.stores = stores;
        this.foundations = foundations;
        this.pause = pause;
        writer.setRemoveOnCancelPolicy(true);
        writer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    /** Begins, with the connectors that were opened by now; of all others the store forgets what it has. */
    public void begin() {
        writer.scheduleWithFixedDelay(this::beat, patience.heartbeat().toMillis(), patience.heartbeat().toMillis(), TimeUnit.MILLISECONDS);
        started = true;
        wake(Duration.ZERO);
    }

    /** From now on the connector is kept. */
    public void opened(LaneCore lane) {
        KeptLane kept = new KeptLane(lane, foundations, new KeptLane.Writer(this::changed, this::changedLater,
                this::waitedFor, () -> started && keeps() && !writer.isShutdown()));
        lanes.put(lane.id(), kept);
        removed.remove(lane.id().value());
        lane.keptBy(kept);
        kept.changed();
    }

    /** The connector is no more. */
    public void closed(ConnectorId id) {
        if (left(id)) {
            removed.add(id.value());
            wake(pause.get());
        }
    }

    /** The connector is another process's: what is kept of it stays. Whether it was kept by this one. */
    public boolean left(ConnectorId id) {
        KeptLane kept = lanes.remove(id);
        if (kept != null) {
            kept.lane().keptBy(LaneKeeper.NONE);
            kept.waitsNoLonger();
        }
        return kept != null;
    }

    /** Why connectors are not kept at this moment; empty when they are. */
    public Optional<String> problem() {
        return Optional.of(problem).filter(text -> !text.isEmpty())
                .map(text -> "if the process were killed now, connectors would go on as they were kept last, if they were: " + text);
    }

    /** Whether connectors go on when this process ends without a word. */
    public boolean keeps() {
        return writes() && problem.isEmpty() && stores.get().isPresent();
    }

    /** How far what is kept is behind; empty while nothing is. */
    public Optional<KernelLoad.StoreLag> lag() {
        if (!writes()) {
            return Optional.empty();
        }
        List<Duration> behind = lanes.values().stream().map(KeptLane::behind).filter(lag -> !lag.isZero()).toList();
        return Optional.of(new KernelLoad.StoreLag(behind.size(), behind.stream().max(Comparator.naturalOrder()).orElse(Duration.ZERO)));
    }

    private void changed(KeptLane lane) {
        changed.add(lane);
        wake(pause.get());
    }

    /** However rarely is written else: peers wait for answers. */
    private void waitedFor(boolean now) {
        if (now || pause.get().compareTo(SOON) > 0) {
            later(now ? Duration.ZERO : SOON, this::writeDue);
        }
    }

    private void changedLater(KeptLane lane) {
        later(patience.afterFailure(), lane::changed);
    }

    private void wake(Duration after) {
        if (started && due.compareAndSet(false, true)) {
            later(after, this::writeDue);
        }
    }

    private void later(Duration after, Runnable task) {
        try {
            writer.schedule(task, after.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException ended) {
            LOG.debug("nothing is kept any more");
        }
    }

    private void beat() {
        tellWhenWell();
        if (writes() && !lanes.isEmpty() && begun && problem.isEmpty()) {
            // what is not written any more is as old as it is
            stores.get().ifPresent(WriteBehind::alive);
        }
        if (writes() ? !changed.isEmpty() : !cleared) {
            // writing may have been switched on or off just now
            wake(Duration.ZERO);
        }
    }

    private static void alive(StateStore store) {
        try {
            store.alive();
        } catch (RuntimeException | LinkageError e) {
            LOG.debug("not noted that the process is at work: {}", ErrorText.of(e));
        }
    }

    private boolean writes() {
        return !pause.get().isZero();
    }

    private void writeDue() {
        long wait = notBefore - System.nanoTime();
        if (wait > 0) {
            later(Duration.ofNanos(wait), this::writeDue);
            return;
        }
        due.set(false);
        Optional<StateStore> store = stores.get();
        if (store.isEmpty()) {
            again(patience.heartbeat());
        } else if (writes()) {
            write(store.get());
        } else if (!cleared) {
            // another process shall not go on with what this one has no longer
            cleared = tolerating(() -> store.get().clear());
            begun = cleared;
            lanes.values().forEach(KeptLane::forget);
        }
    }

    private void write(StateStore store) {
        if (ofRound <= 0) {
            ofRound = changed.size();
        }
        List<KeptLane> taken = new ArrayList<>();
        for (KeptLane next = changed.poll(); next != null; next = taken.size() < MOST_AT_ONCE ? changed.poll() : null) {
            if (lanes.get(next.lane().id()) == next) {
                taken.add(next);
            }
        }
        ofRound = changed.isEmpty() ? 0 : ofRound - taken.size();
        if (ofRound > 0) {
            later(Duration.ZERO, this::writeDue);
        } else if (!changed.isEmpty()) {
            // those that have changed meanwhile are of the next round
            wake(pause.get());
        }
        Map<String, byte[]> values = new LinkedHashMap<>();
        // each is asked before any is waited for, and one that is late leaves the others their time for the next question
        taken.forEach(KeptLane::begin);
        long imagesBy = deadline();
        taken.forEach(lane -> lane.askFoundations(imagesBy));
        long copiesBy = deadline();
        taken.forEach(lane -> lane.askWhetherCurrent(copiesBy));
        long answersBy = deadline();
        taken.forEach(lane -> lane.finish(answersBy).ifPresent(bytes -> values.put(lane.lane().id().value(), bytes)));
        Set<String> closed = Set.copyOf(removed);
        values.keySet().removeAll(closed);
        if (begun && values.isEmpty() && closed.isEmpty()) {
            taken.forEach(KeptLane::answer);
            return;
        }
        if (tolerating(() -> update(store, values, closed))) {
            begun = true;
            cleared = false;
            removed.removeAll(closed);
            if (!frozen()) {
                taken.forEach(KeptLane::written);
            }
        } else {
            // the next store may be another one
            lanes.values().forEach(KeptLane::forget);
            again(patience.afterFailure());
        }
        taken.forEach(KeptLane::answer);
    }

    private static long deadline() {
        return System.nanoTime() + LIMIT_NANOS;
    }

    /** Not once it is frozen, however long the lanes took: then others write. */
    private synchronized void update(StateStore store, Map<String, byte[]> values, Set<String> closed) {
        if (!frozen) {
            store.update(values, begun ? closed : strangers(store));
        }
    }

    private synchronized boolean frozen() {
        return frozen;
    }

    /** What the store has of connectors that are none of these, and no other process's. */
    private Set<String> strangers(StateStore store) {
        if (store.isShared()) {
            return Set.of();
        }
        Set<String> open = lanes.keySet().stream().map(ConnectorId::value).collect(Collectors.toSet());
        return store.entries().stream().map(StateStore.Entry::key).filter(key -> !open.contains(key)).collect(Collectors.toSet());
    }

    private void again(Duration after) {
        notBefore = System.nanoTime() + after.toNanos();
        wake(after);
    }

    /** Whether it was done. What fails is said once, until it has worked again for a while: a disk that is nearly full takes some writings. */
    private boolean tolerating(Runnable task) {
        try {
            task.run();
            if (!problem.isEmpty()) {
                problem = "";
                wellSince = System.nanoTime();
            }
            return true;
        } catch (RuntimeException | LinkageError e) {
            problem = ErrorText.of(e);
            if (!problem.equals(told)) {
                told = problem;
                LOG.warn("if this process were killed now, connectors would go on as they were kept last, if they were: {}", problem);
            }
            return false;
        }
    }

    private void tellWhenWell() {
        if (!told.isEmpty() && problem.isEmpty() && System.nanoTime() - wellSince > WELL_NANOS) {
            told = "";
            LOG.info("connectors are kept again");
        }
    }

    /** Writes at once what has changed, and waits for that. */
    public void flush() {
        try {
            writer.submit(() -> {
                // those that change meanwhile come after all others
                for (int parts = changed.size() / MOST_AT_ONCE + 1; parts > 0 && started && writes(); parts--) {
                    stores.get().ifPresent(this::write);
                }
            }).get(CLOSING_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException | RejectedExecutionException e) {
            LOG.debug("the latest changes are not kept for other processes", e);
        }
    }

    /** Connectors that the store has not as they are: changed since, or without the code that could tell their state. */
    public Set<ConnectorId> unkept() {
        return lanes.values().stream().filter(lane -> !lane.isKept()).map(lane -> lane.lane().id()).collect(Collectors.toSet());
    }

    /** Writes no more; what is kept stays as it is, for who keeps these connectors from now on. */
    public void freeze() {
        synchronized (this) {
            frozen = true;
        }
        writer.shutdown();
        try {
            writer.awaitTermination(CLOSING_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        lanes.values().forEach(KeptLane::waitsNoLonger);
    }

    /** Writes no more and forgets all: these connectors end. Without effect when it never began: what the store has is another's. */
    public void end() {
        if (started && !writer.isShutdown()) {
            freeze();
            tolerating(() -> stores.get().ifPresent(StateStore::clear));
        }
    }
}
