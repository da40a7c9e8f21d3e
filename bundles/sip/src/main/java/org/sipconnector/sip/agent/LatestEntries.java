/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.sip.agent;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A map that keeps the entries put last, so many of them. Any thread. */
public final class LatestEntries<K, V> {

    private final int most;
    private final Map<K, V> entries = new LinkedHashMap<>(0);

    public LatestEntries(int most) {
        this.most = most;
    }

    public synchronized void put(K key, V value) {
        entries.remove(key);
        entries.put(key, value);
        if (entries.size() > most) {
            entries.remove(entries.keySet().iterator().next());
        }
    }

    public synchronized Optional<V> find(K key) {
        return Optional.ofNullable(entries.get(key));
    }
}
