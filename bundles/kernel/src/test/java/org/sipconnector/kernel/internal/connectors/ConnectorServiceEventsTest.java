/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel.internal.connectors;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceEvent;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.hooks.service.ListenerHook.ListenerInfo;

/** Who hears of connectors' services. */
class ConnectorServiceEventsTest {

    private final Bundle kernel = fake(Bundle.class, Map.of());
    private final BundleContext jmx = context("org.apache.aries.jmx.core");
    private final BundleContext client = context("org.example.client");
    private final Map<BundleContext, Collection<ListenerInfo>> listeners = new HashMap<>(Map.of(jmx, List.of(), client, List.of()));

    private static <T> T fake(Class<T> type, Map<String, Object> answers) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type},
                (self, method, arguments) -> switch (method.getName()) {
                    case "equals" -> self == arguments[0];
                    case "hashCode" -> System.identityHashCode(self);
                    case "getProperty" -> answers.get(arguments[0]);
                    default -> answers.get(method.getName());
                }));
    }

    private static BundleContext context(String name) {
        return fake(BundleContext.class, Map.of("getBundle", fake(Bundle.class, Map.of("getSymbolicName", name))));
    }

    private void registered(Map<String, Object> service) {
        new ConnectorServiceEvents(fake(BundleContext.class, Map.of("getBundle", kernel)))
                .event(new ServiceEvent(ServiceEvent.REGISTERED, fake(ServiceReference.class, service)), listeners);
    }

    @Test
    void jmxIsSparedAConnectorsServicesAndClientsAreNot() {
        registered(Map.of("getBundle", kernel, "connector.id", "a"));

        assertThat(listeners).containsOnlyKeys(client);
    }

    @Test
    void othersServicesAndTheKernelsOwnAreHeardOfByAll() {
        registered(Map.of("getBundle", fake(Bundle.class, Map.of()), "connector.id", "a"));
        registered(Map.of("getBundle", kernel));

        assertThat(listeners).containsOnlyKeys(client, jmx);
    }
}
