/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.connector;

import org.sipconnector.api.connection.ConnectionEvent;
import org.sipconnector.api.connector.ConnectorEvent;
import org.sipconnector.kernel.EventHandlers;
import org.sipconnector.kernel.Lane;

/** Tells what happens to the connection while no call is up; during a call it is not worth anybody's while. */
final class OutOfCall {

    private static final EventHandlers<OutOfCall> HANDLERS = EventHandlers.<OutOfCall>of()
            .on(ConnectionEvent.Disconnected.class, (own, event) -> own.unlessInCall(new ConnectorEvent.DisconnectedFromOutOfCall()))
            .on(ConnectionEvent.ConnectedWithConfiguration.class,
                    (own, event) -> own.unlessInCall(new ConnectorEvent.ConnectedWithConfigurationFromOutOfCall(event.configuration())));

    private final Lane lane;

    OutOfCall(Lane lane) {
        this.lane = lane;
        lane.on(HANDLERS, this);
    }

    private void unlessInCall(ConnectorEvent event) {
        if (!Calls.snapshot(lane).state().active()) {
            lane.publish(event);
        }
    }
}
