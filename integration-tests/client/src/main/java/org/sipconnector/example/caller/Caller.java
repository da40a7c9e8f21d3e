/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.example.caller;

import java.util.concurrent.CompletionException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.sipconnector.api.connector.SipConnectorFacade;

/** Calls room 600 as soon as the connector with the id {@code office} is there. */
@Component
public final class Caller {

    private static final System.Logger LOG = System.getLogger(Caller.class.getName());

    @Activate
    public Caller(@Reference(target = "(connector.id=office)") SipConnectorFacade sip) {
        sip.connectToServer()
                .thenCompose(connected -> sip.callToServer("600"))
                .whenComplete((peer, failure) -> LOG.log(System.Logger.Level.INFO,
                        failure == null ? "in the conference: " + peer : "not called: " + typed(failure)));
    }

    /** Behind thenCompose and the like, Java wraps what a stage failed with. */
    private static Throwable typed(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }
}
