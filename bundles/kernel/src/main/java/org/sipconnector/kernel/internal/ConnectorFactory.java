package org.sipconnector.kernel.internal;

import java.util.Dictionary;
import java.util.HashMap;
import java.util.Map;
import org.osgi.service.cm.ManagedServiceFactory;
import org.sipconnector.api.Connector;
import org.sipconnector.api.ConnectorConfiguration;
import org.sipconnector.api.ConnectorId;
import org.sipconnector.api.InvalidConfigurationException;
import org.sipconnector.api.RefusedConfiguration;

/**
 * Connectors by configuration. One factory keeps them all: a DS component each was measured to cost quadratically. Called
 * by Configuration Admin's thread, one call at a time.
 */
final class ConnectorFactory implements ManagedServiceFactory {

    private static final String FILE = "felix.fileinstall.filename";

    private final Kernel kernel;
    private final Map<String, ConnectorId> opened;

    /** @param opened connectors the former kernel opened, by PID */
    ConnectorFactory(Kernel kernel, Map<String, ConnectorId> opened) {
        this.kernel = kernel;
        this.opened = new HashMap<>(opened);
    }

    /** The connectors that came from configurations, by PID. */
    synchronized Map<String, ConnectorId> opened() {
        return Map.copyOf(opened);
    }

    @Override
    public String getName() {
        return "SIP Connector: connectors";
    }

    @Override
    public synchronized void updated(String pid, Dictionary<String, ?> properties) {
        String id = idOf(pid);
        try {
            ConnectorConfiguration configuration = new ConnectorProperties(properties).read(id);
            if (!opened.containsKey(pid) && kernel.find(configuration.id()).isPresent()) {
                throw new InvalidConfigurationException("id", "'" + id + "' is taken by another connector");
            }
            kernel.accepted(id);
            kernel.configure(configuration);
            opened.put(pid, configuration.id());
        } catch (InvalidConfigurationException e) {
            kernel.refuse(new RefusedConfiguration(id, sourceOf(pid, properties), e.getMessage()));
        }
    }

    @Override
    public synchronized void deleted(String pid) {
        kernel.accepted(idOf(pid));
        ConnectorId id = opened.remove(pid);
        if (id != null) {
            kernel.find(id).ifPresent(Connector::close);
        }
    }

    /** The part after the factory PID; a second tilde is a hyphen that File Install took for the end of the PID. */
    static String idOf(String pid) {
        return pid.substring(ConnectorSettings.FACTORY_PID.length() + 1).replace('~', '-');
    }

    private static String sourceOf(String pid, Dictionary<String, ?> properties) {
        Object file = properties.get(FILE);
        if (file == null) {
            return pid;
        }
        String path = file.toString();
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
