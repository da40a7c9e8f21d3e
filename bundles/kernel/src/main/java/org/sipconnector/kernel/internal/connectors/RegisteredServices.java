/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel.internal.connectors;

import java.util.Collection;
import java.util.Dictionary;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.sipconnector.api.Connector;
import org.sipconnector.api.listener.ConnectorListener;
import org.sipconnector.kernel.internal.code.ManagerCode;

/**
 * Registers connectors, and the stable proxies of published managers, in the service registry. Clients run while a service is
 * registered, and may open or close connectors: nothing is locked then.
 */
public final class RegisteredServices implements ConnectorServices {

    private final Map<OpenConnector, Registrations> offered = new ConcurrentHashMap<>();
    private final BundleContext context;

    /** The services of one connector, by their types; empty of one that is being registered. */
    private static final class Registrations {

        private final Map<String, Optional<ServiceRegistration<?>>> services = new HashMap<>();
        private boolean closed;

        synchronized boolean begin(String type) {
            return !closed && services.putIfAbsent(type, Optional.empty()) == null;
        }

        /** Whether it is still wanted. */
        synchronized boolean done(String type, ServiceRegistration<?> registration) {
            return services.computeIfPresent(type, (name, none) -> Optional.of(registration)) != null;
        }

        synchronized Optional<ServiceRegistration<?>> remove(String type) {
            return Optional.ofNullable(services.remove(type)).flatMap(present -> present);
        }

        synchronized List<ServiceRegistration<?>> close() {
            closed = true;
            List<ServiceRegistration<?>> all = services.values().stream().<ServiceRegistration<?>>flatMap(Optional::stream).toList();
            services.clear();
            return all;
        }
    }

    public RegisteredServices(BundleContext context) {
        this.context = context;
    }

    @Override
    public void opened(OpenConnector connector, Supplier<List<ManagerCode>> complete) {
        offered.put(connector, new Registrations());
        register(Connector.class, connector, connector);
        complete.get().forEach(code -> published(code, List.of(connector)));
    }

    @Override
    public void closed(OpenConnector connector) {
        Optional.ofNullable(offered.remove(connector)).ifPresent(its -> its.close().forEach(RegisteredServices::unregister));
    }

    /** Of a connector that is not offered yet this is told again when it is. */
    @Override
    public void published(ManagerCode code, Collection<OpenConnector> connectors) {
        if (code.publish()) {
            connectors.forEach(connector -> register(code.api(), connector, connector.manager(code.api())));
        }
    }

    @Override
    public void retired(Class<?> api) {
        offered.values().forEach(its -> its.remove(api.getName()).ifPresent(RegisteredServices::unregister));
    }

    private void register(Class<?> api, OpenConnector connector, Object service) {
        Registrations its = offered.get(connector);
        String type = api.getName();
        if (its == null || !its.begin(type)) {
            return;
        }
        Dictionary<String, Object> properties = new Hashtable<>();
        properties.put(ConnectorListener.CONNECTOR_ID, connector.id().value());
        ServiceRegistration<?> registration;
        try {
            registration = context.registerService(type, service, properties);
        } catch (RuntimeException e) {
            its.remove(type);
            throw e;
        }
        if (!its.done(type, registration)) {
            unregister(registration);
        }
    }

    private static void unregister(ServiceRegistration<?> registration) {
        try {
            registration.unregister();
        } catch (IllegalStateException stopping) {
            // the framework has taken it already
        }
    }
}
