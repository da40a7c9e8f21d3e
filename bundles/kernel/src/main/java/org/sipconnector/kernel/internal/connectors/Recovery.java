/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel.internal.connectors;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.sipconnector.api.ConnectorConfiguration;
import org.sipconnector.api.ConnectorId;
import org.sipconnector.api.RefusedConfiguration;
import org.sipconnector.kernel.internal.code.ManagerCode;
import org.sipconnector.kernel.internal.journal.ManagerName;
import org.sipconnector.kernel.internal.lane.CodeSwitch;
import org.sipconnector.kernel.internal.lane.LaneRuntime;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What connectors of the former process wait for, and not for ever: their configuration, or their bundle to open them again; and
 * code of their managers that takes up what was kept.
 */
public final class Recovery {

    private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);

    private final Kernel kernel;
    private final LaneRuntime runtime;
    private final Set<ConnectorId> unclaimed = ConcurrentHashMap.newKeySet();
    private final Set<ConnectorId> ofBundles = ConcurrentHashMap.newKeySet();
    private volatile boolean waiting;
    /** What is waited for are connectors of another process: else managers may be away for as long as they like. */
    private volatile boolean ofProcess;

    /**
     * How long is waited.
     *
     * @param owner   for configurations, bundles and code
     * @param refused for a configuration that is there but refused, if that is longer
     */
    public record Patience(Duration owner, Duration refused) {}

    Recovery(Kernel kernel, LaneRuntime runtime) {
        this.kernel = kernel;
        this.runtime = runtime;
    }

    /** These wait until {@link #limit} has run out. */
    void begin(Set<ConnectorId> all) {
        unclaimed.addAll(all);
        waiting = true;
        ofProcess = true;
    }

    /** Its owner has closed it between two kernels, who may have been stopped only because the former was: it waits, too. */
    void letGo(ConnectorId id) {
        unclaimed.add(id);
        waiting = true;
    }

    /** Who still waits, for the next kernel; empty when nobody does. */
    public Optional<Set<ConnectorId>> waiting() {
        return waiting ? Optional.of(Set.copyOf(unclaimed)) : Optional.empty();
    }

    /** Whether the connector waits for its configuration or its bundle. */
    public boolean has(ConnectorId id) {
        return unclaimed.contains(id);
    }

    /** Its bundle opens the connector again; false when nobody waits for that any more. */
    boolean claimedByBundle(ConnectorId id) {
        boolean claimed = unclaimed.remove(id);
        if (claimed) {
            ofBundles.add(id);
        }
        return claimed;
    }

    void claimed(ConnectorId id) {
        unclaimed.remove(id);
    }

    /** A refusal, with what waits for it to be corrected. */
    RefusedConfiguration explained(RefusedConfiguration refused) {
        return unclaimed.stream().noneMatch(id -> id.value().equals(refused.id()))
                ? refused
                : new RefusedConfiguration(refused.id(), refused.source(), refused.reason()
                        + "; until it is corrected the connector goes on as the former process had it, for a while");
    }

    /**
     * From now on the time counts.
     *
     * @param served told of code that serves when it is over, though a connector had refused it
     */
    public void limit(Patience patience, Consumer<ManagerCode> served) {
        after(patience.owner(), () -> {
            close(List.copyOf(unclaimed).stream().filter(id -> !refused(id)).toList(), "neither its configuration nor its bundle came",
                    patience.owner());
            if (ofProcess) {
                giveUpParked(patience.owner(), served);
            }
            waiting = !unclaimed.isEmpty();
        });
        Duration last = patience.owner().compareTo(patience.refused()) > 0 ? patience.owner() : patience.refused();
        after(last, () -> {
            close(List.copyOf(unclaimed), "its configuration was not corrected", last);
            waiting = false;
        });
    }

    private void after(Duration patience, Runnable task) {
        runtime.timers().schedule(patience, () -> runtime.clients().execute(task));
    }

    private boolean refused(ConnectorId id) {
        return kernel.reports().refused().stream().anyMatch(refused -> refused.id().equals(id.value()));
    }

    private void close(List<ConnectorId> ids, String why, Duration patience) {
        for (ConnectorId id : ids) {
            if (unclaimed.remove(id)) {
                kernel.find(id).ifPresent(connector -> {
                    LOG.warn("connector {} is closed: {} within {} s", id, why, patience.toSeconds());
                    connector.close();
                });
            }
        }
    }

    /** A connector without one of its managers would leave its calls to nobody: it begins anew. */
    private void giveUpParked(Duration patience, Consumer<ManagerCode> served) {
        Set<String> awaited = kernel.code().awaited();
        Set<ConnectorId> parked = ConcurrentHashMap.newKeySet();
        kernel.lanes().inEach(lane -> {
            if (CodeSwitch.waits(lane, awaited)) {
                parked.add(lane.id());
            }
        });
        List<ConnectorConfiguration> again = kernel.open().stream().filter(connector -> parked.contains(connector.id()))
                .map(connector -> giveUp(connector, awaited, patience)).filter(configuration -> !ofBundles.contains(configuration.id())).toList();
        kernel.stopWaiting().forEach(served);
        again.forEach(kernel::configure);
    }

    private static ConnectorConfiguration giveUp(OpenConnector connector, Set<String> awaited, Duration patience) {
        LOG.error("connector {} is given up as the former process had it, its calls are hung up: nothing took up what was kept of {} within {} s",
                connector.id(), String.join(", ", awaited.stream().map(ManagerName::simple).sorted().toList()), patience.toSeconds());
        connector.close();
        return connector.configuration();
    }
}
