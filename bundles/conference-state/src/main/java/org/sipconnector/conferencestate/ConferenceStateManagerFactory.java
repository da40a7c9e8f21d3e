/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.conferencestate;

import org.osgi.service.component.annotations.Component;
import org.sipconnector.api.conferencestate.ConferenceStateManager;
import org.sipconnector.api.conferencestate.ConferenceStateSnapshot;
import org.sipconnector.kernel.Handover;
import org.sipconnector.kernel.Lane;
import org.sipconnector.kernel.Manager;
import org.sipconnector.kernel.ManagerFactory;

/** The code of the conference state manager. */
@Component(service = ManagerFactory.class)
public final class ConferenceStateManagerFactory implements ManagerFactory {

    @Override
    public Class<?> api() {
        return ConferenceStateManager.class;
    }

    @Override
    public Object initialSnapshot() {
        return ConferenceStateSnapshot.NONE;
    }

    @Override
    public Manager create(Lane lane) {
        return new DefaultConferenceStateManager(lane, Conference.NONE);
    }

    @Override
    public Manager adopt(Lane lane, Handover previous) {
        return new DefaultConferenceStateManager(lane, previous.as(Conference.class));
    }
}
