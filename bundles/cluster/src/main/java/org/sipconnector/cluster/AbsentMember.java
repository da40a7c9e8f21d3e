/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.cluster;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.sipconnector.spi.store.StateStoreException;

/** In place of a member that cannot begin: connectors are others' then, and none begins here. */
final class AbsentMember extends NodeStore {

    private final String why;

    AbsentMember(String why) {
        this.why = why;
    }

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
