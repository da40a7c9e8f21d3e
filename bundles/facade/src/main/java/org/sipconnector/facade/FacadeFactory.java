/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.facade;

import java.util.Set;
import org.osgi.service.component.annotations.Component;
import org.sipconnector.api.connector.SipConnector;
import org.sipconnector.api.connector.SipConnectorFacade;
import org.sipconnector.kernel.Handover;
import org.sipconnector.kernel.Lane;
import org.sipconnector.kernel.Manager;
import org.sipconnector.kernel.ManagerFactory;

/** Makes the facade of each connector, known as a service too. */
@Component(service = ManagerFactory.class, property = ManagerFactory.PUBLISH + ":Boolean=true")
public final class FacadeFactory implements ManagerFactory {

    /** After the coordinator, whose operations it uses. */
    private static final int AFTER_OTHERS = 901;
    private static final Object NO_SNAPSHOT = "";

    @Override
    public Class<?> api() {
        return SipConnectorFacade.class;
    }

    @Override
    public int order() {
        return AFTER_OTHERS;
    }

    @Override
    public Set<Class<?>> publishedAfter() {
        return Set.of(SipConnector.class);
    }

    @Override
    public Object initialSnapshot() {
        return NO_SNAPSHOT;
    }

    @Override
    public Manager create(Lane lane) {
        return new Facade(lane, FacadeState.FRESH);
    }

    @Override
    public Manager adopt(Lane lane, Handover previous) {
        return new Facade(lane, previous.as(FacadeState.class));
    }
}
