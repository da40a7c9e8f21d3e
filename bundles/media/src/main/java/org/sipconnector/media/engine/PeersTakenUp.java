/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.media.engine;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.sipconnector.api.ConnectorId;
import org.sipconnector.api.media.PeerId;
import org.sipconnector.spi.media.MediaEvent;
import org.sipconnector.spi.media.MediaEvent.MediaEngineLost;
import org.sipconnector.spi.media.PeerState;

/** Connections of a former engine that are to be made again by this one and are not yet. Safe for any thread. */
public final class PeersTakenUp {

    private final Map<PeerId, ConnectorId> awaited = new ConcurrentHashMap<>();

    /** @param left what a former engine has left of that owner */
    public void add(ConnectorId owner, Object left) {
        if (left instanceof List<?> events) {
            events.stream().filter(MediaEngineLost.class::isInstance).map(MediaEngineLost.class::cast)
                    .filter(lost -> lost.blueprint().isPresent()).forEach(lost -> awaited.put(lost.peer(), owner));
        }
    }

    public void heard(MediaEvent event) {
        boolean made = event instanceof MediaEvent.PeerStateChanged changed && changed.state() == PeerState.CONNECTED;
        if (made || event instanceof MediaEvent.PeerClosed || event instanceof MediaEngineLost) {
            forget(event.peer());
        }
    }

    public void forget(PeerId peer) {
        awaited.remove(peer);
    }

    public void release(ConnectorId owner) {
        awaited.values().removeIf(owner::equals);
    }

    public boolean areAwaited() {
        return !awaited.isEmpty();
    }
}
