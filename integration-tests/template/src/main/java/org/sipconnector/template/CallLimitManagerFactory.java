/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.template;

import org.osgi.service.component.annotations.Component;
import org.sipconnector.kernel.Handover;
import org.sipconnector.kernel.Lane;
import org.sipconnector.kernel.Manager;
import org.sipconnector.kernel.ManagerFactory;
import org.sipconnector.template.api.CallLimitManager;
import org.sipconnector.template.api.CallLimitSnapshot;

/** The code of the call limit manager. */
@Component(service = ManagerFactory.class, property = ManagerFactory.PUBLISH + "=true")
public final class CallLimitManagerFactory implements ManagerFactory {

    @Override
    public Class<?> api() {
        return CallLimitManager.class;
    }

    @Override
    public Object initialSnapshot() {
        return CallLimitSnapshot.NONE;
    }

    @Override
    public Manager create(Lane lane) {
        return new DefaultCallLimitManager(lane, CallLimit.NONE);
    }

    @Override
    public Manager adopt(Lane lane, Handover previous) {
        return new DefaultCallLimitManager(lane, previous.as(CallLimit.class));
    }
}
