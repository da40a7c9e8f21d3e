/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel.internal.store;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.sipconnector.spi.store.StateStore;
import org.sipconnector.spi.store.StateStoreException;

/** A store that fails as long as a test wants. */
public final class MemoryStore implements StateStore {

    public final Map<String, byte[]> kept = new ConcurrentSkipListMap<>();
    private static final long LIMIT_NANOS = TimeUnit.SECONDS.toNanos(30);
    private static final long LOOK_AGAIN_MILLIS = 20;

    public volatile boolean full;
    volatile Instant alive;
    private volatile int failures;
    private int largest;
    private final Map<String, Integer> writings = new HashMap<>();

    @Override
    public boolean own() {
        return true;
    }

    @Override
    public Optional<String> owner() {
        return Optional.empty();
    }

    @Override
    public void leave() {}

    @Override
    public synchronized void replaceAll(Map<String, byte[]> values) {
        written(values);
        kept.clear();
        kept.putAll(values);
    }

    @Override
    public synchronized void update(Map<String, byte[]> changed, Set<String> removed) {
        written(changed);
        kept.keySet().removeAll(removed);
        kept.putAll(changed);
    }

    private void written(Map<String, byte[]> values) {
        notifyAll();
        if (full) {
            failures++;
            throw new StateStoreException("the disk is full");
        }
        largest = Math.max(largest, values.size());
        values.keySet().forEach(key -> writings.merge(key, 1, Integer::sum));
    }

    /** How many were written together at most. */
    public synchronized int largest() {
        return largest;
    }

    /** How often the value was written. */
    public synchronized int writings(String key) {
        return writings.getOrDefault(key, 0);
    }

    /** Waits for a writing after which this holds. */
    public synchronized void await(BooleanSupplier condition) {
        long end = System.nanoTime() + LIMIT_NANOS;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("the store is not written to as it should be: " + writings);
            }
            try {
                // what the condition asks may change a moment after the writing
                wait(LOOK_AGAIN_MILLIS);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }

    /** How often it could not be written to. */
    public int failures() {
        return failures;
    }

    /** As if nobody had ever said to be at work. */
    public void forgetAlive() {
        alive = null;
    }

    @Override
    public synchronized void alive() {
        alive = Instant.now();
        notifyAll();
    }

    @Override
    public Optional<Instant> lastAlive() {
        return Optional.ofNullable(alive);
    }

    @Override
    public Map<String, byte[]> load() {
        return Map.copyOf(kept);
    }

    @Override
    public List<Entry> entries() {
        return kept.entrySet().stream().map(each -> new Entry(each.getKey(), Instant.EPOCH, each.getValue().length)).toList();
    }

    @Override
    public synchronized void clear() {
        notifyAll();
        kept.clear();
    }
}
