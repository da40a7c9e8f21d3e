/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel.internal.store;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import org.sipconnector.api.store.StateStore;
import org.sipconnector.api.store.StateStoreException;

/** A store that fails as long as a test wants. */
final class MemoryStore implements StateStore {

    final Map<String, byte[]> kept = new ConcurrentSkipListMap<>();
    volatile int writings;
    volatile boolean full;
    volatile Instant alive;

    @Override
    public synchronized void replaceAll(Map<String, byte[]> values) {
        written();
        kept.clear();
        kept.putAll(values);
    }

    @Override
    public synchronized void update(Map<String, byte[]> changed, Set<String> removed) {
        written();
        kept.keySet().removeAll(removed);
        kept.putAll(changed);
    }

    private void written() {
        if (full) {
            throw new StateStoreException("the disk is full");
        }
        writings++;
    }

    @Override
    public void alive() {
        alive = Instant.now();
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
    public void clear() {
        kept.clear();
    }
}
