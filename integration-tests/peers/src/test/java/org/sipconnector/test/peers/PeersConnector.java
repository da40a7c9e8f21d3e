/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.test.peers;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.sipconnector.api.Event;
import org.sipconnector.api.autoconnector.AutoConnectorManager;
import org.sipconnector.api.autoconnector.AutoConnectorState;
import org.sipconnector.api.connection.ConnectionManager;
import org.sipconnector.api.connectionqueue.ConnectionQueueManager;
import org.sipconnector.kernel.internal.lane.LaneCore;
import org.sipconnector.testkit.Await;

/** One of the live connectors, and what it has told. */
final class PeersConnector {

    private final List<Event> told = new CopyOnWriteArrayList<>();
    private LaneCore lane;

    void over(LaneCore its) {
        lane = its;
    }

    void heard(Event event) {
        told.add(event);
    }

    AutoConnectorManager auto() {
        return lane.proxy(AutoConnectorManager.class);
    }

    ConnectionManager connection() {
        return lane.proxy(ConnectionManager.class);
    }

    <E extends Event> List<E> told(Class<E> type) {
        return told.stream().filter(type::isInstance).map(type::cast).toList();
    }

    void forget() {
        told.clear();
    }

    /** Whether its managers have come; a call before that would leave a timer behind for as long as it may wait. */
    boolean complete() {
        return lane.has(ConnectionManager.class) && lane.has(ConnectionQueueManager.class)
                && lane.has(AutoConnectorManager.class);
    }

    boolean is(AutoConnectorState state) {
        return auto().snapshot().state() == state;
    }

    boolean ready() {
        return is(AutoConnectorState.CONNECTED_MONITORING)
                && connection().snapshot().established() && connection().isRegistered();
    }

    void awaitReady() {
        Await.until("the connector is ready", this::ready, this::toString);
    }

    @Override
    public String toString() {
        return lane.id() + ": " + auto().snapshot() + ", " + connection().snapshot() + ", told " + told;
    }
}
