/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel.internal.configuration;

import java.io.IOException;
import java.util.Dictionary;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceListener;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.cm.ConfigurationEvent;
import org.osgi.service.cm.ConfigurationPlugin;
import org.osgi.service.cm.SynchronousConfigurationListener;
import org.sipconnector.kernel.internal.settings.ConnectorSettings;
import org.sipconnector.kernel.internal.time.NamedThreads;
import org.sipconnector.spi.explanation.ErrorText;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes files named {@code org.sipconnector.connector~ID.cfg} connectors. The specification's tilde is unknown to File
 * Install up to 3.7.4, which Karaf 4.4 has: it takes such a file for a configuration of its own instead of one of our
 * factory (and cuts at the first hyphen instead). Those are handed to the factory here. Called by the threads that change
 * configurations, and reads them on a thread of its own.
 */
public final class TildeConfigurations implements SynchronousConfigurationListener, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TildeConfigurations.class);
    private static final String PREFIX = ConnectorSettings.FACTORY_PID + '~';
    private static final String ALL = "(service.pid=" + PREFIX + "*)";
    /** More are not asked for by name. */
    private static final int FEW = 4;

    private final BundleContext context;
    private final ConnectorFactory factory;
    private final AtomicBoolean changed = new AtomicBoolean(true);
    private final ExecutorService reader = NamedThreads.pool(1, "sip-connector-configurations");
    private final PendingPids pending = new PendingPids(reader, this::read);
    /** They fill in secrets and variables, and may come long after this bundle where nothing orders them. */
    private final ServiceListener plugins;
    private volatile ServiceRegistration<SynchronousConfigurationListener> registration;

    public TildeConfigurations(BundleContext context, ConnectorFactory factory) {
        this.context = context;
        this.factory = factory;
        plugins = event -> factory.unsettle();
    }

    /** Begins to listen and reads what is there already. */
    public ServiceRegistration<?> open() {
        try {
            context.addServiceListener(plugins, "(objectClass=" + ConfigurationPlugin.class.getName() + ')');
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(e);
        }
        registration = context.registerService(SynchronousConfigurationListener.class, this, null);
        ServiceReference<ConfigurationAdmin> admin = context.getServiceReference(ConfigurationAdmin.class);
        if (admin != null) {
            find(admin, ALL).forEach(this::update);
            find(admin, named(ConnectorSettings.FACTORY_PID)).forEach(this::update);
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
        pending.add(event.getPid());
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

    /** What it is filled in with, such as a secret, may be another now. */
    void readAgain(String pid) {
        pending.add(pid);
    }

    /** What kept them from being used, such as another connector with that id, may be over by now. */
    void readUnsettledAgain() {
        factory.unsettled().forEach(pending::add);
    }

    /** Reads what there is of these configurations; what there is no more has been deleted. */
    private void read(Set<String> pids) {
        ServiceReference<ConfigurationAdmin> admin = context.getServiceReference(ConfigurationAdmin.class);
        if (admin == null) {
            return;
        }
        String filter = pids.size() > FEW
                ? "(|" + ALL + factoryPids(pids) + ')'
                : pids.stream().map(TildeConfigurations::named).collect(Collectors.joining("", "(|", ")"));
        Set<String> gone = new HashSet<>(pids);
        for (Configuration configuration : find(admin, filter)) {
            if (gone.remove(pidOf(configuration))) {
                update(configuration);
            }
        }
        gone.forEach(factory::deleted);
    }

    /** Empty when it was deleted since it was found. */
    private static String pidOf(Configuration configuration) {
        try {
            return configuration.getPid();
        } catch (IllegalStateException deleted) {
            return "";
        }
    }

    /** Those that Karaf made for an alias have other PIDs. */
    private static String factoryPids(Set<String> pids) {
        return pids.stream().filter(pid -> !pid.startsWith(PREFIX)).map(TildeConfigurations::named).collect(Collectors.joining());
    }

    private static String named(String pid) {
        return "(service.pid=" + pid + ')';
    }

    private List<Configuration> find(ServiceReference<ConfigurationAdmin> reference, String filter) {
        ConfigurationAdmin admin = context.getService(reference);
        try {
            Configuration[] found = admin == null ? null : admin.listConfigurations(filter);
            return found == null ? List.of() : List.of(found);
        } catch (IOException | InvalidSyntaxException | IllegalStateException e) {
            LOG.error("configurations {} not readable: {}", filter, ErrorText.of(e));
            return List.of();
        } finally {
            context.ungetService(reference);
        }
    }

    private void update(Configuration configuration) {
        ServiceRegistration<SynchronousConfigurationListener> own = registration;
        if (own == null) {
            // an event in the middle of registering: all are read as soon as that is done
            return;
        }
        String pid;
        Dictionary<String, Object> properties;
        try {
            pid = configuration.getPid();
            // processed: with secrets and variables filled in
            properties = configuration.getProcessedProperties(own.getReference());
        } catch (IllegalStateException deleted) {
            LOG.debug("a configuration was deleted while others were read: an event of its own tells of that");
            return;
        }
        if (pid.equals(ConnectorSettings.FACTORY_PID)) {
            factory.unnamed();
        } else if (properties != null) {
            factory.updated(pid, properties);
        }
    }

    @Override
    public void close() {
        context.removeServiceListener(plugins);
        reader.shutdownNow();
    }
}
