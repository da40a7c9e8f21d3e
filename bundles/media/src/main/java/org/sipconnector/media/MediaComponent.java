package org.sipconnector.media;

import org.osgi.annotation.bundle.Capability;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.sipconnector.api.foundation.Foundation;
import org.sipconnector.api.media.MediaEngine;
import org.sipconnector.media.engine.LocalEngine;
import org.sipconnector.media.engine.SystemLibraries;

/**
 * Offers the media engine in a framework. The service is there at once, while the library loads in the background; a
 * machine that lacks a system library gets an engine whose health says so.
 */
@Component(service = {}, immediate = true)
@Capability(namespace = "osgi.service",
        attribute = "objectClass:List<String>=\"org.sipconnector.api.foundation.Foundation,org.sipconnector.api.media.MediaEngine\"", effective = "active")
public final class MediaComponent {

    private final TrackedServices services;
    private final LocalEngine engine;
    private final ServiceRegistration<?> registration;

    @Activate
    public MediaComponent(BundleContext context) {
        services = new TrackedServices(context);
        engine = new LocalEngine(services, new SystemLibraries());
        registration = context.registerService(new String[] {MediaEngine.class.getName(), Foundation.class.getName()}, engine, null);
    }

    /** Connections that are still open are lost to their owners, who make them again with the next engine. */
    @Deactivate
    void stop() {
        engine.close();
        registration.unregister();
        services.close();
    }
}
