/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel.internal.connectors;

import java.util.Collection;
import java.util.Map;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceEvent;
import org.osgi.framework.hooks.service.EventListenerHook;
import org.osgi.framework.hooks.service.ListenerHook;
import org.sipconnector.api.listener.ConnectorListener;

/**
 * Keeps Karaf's JMX bundle from hearing of each connector's services: for every event it goes through all services of the
 * framework, so that thousands of connectors open ever more slowly. JMX still lists them.
 */
public final class ConnectorServiceEvents implements EventListenerHook {

    private static final String GOES_THROUGH_ALL = "org.apache.aries.jmx.core";

    private final BundleContext kernel;

    public ConnectorServiceEvents(BundleContext kernel) {
        this.kernel = kernel;
    }

    @Override
    public void event(ServiceEvent event, Map<BundleContext, Collection<ListenerHook.ListenerInfo>> listeners) {
        if (event.getServiceReference().getBundle() == kernel.getBundle()
                && event.getServiceReference().getProperty(ConnectorListener.CONNECTOR_ID) != null) {
            listeners.keySet().removeIf(listening -> GOES_THROUGH_ALL.equals(listening.getBundle().getSymbolicName()));
        }
    }
}
