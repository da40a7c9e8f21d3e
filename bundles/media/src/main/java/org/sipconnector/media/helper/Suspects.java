/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.media.helper;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.sipconnector.api.ConnectorId;
import org.sipconnector.api.media.PeerId;
import org.sipconnector.spi.media.MediaEvent;
import org.sipconnector.spi.media.PeerState;

/**
 * Connectors whose connections were in a helper that ended: any of them may have ended it, and would do so again. They
 * share no helper with others until a connection of theirs was connected and closed in peace. Safe for any thread.
 */
final class Suspects {

    private final Set<ConnectorId> suspected = ConcurrentHashMap.newKeySet();
    private final Set<PeerId> connected = ConcurrentHashMap.newKeySet();

    /** Their helper has ended. */
    void add(Map<PeerId, ConnectorId> lost) {
        suspected.addAll(lost.values());
        connected.removeAll(lost.keySet());
    }

    void heard(ConnectorId owner, MediaEvent event) {
        if (event instanceof MediaEvent.PeerStateChanged changed && changed.state() == PeerState.CONNECTED) {
            connected.add(changed.peer());
        } else if (event instanceof MediaEvent.PeerClosed closed && connected.remove(closed.peer())) {
            suspected.remove(owner);
        } else if (event instanceof MediaEvent.MediaEngineLost lost) {
            connected.remove(lost.peer());
        }
    }

    void forget(ConnectorId owner) {
        suspected.remove(owner);
    }

    /** Whether a connection of this owner may be beside those of these. */
    boolean mayShare(ConnectorId owner, Collection<ConnectorId> others) {
        return others.stream().allMatch(other -> other.equals(owner) || !suspected.contains(owner) && !suspected.contains(other));
    }
}
