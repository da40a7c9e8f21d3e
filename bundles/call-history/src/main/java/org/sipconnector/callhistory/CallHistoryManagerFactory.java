/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.callhistory;

import org.osgi.service.component.annotations.Component;
import org.sipconnector.api.callhistory.CallHistoryManager;
import org.sipconnector.api.callhistory.CallHistorySnapshot;
import org.sipconnector.kernel.Handover;
import org.sipconnector.kernel.Lane;
import org.sipconnector.kernel.Manager;
import org.sipconnector.kernel.ManagerFactory;

/** The code of the call history manager. */
@Component(service = ManagerFactory.class)
public final class CallHistoryManagerFactory implements ManagerFactory {

    @Override
    public Class<?> api() {
        return CallHistoryManager.class;
    }

    @Override
    public Object initialSnapshot() {
        return CallHistorySnapshot.EMPTY;
    }

    @Override
    public Manager create(Lane lane) {
        return new DefaultCallHistoryManager(lane, History.NEW);
    }

    @Override
    public Manager adopt(Lane lane, Handover previous) {
        return new DefaultCallHistoryManager(lane, previous.as(History.class));
    }
}
