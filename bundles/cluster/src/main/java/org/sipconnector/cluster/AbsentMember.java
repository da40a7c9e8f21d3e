/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.cluster;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.sipconnector.spi.store.StateStore;
import org.sipconnector.spi.store.StateStoreException;

/** In place of a member that cannot begin: connectors are others' then, and none begins here. */
final class AbsentMember implements StateStore {

    private final String why;

    AbsentMember(String why) {
        this.why = why;
    }

    @Override
    public boolean isShared() {
        return true;
    }

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

    private StateStoreException absent() {
        return new StateStoreException("this node does not take part in sharing connectors: " + why);
    }

    @Override
    public void replaceAll(Map<String, byte[]> values) {
        throw absent();
    }

    @Override
    public void update(Map<String, byte[]> changed, Set<String> removed) {
        throw absent();
    }

    @Override
    public void alive() {}

    @Override
    public Optional<Instant> lastAlive() {
        return Optional.empty();
    }

    @Override
    public Map<String, byte[]> load() {
        return Map.of();
    }

    @Override
    public List<Entry> entries() {
        return List.of();
    }

    @Override
    public void clear() {}
}
