/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.eventbridge;

import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventAdmin;
import org.osgi.service.event.EventConstants;
import org.sipconnector.api.ConnectorId;
import org.sipconnector.api.listener.ConnectorListener;

/** Posts every event of every connector to EventAdmin. Called off the lanes, in order per connector. */
@Component
public final class EventBridge implements ConnectorListener {

    /** Property of the event posted: the event itself. */
    public static final String EVENT = "event";

    private final EventAdmin admin;

    @Activate
    public EventBridge(@Reference EventAdmin admin) {
        this.admin = admin;
    }

    @Override
    public void onEvent(ConnectorId connector, org.sipconnector.api.Event event) {
        admin.postEvent(new Event(Topic.of(event.name()), Map.of(
                CONNECTOR_ID, connector.value(),
                EVENT_NAME, event.name(),
                EVENT, event,
                EventConstants.TIMESTAMP, System.currentTimeMillis())));
    }
}
