/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.streamhealth;

import java.util.Map;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.Designate;
import org.sipconnector.api.streamhealth.StreamHealthManager;
import org.sipconnector.api.streamhealth.StreamHealthSnapshot;
import org.sipconnector.kernel.Lane;
import org.sipconnector.kernel.Manager;
import org.sipconnector.kernel.ManagerContext;
import org.sipconnector.kernel.ManagerFactory;
import org.sipconnector.kernel.StatefulManagerFactory;
import org.sipconnector.spi.configuration.CheckedConfiguration;

/** The code of the stream health manager. */
@Component(service = ManagerFactory.class, configurationPid = StreamHealthConfiguration.PID)
@Designate(ocd = StreamHealthSettings.class)
public final class StreamHealthManagerFactory extends StatefulManagerFactory<StreamHealthState, StreamHealthSnapshot> {

    private final CheckedConfiguration<RecoveryLimits> configuration;

    @Activate
    public StreamHealthManagerFactory(BundleContext context, Map<String, Object> properties) {
        super(StreamHealthManager.class, StreamHealthSnapshot.INITIAL, StreamHealthState.VERSION, StreamHealthState.NONE);
        configuration = new CheckedConfiguration<>(context, StreamHealthConfiguration.SCHEMA, properties, this::configure);
    }

    /** Outside of a framework: with the limits that hold unless configured. */
    public StreamHealthManagerFactory() {
        super(StreamHealthManager.class, StreamHealthSnapshot.INITIAL, StreamHealthState.VERSION, StreamHealthState.NONE);
        configuration = CheckedConfiguration.fixed(RecoveryLimits.STANDARD);
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
    protected StreamHealthSnapshot snapshot(Lane lane, StreamHealthState state) {
        return state.snapshot(configuration.current());
    }

    @Override
    public boolean keptInPassing() {
        return true;
    }

    @Override
    protected Manager manager(ManagerContext<StreamHealthState, StreamHealthSnapshot> context) {
        return new DefaultStreamHealthManager(context, configuration::current);
    }
}
