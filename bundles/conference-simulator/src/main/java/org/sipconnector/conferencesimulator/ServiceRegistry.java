/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.conferencesimulator;

import java.util.Hashtable;
import java.util.Map;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.sipconnector.api.media.spi.AudioSource;
import org.sipconnector.conferencesimulator.media.MediaRegistry;

/** Sources and sinks as OSGi services. */
final class ServiceRegistry implements MediaRegistry {

    private final BundleContext context;

    ServiceRegistry(BundleContext context) {
        this.context = context;
    }

    @Override
    public <T> Runnable register(Class<T> type, String name, T service) {
        ServiceRegistration<T> registration =
                context.registerService(type, service, new Hashtable<>(Map.of(AudioSource.NAME, name)));
        return () -> {
            try {
                registration.unregister();
            } catch (IllegalStateException gone) {
                // the framework has already taken it away with the bundle
            }
        };
    }
}
