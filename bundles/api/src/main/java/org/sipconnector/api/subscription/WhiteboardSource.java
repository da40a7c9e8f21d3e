/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.subscription;

import java.util.Dictionary;
import java.util.Hashtable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;
import org.sipconnector.api.ConnectorId;
import org.sipconnector.api.listener.ConnectorListener;

/** Registers listeners as services of their owner's bundle, so that they go when it stops. */
record WhiteboardSource(ConnectorId connector) implements EventSource {

    @Override
    public Subscription listen(Object owner, ConnectorListener listener, String... names) {
        Dictionary<String, Object> properties = new Hashtable<>();
        properties.put(ConnectorListener.CONNECTOR_ID, connector.value());
        if (names.length > 0) {
            properties.put(ConnectorListener.EVENT_NAME, names);
        }
        ServiceRegistration<?> registration =
                context(owner).registerService(ConnectorListener.class, listener, properties);
        return () -> unregister(registration);
    }

    private static void unregister(ServiceRegistration<?> registration) {
        try {
            registration.unregister();
        } catch (IllegalStateException gone) {
            // closed before, or the owner's bundle has stopped
        }
    }

    private static BundleContext context(Object owner) {
        for (Class<?> type : new Class<?>[] {owner.getClass(), WhiteboardSource.class}) {
            Bundle bundle = FrameworkUtil.getBundle(type);
            if (bundle != null && bundle.getBundleContext() != null) {
                return bundle.getBundleContext();
            }
        }
        throw new IllegalStateException("events can be heard in a running OSGi framework only");
    }
}
