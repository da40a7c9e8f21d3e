/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel.internal.configuration;

import java.util.Collections;
import java.util.Dictionary;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.osgi.service.cm.ManagedServiceFactory;
import org.sipconnector.api.ConfigurationWarning;
import org.sipconnector.api.ConnectorConfiguration;
import org.sipconnector.api.ConnectorId;
import org.sipconnector.api.InvalidConfigurationException;
import org.sipconnector.api.RefusedConfiguration;
import org.sipconnector.kernel.internal.connectors.ConfiguredConnectors;
import org.sipconnector.kernel.internal.connectors.Kernel;
import org.sipconnector.kernel.internal.settings.ConnectorNames;
import org.sipconnector.kernel.internal.settings.ConnectorProperties;
import org.sipconnector.kernel.internal.settings.ConnectorSettings;
import org.sipconnector.spi.configuration.CheckedConfiguration;
import org.sipconnector.spi.configuration.ConfigurationReading;

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
    private final ConfiguredConnectors configured;
    private final Patience patience;
    private final WatchedFolders folders;
    private final AwaitedFiles awaited;
    private final Map<String, ConnectorId> opened;
    private final ConnectorPids pids = new ConnectorPids();
    private final Map<String, String> sources = new HashMap<>();
    private final Map<String, String> files = new HashMap<>();
    private final Map<String, Runnable> leaving = new HashMap<>();
    private final Set<String> refused = new TreeSet<>();
    /** Refused for what they and the files they name say: nothing else mends them but another who fills them in. */
    private final Set<String> settled = new HashSet<>();
    /** What was read from another file than that in force, by the PID of both. */
    private final Map<String, RefusedConfiguration> displacing = new HashMap<>();

    /**
     * @param opened  connectors the former kernel opened, by PID
     * @param awaited is told what refused configurations name
     */
    public ConnectorFactory(Kernel kernel, ConfiguredConnectors configured, Map<String, ConnectorId> opened, Patience patience,
            WatchedFolders folders, AwaitedFiles awaited) {
        this.configured = configured;
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

    /** PIDs of what was refused for something that may be over without a change of theirs or of the files they name. */
    synchronized Set<String> unsettled() {
        return refused.stream().filter(pid -> !settled.contains(pid)).collect(Collectors.toSet());
    }

    /** What fills configurations in is another now, or will be in a moment: all that was refused is read once more, and later again. */
    synchronized void unsettle() {
        settled.clear();
        refused.forEach(awaited::forget);
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
        settled.remove(pid);
        pids.put(pid, id);
        // what was refused beside it has to wait until it has gone for good
        pids.of(id).stream().filter(leaving::containsKey).filter(other -> !refused.contains(pid) || ofSameFile(other, pid))
                .forEach(other -> comesBack(other, pid));
        String source = CheckedConfiguration.source(pid, properties);
        Object file = properties.get(ConnectorNames.FILE);
        if (opened.containsKey(pid) && file != null && inForceStill(pid, file.toString())) {
            displacing.put(pid, new RefusedConfiguration(id, source, isThatOf(id, sources.getOrDefault(pid, pid))));
            refuse(pid, displacing.get(pid));
            return;
        }
        displacing.remove(pid);
        String before = sources.put(pid, source);
        if (before != null && !before.equals(source)) {
            withdraw(id, before);
        }
        if (file != null) {
            files.put(pid, file.toString());
        }
        ConfigurationReading<ConnectorConfiguration> reading = ConnectorProperties.schema(id).read(properties);
        String reason = reading.value().map(wanted -> taken(pid, wanted)).orElseGet(reading::reason);
        if (reason.isEmpty()) {
            refused.remove(pid);
            awaited.forget(pid);
            kernel.reports().accepted(source);
            reason = open(pid, reading.value().orElseThrow());
        }
        if (!reason.isEmpty()) {
            if (awaited.await(pid, properties) && reading.value().isEmpty()) {
                settled.add(pid);
            }
            refuse(pid, new RefusedConfiguration(id, source, reason));
        }
        if (reading.warnings().isEmpty()) {
            kernel.reports().unremarkable(source);
        } else {
            kernel.reports().warn(new ConfigurationWarning(id, source, String.join("; ", reading.warnings())));
        }
    }

    private void refuse(String pid, RefusedConfiguration configuration) {
        refused.add(pid);
        kernel.reports().refuse(configuration);
    }

    /** File Install gives two files of one id the same PID: whether the other one, which came first, is there still. */
    private boolean inForceStill(String pid, String file) {
        String first = files.getOrDefault(pid, file);
        return !first.equals(file) && folders.holds(first);
    }

    private static String isThatOf(String id, String source) {
        return "id: '" + id + "' is that of " + source + " too, which stays in force; delete one of the two";
    }

    /** Nothing is said of that file any more, unless another configuration of the id came from it. */
    private void withdraw(String id, String source) {
        if (pids.of(id).stream().noneMatch(pid -> source.equals(sources.get(pid)))) {
            kernel.reports().gone(source);
        }
    }

    /** What was deleted is there again, also under another PID, which the connector then belongs to. */
    private void comesBack(String deleted, String pid) {
        leaving.remove(deleted).run();
        if (!deleted.equals(pid)) {
            release(deleted);
            ConnectorId connector = opened.remove(deleted);
            if (connector != null) {
                opened.put(pid, connector);
            }
        }
    }

    /** A configuration came that has no id. */
    synchronized void unnamed() {
        pids.put(ConnectorSettings.FACTORY_PID, "");
        sources.put(ConnectorSettings.FACTORY_PID, ConnectorSettings.FACTORY_PID + ".cfg");
        kernel.reports().refuse(new RefusedConfiguration("", ConnectorSettings.FACTORY_PID + ".cfg",
                "id: is missing; name the file " + ConnectorSettings.FACTORY_PID + "~ID.cfg"));
    }

    /** Whose the id is, in words; empty when it is free or the configuration's own. */
    private String taken(String pid, ConnectorConfiguration configuration) {
        ConnectorId id = configuration.id();
        List<String> inForce = pids.of(id.value()).stream().filter(opened::containsKey).toList();
        if (inForce.isEmpty()) {
            return configured.isFree(id) ? "" : "id: '" + id + "' is taken by another connector";
        }
        return inForce.contains(pid)
                ? ""
                : inForce.stream().filter(other -> !ofSameFile(other, pid)).findFirst()
                        .map(other -> isThatOf(id.value(), sources.getOrDefault(other, other))).orElse("");
    }

    private boolean ofSameFile(String one, String other) {
        return files.containsKey(one) ? files.get(one).equals(files.get(other)) : sources.getOrDefault(one, one).equals(sources.get(other));
    }

    /** Why the connector cannot be; empty when it is. */
    private String open(String pid, ConnectorConfiguration configuration) {
        try {
            configured.configure(configuration);
        } catch (InvalidConfigurationException wrong) {
            return wrong.getMessage();
        }
        // a file may come with a configuration of its own after it lost its first to another file
        pids.of(configuration.id().value()).stream().filter(other -> !other.equals(pid) && ofSameFile(other, pid)).forEach(opened::remove);
        opened.put(pid, configuration.id());
        return "";
    }

    /** A configuration has gone; it counts when it stays away. */
    @Override
    public synchronized void deleted(String pid) {
        RefusedConfiguration other = displacing.remove(pid);
        if (other != null) {
            refused.remove(pid);
            withdraw(other.id(), other.source());
        }
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

    /** It counts as deleted, unless its file is there after all, or the whole folder has vanished, and with it every file. */
    private synchronized void gone(String pid) {
        if (leaving.remove(pid) != null) {
            String file = files.get(pid);
            if (file != null && (folders.holds(file) || folders.vanished(file).isPresent())) {
                leave(pid);
            } else {
                forget(pid);
            }
        }
    }

    private void forget(String pid) {
        Set<String> others = release(pid);
        ConnectorId open = opened.remove(pid);
        if (open != null && others.isEmpty()) {
            configured.remove(open);
        } else if (open != null && others.stream().noneMatch(opened::containsKey)) {
            // another file of that id was refused until now: its values are used when it is read again
            opened.put(others.iterator().next(), open);
        }
    }

    /** The configuration speaks of no connector any more; the others that speak of the same one. */
    private Set<String> release(String pid) {
        refused.remove(pid);
        displacing.remove(pid);
        awaited.forget(pid);
        files.remove(pid);
        String source = sources.remove(pid);
        String id = pids.remove(pid);
        if (id != null && source != null) {
            withdraw(id, source);
        }
        return id == null ? Set.of() : pids.of(id);
    }
}
