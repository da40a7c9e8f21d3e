/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel.internal.configuration;

import java.io.IOException;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.Dictionary;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.cm.ConfigurationEvent;
import org.osgi.service.cm.ConfigurationListener;
import org.osgi.util.tracker.ServiceTracker;
import org.osgi.util.tracker.ServiceTrackerCustomizer;
import org.sipconnector.spi.configuration.ConfiguredComponent;
import org.sipconnector.spi.explanation.ErrorText;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands changed properties to components, also where Declarative Services have missed the change. On the thread that tells
 * Declarative Services, too: whoever comes second has read what is newer or the same, so that the last change always holds.
 * A component that is new may have begun with what was missed before, so it is handed what holds as well.
 * Deletions are left to Declarative Services, which miss none and may end the component.
 */
public final class ConfigurationDelivery implements ConfigurationListener, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ConfigurationDelivery.class);
    private static final String ANY_BUNDLE = "?";

    private final BundleContext context;
    private final Set<ServiceReference<ConfiguredComponent>> begun = ConcurrentHashMap.newKeySet();
    private final ServiceTracker<ConfiguredComponent, ServiceReference<ConfiguredComponent>> components;

    public ConfigurationDelivery(BundleContext context) {
        this.context = context;
        components = new ServiceTracker<>(context, ConfiguredComponent.class, new Begun());
    }

    /** Begins to follow which components there are. */
    public ConfigurationDelivery open() {
        components.open();
        return this;
    }

    /** Hands components that are new what holds now; again the next time to those that could not take it up yet. */
    void deliverToNew() {
        begun.removeIf(this::takesUp);
    }

    private boolean takesUp(ServiceReference<ConfiguredComponent> component) {
        try {
            deliver(String.valueOf(component.getProperty(ConfiguredComponent.PID)), component);
            return true;
        } catch (Exception notYet) {
            // it is being made, or Configuration Admin is
            LOG.debug("{} has not taken up its configuration: {}", component, ErrorText.of(notYet));
            return false;
        }
    }

    private final class Begun implements ServiceTrackerCustomizer<ConfiguredComponent, ServiceReference<ConfiguredComponent>> {

        @Override
        public ServiceReference<ConfiguredComponent> addingService(ServiceReference<ConfiguredComponent> reference) {
            begun.add(reference);
            return reference;
        }

        @Override
        public void modifiedService(ServiceReference<ConfiguredComponent> reference, ServiceReference<ConfiguredComponent> same) {}

        @Override
        public void removedService(ServiceReference<ConfiguredComponent> reference, ServiceReference<ConfiguredComponent> same) {
            begun.remove(reference);
        }
    }

    @Override
    public void configurationEvent(ConfigurationEvent event) {
        // PID|NAME is meant for the bundle of that name
        String pid = event.getPid().split("\\|", 2)[0];
        if (event.getType() != ConfigurationEvent.CM_UPDATED || event.getFactoryPid() != null || pid.matches(".*[()*\\\\].*")) {
            return;
        }
        try {
            Collection<ServiceReference<ConfiguredComponent>> changed = context.getServiceReferences(ConfiguredComponent.class,
                    '(' + ConfiguredComponent.PID + '=' + pid + ')');
            changed.forEach(component -> deliverChange(pid, component));
        } catch (InvalidSyntaxException | IllegalStateException e) {
            LOG.warn("{} is not handed over: {}", pid, ErrorText.of(e));
        }
    }

    private void deliverChange(String pid, ServiceReference<ConfiguredComponent> component) {
        try {
            deliver(pid, component);
        } catch (Exception e) {
            LOG.error("{} is not taken up: {}", pid, ErrorText.of(e));
        }
    }

    /** One after the other: who reads later also hands over later. */
    private synchronized void deliver(String pid, ServiceReference<ConfiguredComponent> reference) throws Exception {
        ConfiguredComponent component = context.getService(reference);
        if (component == null) {
            return;
        }
        try {
            Optional<Map<String, Object>> properties = read(pid, reference);
            if (properties.isPresent()) {
                component.modified(properties.get());
            }
        } finally {
            context.ungetService(reference);
        }
    }

    /** Of the configurations that are meant for the component's bundle, that which names it most closely. */
    private Optional<Map<String, Object>> read(String pid, ServiceReference<?> component) throws IOException, InvalidSyntaxException {
        ServiceReference<ConfigurationAdmin> reference = context.getServiceReference(ConfigurationAdmin.class);
        ConfigurationAdmin admin = reference == null ? null : context.getService(reference);
        Bundle bundle = component.getBundle();
        if (bundle == null) {
            return Optional.empty();
        }
        if (admin == null) {
            throw new IllegalStateException("Configuration Admin is absent");
        }
        try {
            Configuration[] found = admin.listConfigurations(targeted(pid, bundle));
            return Stream.ofNullable(found).flatMap(Arrays::stream).filter(each -> isFor(bundle, each.getBundleLocation()))
                    .max(Comparator.comparingInt(each -> each.getPid().length()))
                    .map(each -> each.getProcessedProperties(component)).map(ConfigurationDelivery::asMap);
        } finally {
            context.ungetService(reference);
        }
    }

    private static String targeted(String pid, Bundle bundle) {
        String named = pid + '|' + bundle.getSymbolicName();
        return Stream.of(pid, named, named + '|' + bundle.getVersion()).map(each -> "(service.pid=" + each + ')')
                .collect(Collectors.joining("", "(|", ")"));
    }

    private static boolean isFor(Bundle bundle, String location) {
        return location == null || location.startsWith(ANY_BUNDLE) || location.equals(bundle.getLocation());
    }

    private static Map<String, Object> asMap(Dictionary<String, Object> properties) {
        Map<String, Object> map = new HashMap<>();
        Collections.list(properties.keys()).forEach(key -> map.put(key, properties.get(key)));
        return map;
    }

    @Override
    public void close() {
        components.close();
    }
}
