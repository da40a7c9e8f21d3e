/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.session;

import org.osgi.service.component.annotations.Component;
import org.sipconnector.api.session.SessionManager;
import org.sipconnector.api.session.SessionSnapshot;
import org.sipconnector.kernel.Handover;
import org.sipconnector.kernel.Lane;
import org.sipconnector.kernel.Manager;
import org.sipconnector.kernel.ManagerFactory;

/** Makes the session of each connector. */
@Component(service = ManagerFactory.class)
public final class SessionManagerFactory implements ManagerFactory {

    /** After the managers it gathers from, so that it sees what they made of an event. */
    private static final int AFTER_OTHERS = 800;

    @Override
    public Class<?> api() {
        return SessionManager.class;
    }

    @Override
    public int order() {
        return AFTER_OTHERS;
    }

    @Override
    public Object initialSnapshot() {
        return SessionSnapshot.IDLE;
    }

    @Override
    public Manager create(Lane lane) {
        SessionCode session = new SessionCode(lane);
        session.gather();
        return session;
    }

    @Override
    public Manager adopt(Lane lane, Handover previous) {
        return new SessionCode(lane);
    }
}
