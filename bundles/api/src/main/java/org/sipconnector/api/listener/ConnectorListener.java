/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.listener;

import org.osgi.annotation.versioning.ConsumerType;
import org.sipconnector.api.ConnectorId;
import org.sipconnector.api.Event;

/**
 * A whiteboard service: register it and it hears the events of connectors, in order per connector, off the lane. A
 * listener that throws or is slow disturbs neither the connector nor other listeners.
 */
@ConsumerType
@FunctionalInterface
public interface ConnectorListener {

    /** Service property: only events of this connector; without it, of all. */
    String CONNECTOR_ID = "connector.id";

    /** Service property: event names to hear, {@code *} as a wildcard at the end ({@code call:*}); without it, all. */
    String EVENT_NAME = "event.name";

    void onEvent(ConnectorId connector, Event event);
}
