/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.connector;

import org.osgi.service.component.annotations.Component;
import org.sipconnector.api.connector.ConnectorSnapshot;
import org.sipconnector.api.connector.SipConnector;
import org.sipconnector.kernel.Handover;
import org.sipconnector.kernel.Lane;
import org.sipconnector.kernel.Manager;
import org.sipconnector.kernel.ManagerFactory;

/** Makes the coordinator of each connector, known as a service too. */
@Component(service = ManagerFactory.class, property = ManagerFactory.PUBLISH + ":Boolean=true")
public final class CoordinatorFactory implements ManagerFactory {

    /** After the session, so that what it decides rests on what everyone has made of an event. */
    static final int AFTER_OTHERS = 900;

    @Override
    public Class<?> api() {
        return SipConnector.class;
    }

    @Override
    public int order() {
        return AFTER_OTHERS;
    }

    @Override
    public Object initialSnapshot() {
        return ConnectorSnapshot.IDLE;
    }

    @Override
    public Manager create(Lane lane) {
        return new Coordinator(lane, CoordinatorState.FRESH);
    }

    @Override
    public Manager adopt(Lane lane, Handover previous) {
        return new Coordinator(lane, previous.as(CoordinatorState.class));
    }
}
