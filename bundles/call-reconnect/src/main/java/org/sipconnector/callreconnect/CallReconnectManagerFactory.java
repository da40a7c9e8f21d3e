/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.callreconnect;

import java.util.Map;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.Designate;
import org.sipconnector.api.callreconnect.CallReconnectManager;
import org.sipconnector.api.callreconnect.CallReconnectOptions;
import org.sipconnector.api.callreconnect.CallReconnectSnapshot;
import org.sipconnector.api.configuration.CheckedConfiguration;
import org.sipconnector.kernel.Handover;
import org.sipconnector.kernel.Lane;
import org.sipconnector.kernel.Manager;
import org.sipconnector.kernel.ManagerFactory;

/** Makes the managers that redial. */
@Component(service = ManagerFactory.class,
        configurationPid = CallReconnectConfiguration.PID)
@Designate(ocd = CallReconnectSettings.class)
public final class CallReconnectManagerFactory implements ManagerFactory {

    private final CheckedConfiguration<CallReconnectOptions> configuration;

    @Activate
    public CallReconnectManagerFactory(BundleContext context, Map<String, Object> properties) {
        configuration = new CheckedConfiguration<>(context, CallReconnectConfiguration.SCHEMA, properties, this::configure);
    }

    /** Outside of a framework. */
    public CallReconnectManagerFactory(CallReconnectOptions standard) {
        this.configuration = CheckedConfiguration.fixed(standard);
    }

    @Modified
    void configure(Map<String, Object> properties) {
        configuration.update(properties);
    }

    @Deactivate
    void deactivate() {
        configuration.close();
    }

    @Override
    public Class<?> api() {
        return CallReconnectManager.class;
    }

    @Override
    public Object initialSnapshot() {
        return CallReconnectSnapshot.IDLE;
    }

    @Override
    public Manager create(Lane lane) {
        return new CallReconnect(lane, configuration::current, CallReconnect.State.NEW);
    }

    @Override
    public Manager adopt(Lane lane, Handover previous) {
        return new CallReconnect(lane, configuration::current, previous.as(CallReconnect.State.class));
    }
}
