/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.template;

import org.osgi.service.component.annotations.Component;
import org.sipconnector.kernel.Lane;
import org.sipconnector.kernel.Manager;
import org.sipconnector.kernel.ManagerContext;
import org.sipconnector.kernel.ManagerFactory;
import org.sipconnector.kernel.StatefulManagerFactory;
import org.sipconnector.template.api.CallLimitManager;
import org.sipconnector.template.api.CallLimitSnapshot;

/** The code of the call limit manager. */
@Component(service = ManagerFactory.class, property = ManagerFactory.PUBLISH + "=true")
public final class CallLimitManagerFactory extends StatefulManagerFactory<CallLimit, CallLimitSnapshot> {

    public CallLimitManagerFactory() {
        super(CallLimitManager.class, CallLimitSnapshot.NONE, CallLimit.VERSION, CallLimit.NONE);
    }

    @Override
    protected CallLimitSnapshot snapshot(Lane lane, CallLimit state) {
        return state.snapshot();
    }

    @Override
    protected Manager manager(ManagerContext<CallLimit, CallLimitSnapshot> context) {
        return new DefaultCallLimitManager(context);
    }
}
