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
import org.sipconnector.kernel.Lane;
import org.sipconnector.kernel.Manager;
import org.sipconnector.kernel.ManagerContext;
import org.sipconnector.kernel.ManagerFactory;
import org.sipconnector.kernel.StatefulManagerFactory;
import org.sipconnector.spi.configuration.CheckedConfiguration;

/** Makes the managers that redial. */
@Component(service = ManagerFactory.class,
        configurationPid = CallReconnectConfiguration.PID)
@Designate(ocd = CallReconnectSettings.class)
public final class CallReconnectManagerFactory extends StatefulManagerFactory<RedialState, CallReconnectSnapshot> {

    private final CheckedConfiguration<CallReconnectOptions> configuration;

    @Activate
    public CallReconnectManagerFactory(BundleContext context, Map<String, Object> properties) {
        super(CallReconnectManager.class, CallReconnectSnapshot.IDLE, RedialState.VERSION, RedialState.NEW);
        configuration = new CheckedConfiguration<>(context, CallReconnectConfiguration.SCHEMA, properties, this::configure);
    }

    /** Outside of a framework. */
    public CallReconnectManagerFactory(CallReconnectOptions standard) {
        super(CallReconnectManager.class, CallReconnectSnapshot.IDLE, RedialState.VERSION, RedialState.NEW);
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
    protected CallReconnectSnapshot snapshot(Lane lane, RedialState state) {
        return state.snapshot(configuration.current());
    }

    @Override
    protected Manager manager(ManagerContext<RedialState, CallReconnectSnapshot> context) {
        return new CallReconnect(context, configuration::current);
    }
}
