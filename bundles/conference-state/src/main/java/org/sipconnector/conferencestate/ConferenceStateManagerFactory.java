/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.conferencestate;

import org.osgi.service.component.annotations.Component;
import org.sipconnector.api.conferencestate.ConferenceStateManager;
import org.sipconnector.api.conferencestate.ConferenceStateSnapshot;
import org.sipconnector.kernel.Lane;
import org.sipconnector.kernel.Manager;
import org.sipconnector.kernel.ManagerContext;
import org.sipconnector.kernel.ManagerFactory;
import org.sipconnector.kernel.StatefulManagerFactory;

/** The code of the conference state manager. */
@Component(service = ManagerFactory.class)
public final class ConferenceStateManagerFactory extends StatefulManagerFactory<Conference, ConferenceStateSnapshot> {

    public ConferenceStateManagerFactory() {
        super(ConferenceStateManager.class, ConferenceStateSnapshot.NONE, Conference.VERSION, Conference.NONE);
    }

    @Override
    protected ConferenceStateSnapshot snapshot(Lane lane, Conference state) {
        return state.snapshot(lane);
    }

    @Override
    protected Manager manager(ManagerContext<Conference, ConferenceStateSnapshot> context) {
        return new DefaultConferenceStateManager(context);
    }
}
