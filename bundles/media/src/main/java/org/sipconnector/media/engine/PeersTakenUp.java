/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.media.engine;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.sipconnector.api.ConnectorId;
import org.sipconnector.api.media.PeerId;
import org.sipconnector.spi.media.MediaEngine;
import org.sipconnector.spi.media.MediaEvent;
import org.sipconnector.spi.media.MediaEvent.MediaEngineLost;

/**
 * Connections of a former engine that are to be made again by this one. They are awaited until the first of them has a description that
 * goes to its far end: from then on the former engine must send no more. A far end that begins a handshake anew (RFC 8842 section 5.5)
 * may do so on the way where it still hears the former engine, and never ends it. Safe for any thread.
 */
final class PeersTakenUp {

    private final Map<PeerId, ConnectorId> awaited = new ConcurrentHashMap<>();

    /** @param left what a former engine has left of that owner */
    void add(ConnectorId owner, Object left) {
        if (left instanceof List<?> events) {
            events.stream().filter(MediaEngineLost.class::isInstance).map(MediaEngineLost.class::cast)
                    .filter(lost -> lost.blueprint().isPresent()).forEach(lost -> awaited.put(lost.peer(), owner));
        }
    }

    void heard(MediaEvent event) {
        if (event instanceof MediaEvent.LocalDescription && awaited.containsKey(event.peer())) {
            awaited.clear();
        } else if (event instanceof MediaEvent.PeerClosed || event instanceof MediaEngineLost) {
            forget(event.peer());
        }
    }

    /** @param known the connections that the owner has */
    void retain(ConnectorId owner, List<MediaEngine.Known> known) {
        awaited.entrySet().removeIf(
                each -> each.getValue().equals(owner) && known.stream().noneMatch(its -> its.peer().equals(each.getKey())));
    }

    void forget(PeerId peer) {
        awaited.remove(peer);
    }

    void release(ConnectorId owner) {
        awaited.values().removeIf(owner::equals);
    }

    boolean areAwaited() {
        return !awaited.isEmpty();
    }
}
