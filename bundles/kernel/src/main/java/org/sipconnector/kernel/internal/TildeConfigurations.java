package org.sipconnector.kernel.internal;

import java.io.IOException;
import java.util.Dictionary;
import java.util.concurrent.atomic.AtomicBoolean;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.cm.ConfigurationEvent;
import org.osgi.service.cm.SynchronousConfigurationListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes files named {@code org.sipconnector.connector~ID.cfg} connectors. The specification's tilde is unknown to File
 * Install up to 3.7.4, which Karaf 4.4 has: it takes such a file for a configuration of its own instead of one of our
 * factory (and cuts at the first hyphen instead). Those are handed to the factory here. Called by Configuration Admin's
 * thread.
 */
final class TildeConfigurations implements SynchronousConfigurationListener {

    private static final Logger LOG = LoggerFactory.getLogger(TildeConfigurations.class);
    private static final String PREFIX = ConnectorSettings.FACTORY_PID + '~';

    private final BundleContext context;
    private final ConnectorFactory factory;
    private final AtomicBoolean changed = new AtomicBoolean(true);
    private ServiceRegistration<SynchronousConfigurationListener> registration;

    TildeConfigurations(BundleContext context, ConnectorFactory factory) {
        this.context = context;
        this.factory = factory;
    }

    /** Begins to listen and reads what is there already. */
    ServiceRegistration<?> open() {
        registration = context.registerService(SynchronousConfigurationListener.class, this, null);
        ServiceReference<ConfigurationAdmin> admin = context.getServiceReference(ConfigurationAdmin.class);
        if (admin != null) {
            update(admin, PREFIX + '*');
            update(admin, ConnectorSettings.FACTORY_PID);
        }
        return registration;
    }

    @Override
    public void configurationEvent(ConfigurationEvent event) {
        changed.set(true);
        if (event.getPid().equals(ConnectorSettings.FACTORY_PID) && event.getFactoryPid() == null) {
            withoutId(event.getType() == ConfigurationEvent.CM_DELETED);
            return;
        }
        if (!event.getPid().startsWith(PREFIX) || ConnectorSettings.FACTORY_PID.equals(event.getFactoryPid())) {
            return;
        }
        switch (event.getType()) {
            case ConfigurationEvent.CM_UPDATED -> update(event.getReference(), event.getPid());
            case ConfigurationEvent.CM_DELETED -> factory.deleted(event.getPid());
            default -> { }
        }
    }

    /** A file named after the factory alone is no connector. */
    private void withoutId(boolean gone) {
        if (gone) {
            factory.deleted(ConnectorSettings.FACTORY_PID);
        } else {
            factory.unnamed();
        }
    }

    /** Whether any configuration came, changed or went. */
    boolean changedSinceAsked() {
        return changed.getAndSet(false);
    }

    /** What was missing, such as a secret or a file of certificates, may be there by now. */
    void readRefusedAgain() {
        ServiceReference<ConfigurationAdmin> admin = context.getServiceReference(ConfigurationAdmin.class);
        if (admin != null) {
            factory.refused().forEach(pid -> update(admin, pid));
        }
    }

    private void update(ServiceReference<ConfigurationAdmin> reference, String pid) {
        ConfigurationAdmin admin = context.getService(reference);
        if (admin == null) {
            return;
        }
        try {
            Configuration[] found = admin.listConfigurations("(service.pid=" + pid + ')');
            for (Configuration configuration : found == null ? new Configuration[0] : found) {
                update(configuration);
            }
        } catch (IOException | InvalidSyntaxException e) {
            LOG.error("configuration {} not readable: {}", pid, e.toString());
        } finally {
            context.ungetService(reference);
        }
    }

    private void update(Configuration configuration) {
        // processed: with secrets and variables filled in
        Dictionary<String, Object> properties = configuration.getProcessedProperties(registration.getReference());
        if (configuration.getPid().equals(ConnectorSettings.FACTORY_PID)) {
            factory.unnamed();
        } else if (properties != null) {
            factory.updated(configuration.getPid(), properties);
        }
    }
}
