/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.connection;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.sipconnector.api.connection.ConnectionManager;
import org.sipconnector.api.connection.ConnectionSnapshot;
import org.sipconnector.kernel.Lane;
import org.sipconnector.kernel.Manager;
import org.sipconnector.kernel.ManagerContext;
import org.sipconnector.kernel.ManagerFactory;
import org.sipconnector.kernel.StatefulManagerFactory;
import org.sipconnector.spi.foundation.Foundation;
import org.sipconnector.spi.sip.SipUserAgents;

/** Makes the connection managers. */
@Component(service = ManagerFactory.class)
public final class ConnectionManagerFactory extends StatefulManagerFactory<ConnectionParts, ConnectionSnapshot> {

    /** Before those who read the connection's snapshot when they hear of it. */
    private static final int FIRST = -10;

    private final SipUserAgents sip;

    @Activate
    public ConnectionManagerFactory(@Reference(target = Foundation.STABLE) SipUserAgents sip) {
        super(ConnectionManager.class, ConnectionSnapshot.IDLE, ConnectionParts.VERSION, ConnectionParts.NEW);
        this.sip = sip;
    }

    @Override
    public int order() {
        return FIRST;
    }

    @Override
    protected ConnectionSnapshot snapshot(Lane lane, ConnectionParts state) {
        return state.link().snapshot(lane);
    }

    @Override
    protected Manager manager(ManagerContext<ConnectionParts, ConnectionSnapshot> context) {
        return new ConnectionCode(context, sip);
    }
}
