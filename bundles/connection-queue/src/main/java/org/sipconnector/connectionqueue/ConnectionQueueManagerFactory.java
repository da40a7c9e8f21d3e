/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.connectionqueue;

import org.osgi.service.component.annotations.Component;
import org.sipconnector.api.connectionqueue.ConnectionQueueManager;
import org.sipconnector.api.connectionqueue.ConnectionQueueSnapshot;
import org.sipconnector.kernel.Handover;
import org.sipconnector.kernel.Lane;
import org.sipconnector.kernel.Manager;
import org.sipconnector.kernel.ManagerFactory;

/** Makes the connection queues. */
@Component(service = ManagerFactory.class)
public final class ConnectionQueueManagerFactory implements ManagerFactory {

    @Override
    public Class<?> api() {
        return ConnectionQueueManager.class;
    }

    @Override
    public Object initialSnapshot() {
        return ConnectionQueueSnapshot.EMPTY;
    }

    @Override
    public Manager create(Lane lane) {
        return new ConnectionQueue(lane, ConnectionQueue.State.NEW);
    }

    @Override
    public Manager adopt(Lane lane, Handover previous) {
        return new ConnectionQueue(lane, previous.as(ConnectionQueue.State.class));
    }
}
