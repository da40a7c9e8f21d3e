/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.connectionqueue;

import org.osgi.service.component.annotations.Component;
import org.sipconnector.api.connectionqueue.ConnectionQueueManager;
import org.sipconnector.api.connectionqueue.ConnectionQueueSnapshot;
import org.sipconnector.kernel.Lane;
import org.sipconnector.kernel.Manager;
import org.sipconnector.kernel.ManagerContext;
import org.sipconnector.kernel.ManagerFactory;
import org.sipconnector.kernel.StatefulManagerFactory;

/** Makes the connection queues. */
@Component(service = ManagerFactory.class)
public final class ConnectionQueueManagerFactory extends StatefulManagerFactory<ConnectionQueue.State, ConnectionQueueSnapshot> {

    public ConnectionQueueManagerFactory() {
        super(ConnectionQueueManager.class, ConnectionQueueSnapshot.EMPTY, ConnectionQueue.VERSION, ConnectionQueue.State.NEW);
    }

    @Override
    protected ConnectionQueueSnapshot snapshot(Lane lane, ConnectionQueue.State state) {
        return state.snapshot();
    }

    @Override
    protected Manager manager(ManagerContext<ConnectionQueue.State, ConnectionQueueSnapshot> context) {
        return new ConnectionQueue(context);
    }
}
