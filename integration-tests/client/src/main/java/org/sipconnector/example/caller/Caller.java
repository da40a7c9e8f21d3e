/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.example.caller;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.sipconnector.api.connector.SipConnectorFacade;

/** Calls room 600 as soon as the connector with the id {@code office} is there. */
@Component
public final class Caller {

    @Activate
    public Caller(@Reference(target = "(connector.id=office)") SipConnectorFacade sip) {
        sip.connectToServer()
                .thenCompose(connected -> sip.callToServer("600"))
                .whenComplete((peer, failure) -> System.out.println(failure == null ? "in the conference: " + peer : "not called: " + failure));
    }
}
