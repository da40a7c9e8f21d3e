/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel.internal.connectors;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.sipconnector.api.ConnectorId;
import org.sipconnector.api.standby.HeldConnector;
import org.sipconnector.kernel.internal.lane.LaneRuntime;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Connectors of the former process whose configuration or bundle has not come yet; who is not claimed in time is closed. */
final class UnclaimedConnectors {

    private static final Logger LOG = LoggerFactory.getLogger(UnclaimedConnectors.class);

    private final Set<ConnectorId> ids = ConcurrentHashMap.newKeySet();

    void add(List<HeldConnector> all) {
        all.forEach(held -> ids.add(held.id()));
    }

    boolean has(ConnectorId id) {
        return ids.contains(id);
    }

    void claimed(ConnectorId id) {
        ids.remove(id);
    }

    void closeAfter(Duration patience, LaneRuntime runtime, Function<ConnectorId, Optional<OpenConnector>> open) {
        runtime.timers().schedule(patience, () -> runtime.clients().execute(() -> List.copyOf(ids).forEach(id -> {
            if (ids.remove(id)) {
                open.apply(id).ifPresent(connector -> {
                    LOG.warn("connector {} is closed: neither its configuration nor its bundle came within {} s", id, patience.toSeconds());
                    connector.close();
                });
            }
        })));
    }
}
