/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.call;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.sipconnector.api.call.CallManager;
import org.sipconnector.api.call.CallSnapshot;
import org.sipconnector.kernel.Lane;
import org.sipconnector.kernel.Manager;
import org.sipconnector.kernel.ManagerContext;
import org.sipconnector.kernel.ManagerFactory;
import org.sipconnector.kernel.StatefulManagerFactory;
import org.sipconnector.spi.foundation.Foundation;
import org.sipconnector.spi.http.HttpRequests;
import org.sipconnector.spi.media.MediaEngine;
import org.sipconnector.spi.sip.SipUserAgents;

/** The code of the call manager. */
@Component(service = ManagerFactory.class)
public final class CallManagerFactory extends StatefulManagerFactory<Call, CallSnapshot> {

    private final SipUserAgents sip;
    private final MediaEngine media;
    private final HttpRequests http;

    @Activate
    public CallManagerFactory(@Reference(target = Foundation.STABLE) SipUserAgents sip,
            @Reference(target = Foundation.STABLE) MediaEngine media,
            @Reference(target = Foundation.STABLE) HttpRequests http) {
        super(CallManager.class, CallSnapshot.IDLE, Call.VERSION, Call.NONE);
        this.sip = sip;
        this.media = media;
        this.http = http;
    }

    @Override
    protected CallSnapshot snapshot(Lane lane, Call state) {
        return state.snapshot();
    }

    @Override
    protected Manager manager(ManagerContext<Call, CallSnapshot> context) {
        return new DefaultCallManager(context, sip, media, http);
    }
}
