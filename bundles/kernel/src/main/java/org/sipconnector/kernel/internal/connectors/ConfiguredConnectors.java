/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel.internal.connectors;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.sipconnector.api.Connector;
import org.sipconnector.api.ConnectorConfiguration;
import org.sipconnector.api.ConnectorId;
import org.sipconnector.api.InvalidConfigurationException;
import org.sipconnector.kernel.internal.store.StoredConnector;
import org.sipconnector.spi.cluster.ConfiguredConnector;

/**
 * The configurations in force, by their connectors. Where connectors are shared out over processes, one is opened and closed by whoever
 * shares them out: a configuration changes it while it is at work here, and else waits.
 */
public final class ConfiguredConnectors {

    private final Kernel kernel;
    private final BooleanSupplier shared;
    private final Map<ConnectorId, ConnectorConfiguration> all = new ConcurrentHashMap<>();
    /** They are asked for all the time. */
    private final Map<ConnectorId, ConfiguredConnector> contents = new ConcurrentHashMap<>();
    /** Begun since another process had left them, whether or not there is a configuration. */
    private final Set<ConnectorId> begun = ConcurrentHashMap.newKeySet();

    public ConfiguredConnectors(Kernel kernel, BooleanSupplier shared) {
        this.kernel = kernel;
        this.shared = shared;
        kernel.sharedOut(this::isOthers);
    }

    /** Those of the former kernel, until their configurations are told again. */
    public void takeUp(Collection<ConnectorId> former) {
        former.forEach(id -> kernel.find(id).ifPresent(connector -> all.put(id, connector.configuration())));
    }

    /** A configuration came or changed. */
    public void configure(ConnectorConfiguration configuration) {
        ConnectorId id = configuration.id();
        // first: it may be beginning at this moment
        ConnectorConfiguration before = all.put(id, configuration);
        contents.remove(id);
        if (!shared.getAsBoolean() || kernel.find(id).isPresent()) {
            try {
                kernel.configure(configuration);
            } catch (InvalidConfigurationException refused) {
                all.computeIfPresent(id, (key, none) -> before);
                contents.remove(id);
                throw refused;
            }
        }
    }

    /** A configuration has gone. */
    public void remove(ConnectorId id) {
        all.remove(id);
        contents.remove(id);
        if (!shared.getAsBoolean()) {
            kernel.find(id).ifPresent(Connector::close);
        }
    }

    /** It is at work here from now on, though its configuration may be still to come, or be refused. */
    void begun(ConnectorId id) {
        begun.add(id);
    }

    /** It is not at work here any more. */
    void ended(ConnectorId id) {
        begun.remove(id);
    }

    /** Whether whoever shares connectors out opens this one, so that nobody else may. */
    private boolean isOthers(ConnectorId id) {
        return all.containsKey(id) && shared.getAsBoolean();
    }

    /** Whether no bundle has a connector of that id. */
    public boolean isFree(ConnectorId id) {
        return kernel.find(id).isEmpty() || begun.contains(id) || kernel.recovery().has(id);
    }

    /** Those at work here. */
    Set<ConnectorId> here() {
        return kernel.open().stream().map(OpenConnector::id).filter(id -> begun.contains(id) || all.containsKey(id))
                .collect(Collectors.toSet());
    }

    public Optional<ConnectorConfiguration> find(ConnectorId id) {
        return Optional.ofNullable(all.get(id));
    }

    /** All of them, as bytes. */
    List<ConfiguredConnector> contents() {
        return all.values().stream()
                .map(each -> contents.computeIfAbsent(each.id(), id -> new ConfiguredConnector(id, StoredConnector.bytesOf(each))))
                .toList();
    }
}
