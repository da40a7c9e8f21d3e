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
import org.sipconnector.api.configuration.CheckedConfiguration;
import org.sipconnector.api.streamhealth.StreamHealthManager;
import org.sipconnector.api.streamhealth.StreamHealthSnapshot;
import org.sipconnector.kernel.Handover;
import org.sipconnector.kernel.Lane;
import org.sipconnector.kernel.Manager;
import org.sipconnector.kernel.ManagerFactory;

/** The code of the stream health manager. */
@Component(service = ManagerFactory.class, configurationPid = StreamHealthConfiguration.PID)
@Designate(ocd = StreamHealthSettings.class)
public final class StreamHealthManagerFactory implements ManagerFactory {

    private final CheckedConfiguration<Limits> configuration;

    @Activate
    public StreamHealthManagerFactory(BundleContext context, Map<String, Object> properties) {
        configuration = new CheckedConfiguration<>(context, StreamHealthConfiguration.SCHEMA, properties, this::configure);
    }

    /** Outside of a framework: with the limits that hold unless configured. */
    public StreamHealthManagerFactory() {
        configuration = CheckedConfiguration.fixed(Limits.STANDARD);
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
        return StreamHealthManager.class;
    }

    @Override
    public Object initialSnapshot() {
        return StreamHealthSnapshot.INITIAL;
    }

    @Override
    public Manager create(Lane lane) {
        return new DefaultStreamHealthManager(lane, configuration::current, Health.NONE);
    }

    @Override
    public Manager adopt(Lane lane, Handover previous) {
        return new DefaultStreamHealthManager(lane, configuration::current, previous.as(Health.class));
    }
}
