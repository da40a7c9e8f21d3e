/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.connection;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.sipconnector.api.connection.ConnectionManager;
import org.sipconnector.api.connection.ConnectionSnapshot;
import org.sipconnector.api.foundation.Foundation;
import org.sipconnector.api.sip.SipUserAgents;
import org.sipconnector.kernel.Handover;
import org.sipconnector.kernel.Lane;
import org.sipconnector.kernel.Manager;
import org.sipconnector.kernel.ManagerFactory;

/** Makes the connection managers. */
@Component(service = ManagerFactory.class)
public final class ConnectionManagerFactory implements ManagerFactory {

    /** Before those who read the connection's snapshot when they hear of it. */
    private static final int FIRST = -10;

    private final SipUserAgents sip;

    @Activate
    public ConnectionManagerFactory(@Reference(target = Foundation.STABLE) SipUserAgents sip) {
        this.sip = sip;
    }

    @Override
    public Class<?> api() {
        return ConnectionManager.class;
    }

    @Override
    public int order() {
        return FIRST;
    }

    @Override
    public Object initialSnapshot() {
        return ConnectionSnapshot.IDLE;
    }

    @Override
    public Manager create(Lane lane) {
        return new ConnectionCode(lane, sip, State.NEW);
    }

    @Override
    public Manager adopt(Lane lane, Handover previous) {
        return new ConnectionCode(lane, sip, previous.as(State.class));
    }
}
