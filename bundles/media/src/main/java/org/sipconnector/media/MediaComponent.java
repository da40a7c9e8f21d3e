/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.media;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.osgi.annotation.bundle.Capability;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.Designate;
import org.sipconnector.media.engine.LocalEngine;
import org.sipconnector.media.engine.SystemLibraries;
import org.sipconnector.media.helper.HelperEngine;
import org.sipconnector.media.helper.HelperLaunch;
import org.sipconnector.spi.configuration.CheckedConfiguration;
import org.sipconnector.spi.foundation.Foundation;
import org.sipconnector.spi.media.MediaEngine;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Offers the media engine in a framework, in this process or in helpers as configured. The service is there at once,
 * while the library loads in the background; a machine that lacks a system library gets an engine whose health says so.
 * Another setting takes a fresh engine: connections that are open are lost to their owners, who make them again.
 */
@Component(service = {}, immediate = true, configurationPid = MediaSettings.PID)
@Designate(ocd = MediaSettings.class)
@Capability(namespace = "osgi.service", effective = "active", attribute = "objectClass:List<String>="
        + "\"org.sipconnector.spi.media.MediaEngine,org.sipconnector.spi.foundation.Foundation\"")
public final class MediaComponent {

    private static final Logger LOG = LoggerFactory.getLogger(MediaComponent.class);

    private final BundleContext context;
    private final CheckedConfiguration<MediaConfiguration> configuration;
    private final TrackedServices services;
    private AutoCloseable engine;
    private ServiceRegistration<?> registration;

    @Activate
    public MediaComponent(BundleContext context, Map<String, Object> properties) {
        this.context = context;
        configuration = new CheckedConfiguration<>(context, MediaConfiguration.SCHEMA, properties, this::modified);
        services = new TrackedServices(context);
        start(configuration.current());
    }

    /** Another engine, when something else is wanted. */
    @Modified
    synchronized void modified(Map<String, Object> properties) throws Exception {
        if (configuration.update(properties)) {
            LOG.info("the media engine is made anew: {}", configuration.current());
            end();
            start(configuration.current());
        }
    }

    private void start(MediaConfiguration settings) {
        if (settings.helpers()) {
            offer(new HelperEngine(launch(context, settings), settings.connections(), services));
        } else {
            offer(new LocalEngine(services, new SystemLibraries()));
        }
    }

    private <E extends MediaEngine & AutoCloseable> void offer(E made) {
        engine = made;
        registration = context.registerService(
                new String[] {MediaEngine.class.getName(), Foundation.class.getName()}, made, null);
    }

    private static HelperLaunch launch(BundleContext context, MediaConfiguration settings) {
        try {
            List<String> options = new ArrayList<>(List.of("-Djava.io.tmpdir=" + HelperClasses.temporary(context)));
            options.addAll(settings.options());
            return new HelperLaunch(Path.of(System.getProperty("java.home"), "bin", "java"), HelperClasses.unpack(context), options);
        } catch (IOException refused) {
            throw new UncheckedIOException("the classes of media helpers cannot be unpacked", refused);
        }
    }

    /**
     * Connections that are still open are lost to their owners, who make them again with the next engine. The service
     * goes first, so that what they ask for then waits for that one.
     */
    private void end() throws Exception {
        registration.unregister();
        engine.close();
    }

    @Deactivate
    synchronized void stop() throws Exception {
        end();
        services.close();
        configuration.close();
    }
}
