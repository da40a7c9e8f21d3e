/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.standby;

import java.time.Duration;
import java.util.Collections;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.Map;
import java.util.TreeMap;
import org.osgi.annotation.bundle.Capability;
import org.osgi.annotation.bundle.Header;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.cm.ManagedService;
import org.sipconnector.spi.configuration.CheckedConfiguration;
import org.sipconnector.spi.foundation.Foundation;
import org.sipconnector.spi.standby.Standby;

/**
 * Offers the standby. No component of Declarative Services: a restart of their runtime ends all components at once, the
 * kernel among them, and that is what the standby is there for.
 */
@Header(name = Constants.BUNDLE_ACTIVATOR, value = "${@class}")
@Capability(namespace = "osgi.service", effective = "active", attribute = "objectClass:List<String>=\"org.sipconnector.spi.standby.Standby\"")
public final class StandbyActivator implements BundleActivator {

    private static final String FOUNDATIONS = "(&(" + Constants.OBJECTCLASS + "=" + Foundation.class.getName() + ")(!"
            + Foundation.STABLE + "))";

    private CheckedConfiguration<Duration> configuration;
    private DefaultStandby standby;
    private Foundations foundations;
    private ServiceRegistration<?> managed;

    @Override
    public void start(BundleContext context) throws InvalidSyntaxException {
        configuration = new CheckedConfiguration<>(context, StandbyConfiguration.SCHEMA, Map.of());
        standby = new DefaultStandby(() -> configuration.current().toSeconds());
        foundations = new Foundations(context.getBundle(0).getBundleContext(), context.createFilter(FOUNDATIONS), standby);
        // all services: the framework has no wiring to the API, and plain Felix keeps such services from it
        foundations.open(true);
        Dictionary<String, Object> pid = new Hashtable<>(Map.of(Constants.SERVICE_PID, StandbySettings.PID));
        managed = context.registerService(ManagedService.class, this::configure, pid);
        context.registerService(Standby.class, standby, null);
    }

    /** Holds for the next kernel that leaves. */
    private void configure(Dictionary<String, ?> properties) {
        Map<String, Object> all = new TreeMap<>();
        if (properties != null) {
            Collections.list(properties.keys()).forEach(key -> all.put(key, properties.get(key)));
        }
        configuration.update(all);
    }

    /** Not to be told from the stop of an update, so that it goes on for a while; not when all is stopped. */
    @Override
    public void stop(BundleContext context) throws InvalidSyntaxException {
        managed.unregister();
        configuration.close();
        Bundle framework = context.getBundle(0);
        if (framework.getState() == Bundle.ACTIVE) {
            OutlastingStandby.begin(framework.getBundleContext(), standby, foundations, configuration.current().toSeconds());
        } else {
            standby.frameworkStops();
            foundations.close();
        }
    }
}
