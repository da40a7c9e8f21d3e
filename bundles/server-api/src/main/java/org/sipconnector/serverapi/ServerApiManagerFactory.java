/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.serverapi;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.sipconnector.api.foundation.Foundation;
import org.sipconnector.api.serverapi.ServerApiManager;
import org.sipconnector.api.serverapi.ServerApiSnapshot;
import org.sipconnector.api.sip.SipUserAgents;
import org.sipconnector.kernel.Handover;
import org.sipconnector.kernel.Lane;
import org.sipconnector.kernel.Manager;
import org.sipconnector.kernel.ManagerFactory;

/** The code of the server API manager. */
@Component(service = ManagerFactory.class)
public final class ServerApiManagerFactory implements ManagerFactory {

    private final SipUserAgents sip;

    @Activate
    public ServerApiManagerFactory(@Reference(target = Foundation.STABLE) SipUserAgents sip) {
        this.sip = sip;
    }

    @Override
    public Class<?> api() {
        return ServerApiManager.class;
    }

    @Override
    public Object initialSnapshot() {
        return ServerApiSnapshot.NONE;
    }

    @Override
    public Manager create(Lane lane) {
        return new DefaultServerApiManager(new ServerApiContext(lane, sip, Conversation.NONE));
    }

    @Override
    public Manager adopt(Lane lane, Handover previous) {
        return new DefaultServerApiManager(new ServerApiContext(lane, sip, previous.as(Conversation.class)));
    }
}
