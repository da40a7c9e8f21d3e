/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel.internal.configuration;

import java.util.Collections;
import java.util.Dictionary;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.osgi.service.cm.ManagedServiceFactory;
import org.sipconnector.api.Connector;
import org.sipconnector.api.ConnectorConfiguration;
import org.sipconnector.api.ConnectorId;
import org.sipconnector.api.InvalidConfigurationException;
import org.sipconnector.api.RefusedConfiguration;
import org.sipconnector.api.configuration.CheckedConfiguration;
import org.sipconnector.api.configuration.ConfigurationReading;
import org.sipconnector.api.configuration.ConfigurationWarning;
import org.sipconnector.kernel.internal.connectors.Kernel;
import org.sipconnector.kernel.internal.settings.ConnectorNames;
import org.sipconnector.kernel.internal.settings.ConnectorProperties;
import org.sipconnector.kernel.internal.settings.ConnectorSettings;

/**
 * Connectors by configuration. One factory keeps them all: a DS component each was measured to cost quadratically. A
 * configuration that is gone for a moment only, as when an editor writes a file anew, changes nothing.
 */
public final class ConnectorFactory implements ManagedServiceFactory {

    /** Runs a task once when a configuration has been gone for long enough; the result cancels it. */
    public interface Patience {
        Runnable wait(Runnable gone);
    }

    private final Kernel kernel;
    private final Patience patience;
    private final WatchedFolders folders;
    private final AwaitedFiles awaited;
    private final Map<String, ConnectorId> opened;
    private final ConnectorPids pids = new ConnectorPids();
    private final Map<String, String> sources = new HashMap<>();
    private final Map<String, String> files = new HashMap<>();
    private final Map<String, Runnable> leaving = new HashMap<>();
    private final Set<String> refused = new TreeSet<>();

    /**
     * @param opened  connectors the former kernel opened, by PID
     * @param awaited is told what refused configurations name
     */
    public ConnectorFactory(Kernel kernel, Map<String, ConnectorId> opened, Patience patience, WatchedFolders folders, AwaitedFiles awaited) {
        this.folders = folders;
        this.awaited = awaited;
        this.kernel = kernel;
        this.patience = patience;
        this.opened = new HashMap<>(opened);
        opened.forEach((pid, id) -> pids.put(pid, id.value()));
    }

    /** The connectors that came from configurations, by PID. */
    public synchronized Map<String, ConnectorId> opened() {
        return Map.copyOf(opened);
    }

    /** PIDs of what was refused. */
    synchronized Set<String> refused() {
        return Set.copyOf(refused);
    }

    @Override
    public String getName() {
        return "SIP Connector: connectors";
    }

    @Override
    public void updated(String pid, Dictionary<String, ?> properties) {
        Map<String, Object> copy = new TreeMap<>();
        Collections.list(properties.keys()).forEach(key -> copy.put(key, properties.get(key)));
        updated(pid, copy);
    }

    /** A configuration came, or came back, or changed. */
    synchronized void updated(String pid, Map<String, ?> properties) {
        String id = ConnectorNames.idOf(pid, properties);
        pids.put(pid, id);
        pids.of(id).stream().filter(leaving::containsKey).forEach(other -> comesBack(other, pid));
        String source = CheckedConfiguration.source(pid, properties);
        sources.put(pid, source);
        if (properties.get(ConnectorNames.FILE) != null) {
            files.put(pid, properties.get(ConnectorNames.FILE).toString());
        }
        ConfigurationReading<ConnectorConfiguration> reading = ConnectorProperties.schema(id).read(properties);
        String reason = reading.value().map(wanted -> taken(pid, wanted)).orElseGet(reading::reason);
        if (reason.isEmpty()) {
            refused.remove(pid);
            awaited.forget(pid);
            kernel.reports().accepted(id);
            reason = open(pid, reading.value().orElseThrow());
        }
        if (!reason.isEmpty()) {
            refused.add(pid);
            awaited.await(pid, properties);
            kernel.reports().refuse(new RefusedConfiguration(id, source, reason));
        }
        if (reading.warnings().isEmpty()) {
            kernel.reports().unremarkable(id);
        } else {
            kernel.reports().warn(new ConfigurationWarning(id, source, String.join("; ", reading.warnings())));
        }
    }

    /** What was deleted is there again, also under another PID, which the connector then belongs to. */
    private void comesBack(String deleted, String pid) {
        leaving.remove(deleted).run();
        if (!deleted.equals(pid)) {
            pids.remove(deleted);
            sources.remove(deleted);
            files.remove(deleted);
            refused.remove(deleted);
            awaited.forget(deleted);
            ConnectorId connector = opened.remove(deleted);
            if (connector != null) {
                opened.put(pid, connector);
            }
        }
    }

    /** A configuration came that has no id. */
    synchronized void unnamed() {
        pids.put(ConnectorSettings.FACTORY_PID, "");
        kernel.reports().refuse(new RefusedConfiguration("", ConnectorSettings.FACTORY_PID + ".cfg",
                "id: is missing; name the file " + ConnectorSettings.FACTORY_PID + "~ID.cfg"));
    }

    /** Whose the id is, in words; empty when it is free or the configuration's own. */
    private String taken(String pid, ConnectorConfiguration configuration) {
        ConnectorId id = configuration.id();
        List<String> inForce = pids.of(id.value()).stream().filter(opened::containsKey).toList();
        if (inForce.isEmpty()) {
            return kernel.find(id).isPresent() ? "id: '" + id + "' is taken by another connector" : "";
        }
        return inForce.contains(pid)
                ? ""
                : inForce.stream().map(other -> sources.getOrDefault(other, other))
                        .filter(other -> !other.equals(sources.get(pid))).findFirst().map(other -> "id: '" + id + "' is that of " + other
                                + " too, which stays in force; delete one of the two")
                        .orElse("");
    }

    /** Why the connector cannot be; empty when it is. */
    private String open(String pid, ConnectorConfiguration configuration) {
        try {
            kernel.configure(configuration);
        } catch (InvalidConfigurationException wrong) {
            return wrong.getMessage();
        }
        opened.put(pid, configuration.id());
        return "";
    }

    /** A configuration has gone; it counts when it stays away. */
    @Override
    public synchronized void deleted(String pid) {
        if (!opened.containsKey(pid)) {
            forget(pid);
        } else if (!leaving.containsKey(pid)) {
            leave(pid);
        }
    }

    private void leave(String pid) {
        leaving.put(pid, () -> {});
        Runnable cancel = patience.wait(() -> gone(pid));
        leaving.computeIfPresent(pid, (key, none) -> cancel);
    }

    /** It counts as deleted, unless the whole folder has vanished, and with it every file. */
    private synchronized void gone(String pid) {
        if (leaving.remove(pid) != null) {
            if (files.containsKey(pid) && folders.vanished(files.get(pid)).isPresent()) {
                leave(pid);
            } else {
                forget(pid);
            }
        }
    }

    private void forget(String pid) {
        refused.remove(pid);
        awaited.forget(pid);
        sources.remove(pid);
        files.remove(pid);
        String id = pids.remove(pid);
        ConnectorId open = opened.remove(pid);
        Set<String> others = id == null ? Set.of() : pids.of(id);
        if (id != null && others.isEmpty()) {
            kernel.reports().gone(id);
            kernel.reports().unremarkable(id);
        }
        if (open != null && others.isEmpty()) {
            kernel.find(open).ifPresent(Connector::close);
        } else if (open != null && others.stream().noneMatch(opened::containsKey)) {
            // another file of that id was refused until now: its values are used when it is read again
            opened.put(others.iterator().next(), open);
        }
    }
}
