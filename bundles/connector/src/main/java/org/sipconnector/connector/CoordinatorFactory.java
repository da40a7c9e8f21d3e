/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.connector;

import java.util.Set;
import org.osgi.service.component.annotations.Component;
import org.sipconnector.api.call.CallManager;
import org.sipconnector.api.connection.ConnectionManager;
import org.sipconnector.api.connectionqueue.ConnectionQueueManager;
import org.sipconnector.api.connector.ConnectorSnapshot;
import org.sipconnector.api.connector.SipConnector;
import org.sipconnector.kernel.Lane;
import org.sipconnector.kernel.Manager;
import org.sipconnector.kernel.ManagerContext;
import org.sipconnector.kernel.ManagerFactory;
import org.sipconnector.kernel.StatefulManagerFactory;

/** Makes the coordinator of each connector, known as a service too. */
@Component(service = ManagerFactory.class, property = ManagerFactory.PUBLISH + ":Boolean=true")
public final class CoordinatorFactory extends StatefulManagerFactory<CoordinatorState, ConnectorSnapshot> {

    /** After the session, so that what it decides rests on what everyone has made of an event. */
    static final int AFTER_OTHERS = 900;

    public CoordinatorFactory() {
        super(SipConnector.class, ConnectorSnapshot.IDLE, CoordinatorState.VERSION, CoordinatorState.FRESH);
    }

    @Override
    public int order() {
        return AFTER_OTHERS;
    }

    @Override
    public Set<Class<?>> publishedAfter() {
        return Set.of(ConnectionManager.class, ConnectionQueueManager.class, CallManager.class);
    }

    @Override
    protected ConnectorSnapshot snapshot(Lane lane, CoordinatorState state) {
        return state.snapshot();
    }

    @Override
    protected Manager manager(ManagerContext<CoordinatorState, ConnectorSnapshot> context) {
        return new Coordinator(context);
    }
}
