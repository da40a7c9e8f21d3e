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
import org.sipconnector.api.configuration.CheckedConfiguration;
import org.sipconnector.kernel.Handover;
import org.sipconnector.kernel.Lane;
import org.sipconnector.kernel.Manager;
import org.sipconnector.kernel.ManagerFactory;

/** Makes the auto connectors. */
@Component(service = ManagerFactory.class, configurationPid = AutoConnectorConfiguration.PID)
@Designate(ocd = AutoConnectorSettings.class)
public final class AutoConnectorManagerFactory implements ManagerFactory {

    private final CheckedConfiguration<AutoConnectorOptions> configuration;

    @Activate
    public AutoConnectorManagerFactory(BundleContext context, Map<String, Object> properties) {
        configuration = new CheckedConfiguration<>(context, AutoConnectorConfiguration.SCHEMA, properties, this::configure);
    }

    /** Outside of a framework. */
    public AutoConnectorManagerFactory(AutoConnectorOptions standard) {
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
        return AutoConnectorManager.class;
    }

    @Override
    public Object initialSnapshot() {
        return AutoConnectorSnapshot.IDLE;
    }

    @Override
    public Manager create(Lane lane) {
        AutoConnector fresh = new AutoConnector(lane, configuration::current, AutoConnector.State.NEW);
        fresh.begin();
        return fresh;
    }

    @Override
    public Manager adopt(Lane lane, Handover previous) {
        return new AutoConnector(lane, configuration::current, previous.as(AutoConnector.State.class));
    }
}
