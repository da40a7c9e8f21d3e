/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.serverapi;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.sipconnector.api.serverapi.ServerApiManager;
import org.sipconnector.api.serverapi.ServerApiSnapshot;
import org.sipconnector.kernel.Lane;
import org.sipconnector.kernel.Manager;
import org.sipconnector.kernel.ManagerContext;
import org.sipconnector.kernel.ManagerFactory;
import org.sipconnector.kernel.StatefulManagerFactory;
import org.sipconnector.spi.foundation.Foundation;
import org.sipconnector.spi.sip.SipUserAgents;

/** The code of the server API manager. */
@Component(service = ManagerFactory.class)
public final class ServerApiManagerFactory extends StatefulManagerFactory<Conversation, ServerApiSnapshot> {

    private final SipUserAgents sip;

    @Activate
    public ServerApiManagerFactory(@Reference(target = Foundation.STABLE) SipUserAgents sip) {
        super(ServerApiManager.class, ServerApiSnapshot.NONE, Conversation.VERSION, Conversation.NONE);
        this.sip = sip;
    }

    @Override
    protected ServerApiSnapshot snapshot(Lane lane, Conversation state) {
        return state.snapshot();
    }

    @Override
    protected Manager manager(ManagerContext<Conversation, ServerApiSnapshot> context) {
        return new DefaultServerApiManager(context, sip);
    }
}
