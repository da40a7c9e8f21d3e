/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.conferencesimulator;

import java.util.Dictionary;
import java.util.Hashtable;
import java.util.Map;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.sipconnector.spi.configuration.ConfigurationSchema;

/** Says which keys the simulator knows while it is not configured, so that its file can be checked before it is used. */
@Component(service = {}, immediate = true)
public final class SimulatorDeclaration {

    @Activate
    public SimulatorDeclaration(BundleContext context) {
        Dictionary<String, Object> pid = new Hashtable<>(Map.of("configuration.pid", SimulatorComponent.PID));
        context.registerService(ConfigurationSchema.class, SettingsReader.SCHEMA, pid);
    }
}
