/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel.internal;

import java.io.IOException;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.Dictionary;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
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
import org.sipconnector.api.configuration.ConfiguredComponent;
import org.sipconnector.api.explanation.ErrorText;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands changed properties to components, also where Declarative Services have missed the change. On the thread that tells
 * Declarative Services, too: whoever comes second has read what is newer or the same, so that the last change always holds.
 * Deletions are left to Declarative Services, which miss none and may end the component.
 */
final class ConfigurationDelivery implements ConfigurationListener {

    private static final Logger LOG = LoggerFactory.getLogger(ConfigurationDelivery.class);
    private static final String ANY_BUNDLE = "?";

    private final BundleContext context;

    ConfigurationDelivery(BundleContext context) {
        this.context = context;
    }

    @Override
    public void configurationEvent(ConfigurationEvent event) {
        // PID|NAME is meant for the bundle of that name
        String pid = event.getPid().split("\\|", 2)[0];
        if (event.getType() != ConfigurationEvent.CM_UPDATED || event.getFactoryPid() != null || pid.matches(".*[()*\\\\].*")) {
            return;
        }
        try {
            Collection<ServiceReference<ConfiguredComponent>> components = context.getServiceReferences(ConfiguredComponent.class,
                    '(' + ConfiguredComponent.PID + '=' + pid + ')');
            for (ServiceReference<ConfiguredComponent> component : components) {
                deliver(pid, component);
            }
        } catch (IOException | InvalidSyntaxException | IllegalStateException e) {
            LOG.warn("{} cannot be read: {}", pid, ErrorText.of(e));
        }
    }

    private void deliver(String pid, ServiceReference<ConfiguredComponent> reference) throws IOException, InvalidSyntaxException {
        ConfiguredComponent component = context.getService(reference);
        Optional<Map<String, Object>> properties = component == null ? Optional.empty() : read(pid, reference);
        try {
            if (properties.isPresent()) {
                component.modified(properties.get());
            }
        } catch (Exception e) {
            LOG.error("{} is not taken up: {}", pid, ErrorText.of(e));
        } finally {
            context.ungetService(reference);
        }
    }

    /** Of the configurations that are meant for the component's bundle, that which names it most closely. */
    private Optional<Map<String, Object>> read(String pid, ServiceReference<?> component) throws IOException, InvalidSyntaxException {
        ServiceReference<ConfigurationAdmin> reference = context.getServiceReference(ConfigurationAdmin.class);
        ConfigurationAdmin admin = reference == null ? null : context.getService(reference);
        Bundle bundle = component.getBundle();
        if (admin == null || bundle == null) {
            return Optional.empty();
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
}
