/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel.internal.connectors;

import java.util.Collection;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.sipconnector.api.Connector;
import org.sipconnector.api.listener.ConnectorListener;
import org.sipconnector.kernel.internal.code.ManagerCode;

/** Registers connectors, and the stable proxies of published managers, in the service registry. */
public final class RegisteredServices implements ConnectorServices {

    private final Map<String, Map<OpenConnector, ServiceRegistration<?>>> registrations = new ConcurrentHashMap<>();
    private final BundleContext context;

    public RegisteredServices(BundleContext context) {
        this.context = context;
    }

    @Override
    public void opened(OpenConnector connector, List<ManagerCode> complete) {
        register(Connector.class, connector, connector);
        complete.stream().filter(ManagerCode::publish).forEach(code -> publish(code.api(), connector));
    }

    @Override
    public void closed(OpenConnector connector) {
        registrations.values().forEach(byConnector -> unregister(byConnector.remove(connector)));
    }

    @Override
    public void published(ManagerCode code, Collection<OpenConnector> connectors) {
        if (code.publish()) {
            connectors.forEach(connector -> publish(code.api(), connector));
        }
    }

    @Override
    public void retired(Class<?> api) {
        Map<OpenConnector, ServiceRegistration<?>> gone = registrations.remove(api.getName());
        if (gone != null) {
            gone.values().forEach(RegisteredServices::unregister);
        }
    }

    private void publish(Class<?> api, OpenConnector connector) {
        register(api, connector, connector.manager(api));
    }

    private void register(Class<?> api, OpenConnector connector, Object service) {
        Dictionary<String, Object> properties = new Hashtable<>();
        properties.put(ConnectorListener.CONNECTOR_ID, connector.id().value());
        registrations.computeIfAbsent(api.getName(), name -> new ConcurrentHashMap<>())
                .computeIfAbsent(connector, key -> context.registerService(api.getName(), service, properties));
    }

    private static void unregister(ServiceRegistration<?> registration) {
        if (registration != null) {
            try {
                registration.unregister();
            } catch (IllegalStateException stopping) {
                // the framework has taken it already
            }
        }
    }
}
