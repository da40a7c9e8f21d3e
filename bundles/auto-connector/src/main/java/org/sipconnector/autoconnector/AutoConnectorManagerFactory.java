/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.autoconnector;

import java.util.Map;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.Designate;
import org.sipconnector.api.autoconnector.AutoConnectorManager;
import org.sipconnector.api.autoconnector.AutoConnectorOptions;
import org.sipconnector.api.autoconnector.AutoConnectorSnapshot;
import org.sipconnector.kernel.Lane;
import org.sipconnector.kernel.Manager;
import org.sipconnector.kernel.ManagerContext;
import org.sipconnector.kernel.ManagerFactory;
import org.sipconnector.kernel.StatefulManagerFactory;
import org.sipconnector.spi.configuration.CheckedConfiguration;

/** Makes the auto connectors. */
@Component(service = ManagerFactory.class, configurationPid = AutoConnectorConfiguration.PID)
@Designate(ocd = AutoConnectorSettings.class)
public final class AutoConnectorManagerFactory extends StatefulManagerFactory<AutoConnector.State, AutoConnectorSnapshot> {

    private final CheckedConfiguration<AutoConnectorOptions> configuration;

    @Activate
    public AutoConnectorManagerFactory(BundleContext context, Map<String, Object> properties) {
        super(AutoConnectorManager.class, AutoConnectorSnapshot.IDLE, AutoConnector.State.VERSION, AutoConnector.State.NEW);
        configuration = new CheckedConfiguration<>(context, AutoConnectorConfiguration.SCHEMA, properties, this::configure);
    }

    /** Outside of a framework. */
    public AutoConnectorManagerFactory(AutoConnectorOptions standard) {
        super(AutoConnectorManager.class, AutoConnectorSnapshot.IDLE, AutoConnector.State.VERSION, AutoConnector.State.NEW);
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
    protected AutoConnectorSnapshot snapshot(Lane lane, AutoConnector.State state) {
        return state.snapshot();
    }

    @Override
    protected Manager manager(ManagerContext<AutoConnector.State, AutoConnectorSnapshot> context) {
        return new AutoConnector(context, configuration::current);
    }

    /** A fresh one connects by itself where the configuration says so. */
    @Override
    public Manager create(Lane lane) {
        Manager fresh = super.create(lane);
        AutoConnector.begin(lane);
        return fresh;
    }
}
