/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel.internal.configuration;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Which configurations speak of which connector's id: more than one does while a file changes its name. */
final class ConnectorPids {

    private final Map<String, String> ids = new HashMap<>();
    private final Map<String, Set<String>> pids = new HashMap<>();

    void put(String pid, String id) {
        remove(pid);
        ids.put(pid, id);
        pids.computeIfAbsent(id, first -> new TreeSet<>()).add(pid);
    }

    /** The id that was the configuration's; null when it had none. */
    String remove(String pid) {
        String id = ids.remove(pid);
        if (id != null) {
            Set<String> rest = pids.get(id);
            rest.remove(pid);
            if (rest.isEmpty()) {
                pids.remove(id);
            }
        }
        return id;
    }

    /** In the order of their names. */
    Set<String> of(String id) {
        return new TreeSet<>(pids.getOrDefault(id, Set.of()));
    }
}
