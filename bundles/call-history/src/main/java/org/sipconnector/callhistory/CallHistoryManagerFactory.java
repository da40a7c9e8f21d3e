/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.callhistory;

import org.osgi.service.component.annotations.Component;
import org.sipconnector.api.callhistory.CallHistoryManager;
import org.sipconnector.api.callhistory.CallHistorySnapshot;
import org.sipconnector.kernel.Lane;
import org.sipconnector.kernel.Manager;
import org.sipconnector.kernel.ManagerContext;
import org.sipconnector.kernel.ManagerFactory;
import org.sipconnector.kernel.StatefulManagerFactory;

/** The code of the call history manager. */
@Component(service = ManagerFactory.class)
public final class CallHistoryManagerFactory extends StatefulManagerFactory<History, CallHistorySnapshot> {

    public CallHistoryManagerFactory() {
        super(CallHistoryManager.class, CallHistorySnapshot.EMPTY, History.VERSION, History.NEW);
    }

    @Override
    protected CallHistorySnapshot snapshot(Lane lane, History state) {
        return new CallHistorySnapshot(state.over());
    }

    /** It reads the quality of a call every second, and is there with the call's end. */
    @Override
    public boolean keptInPassing() {
        return true;
    }

    @Override
    protected Manager manager(ManagerContext<History, CallHistorySnapshot> context) {
        return new DefaultCallHistoryManager(context);
    }
}
