/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.managers;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import org.sipconnector.api.connector.SipConnectorFacade;
import org.sipconnector.api.subscription.ConnectorEvents;
import org.sipconnector.testkit.LaneHarness;

/** A connector's facade outside of a framework: its listeners hear what the stage tells. */
final class HeardFacade {

    private HeardFacade() {}

    static SipConnectorFacade of(SipConnectorFacade facade, LaneHarness stage) {
        ConnectorEvents events = new ConnectorEvents((owner, listener, names) -> {
            Runnable end = stage.listen(event -> listener.onEvent(facade.id(), event));
            return end::run;
        });
        return (SipConnectorFacade) Proxy.newProxyInstance(SipConnectorFacade.class.getClassLoader(),
                new Class<?>[] {SipConnectorFacade.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("events")) {
                        return events;
                    }
                    if (method.isDefault()) {
                        return InvocationHandler.invokeDefault(proxy, method, arguments);
                    }
                    try {
                        return method.invoke(facade, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
