/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.call;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.sipconnector.api.call.CallManager;
import org.sipconnector.api.call.CallSnapshot;
import org.sipconnector.api.foundation.Foundation;
import org.sipconnector.api.http.HttpRequests;
import org.sipconnector.api.media.MediaEngine;
import org.sipconnector.api.sip.SipUserAgents;
import org.sipconnector.kernel.Handover;
import org.sipconnector.kernel.Lane;
import org.sipconnector.kernel.Manager;
import org.sipconnector.kernel.ManagerFactory;

/** The code of the call manager. */
@Component(service = ManagerFactory.class)
public final class CallManagerFactory implements ManagerFactory {

    private final SipUserAgents sip;
    private final MediaEngine media;
    private final HttpRequests http;

    @Activate
    public CallManagerFactory(@Reference(target = Foundation.STABLE) SipUserAgents sip,
            @Reference(target = Foundation.STABLE) MediaEngine media,
            @Reference(target = Foundation.STABLE) HttpRequests http) {
        this.sip = sip;
        this.media = media;
        this.http = http;
    }

    @Override
    public Class<?> api() {
        return CallManager.class;
    }

    @Override
    public Object initialSnapshot() {
        return CallSnapshot.IDLE;
    }

    @Override
    public Manager create(Lane lane) {
        return new DefaultCallManager(new CallContext(lane, sip, media, http, Call.NONE));
    }

    @Override
    public Manager adopt(Lane lane, Handover previous) {
        return new DefaultCallManager(new CallContext(lane, sip, media, http, previous.as(Call.class)));
    }
}
