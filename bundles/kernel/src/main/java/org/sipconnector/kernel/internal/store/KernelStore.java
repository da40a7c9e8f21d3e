/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel.internal.store;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.sipconnector.api.ConnectorId;
import org.sipconnector.spi.explanation.Counted;
import org.sipconnector.spi.explanation.ErrorText;
import org.sipconnector.spi.standby.HeldConnector;
import org.sipconnector.spi.standby.HeldFoundation;
import org.sipconnector.spi.standby.HeldKernel;
import org.sipconnector.spi.standby.Restarts;
import org.sipconnector.spi.store.StateStore;
import org.sipconnector.spi.store.StateStoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a kernel leaves to the next process, by way of the store that is there. */
public final class KernelStore {

    private static final Logger LOG = LoggerFactory.getLogger(KernelStore.class);

    private static final Duration COPY_LIMIT = Duration.ofSeconds(2);

    private final BundleContext context;

    public KernelStore(BundleContext context) {
        this.context = context;
    }

    /** The store that is there. */
    public Optional<StateStore> found() {
        ServiceReference<StateStore> reference = context.getServiceReference(StateStore.class);
        return Optional.ofNullable(reference).map(context::getService);
    }

    /**
     * The store that is there, also when the kernel is gone.
     *
     * @param framework the system bundle's context, which sees services of any API
     */
    public static Optional<StateStore> seenBy(BundleContext framework) {
        try {
            ServiceReference<?>[] all = framework.getAllServiceReferences(StateStore.class.getName(), null);
            return Arrays.stream(all == null ? new ServiceReference<?>[0] : all).map(framework::getService)
                    .filter(StateStore.class::isInstance).map(StateStore.class::cast).findFirst();
        } catch (InvalidSyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /**
     * The store, after it was written to.
     *
     * @throws StateStoreException when there is none, or it cannot be written to
     */
    public static StateStore tried(Optional<StateStore> found) {
        StateStore store = found.orElseThrow(() -> new StateStoreException("no state store is started that could keep connectors;"
                + " start the bundle org.sipconnector.state-store"));
        store.update(Map.of(), Set.of());
        return store;
    }

    /** All connectors of this process have ended. */
    public static void forget(StateStore store) {
        store.clear();
        store.leave();
    }

    /**
     * Keeps all connectors of a kernel that is at rest and of foundations that have left.
     *
     * @throws StateStoreException when they cannot be kept
     */
    public static void save(StateStore into, HeldKernel kernel, Instant now) {
        Map<String, byte[]> values = new LinkedHashMap<>();
        for (HeldConnector held : kernel.connectors()) {
            try {
                values.put(held.id().value(), StoredConnector.of(held, kernel.foundations(), now).toBytes());
            } catch (RuntimeException | LinkageError e) {
                LOG.error("{} ends with this process: {}", held.id(), ErrorText.of(e));
            }
        }
        into.replaceAll(values);
        LOG.info("kept for the next process: {}", Counted.of(values.size(), "connector"));
    }

    /**
     * Keeps these connectors of a kernel that is at rest as they are now: the next kernel may have another API, and understand nothing of
     * what it is left. Waits two seconds at most for all foundations together.
     *
     * @param foundations what they would leave of a connector, by the names of their contracts
     */
    public static void copy(StateStore into, HeldKernel kernel, Set<ConnectorId> connectors,
            Function<ConnectorId, CompletionStage<Map<Set<String>, Object>>> foundations, Instant now) {
        Map<HeldConnector, CompletableFuture<Map<Set<String>, Object>>> asked = new LinkedHashMap<>();
        kernel.connectors().stream().filter(held -> connectors.contains(held.id()) || !held.waiting().isEmpty())
                .forEach(held -> asked.put(held, foundations.apply(held.id()).toCompletableFuture()));
        long deadline = System.nanoTime() + COPY_LIMIT.toNanos();
        Map<String, byte[]> values = new LinkedHashMap<>();
        asked.forEach((held, left) -> {
            try {
                Map<Set<String>, Object> its = left.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
                values.put(held.id().value(), StoredConnector.copyOf(held, its, now).toBytes());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (ExecutionException | TimeoutException | RuntimeException | LinkageError e) {
                LOG.debug("{} would go on with another API as it was kept last", held.id(), e);
            }
        });
        if (values.size() < asked.size()) {
            LOG.warn("as kept last another API would go on with {}", Counted.of(asked.size() - values.size(), "connector"));
        }
        if (!values.isEmpty()) {
            into.update(values, Set.of());
        }
    }

    /**
     * What the former process left; empty when that is nothing. It stays in the store.
     *
     * @param longest a gap that the other side bears
     */
    public Optional<HeldKernel> take(String version, Instant now, Duration longest) {
        Optional<StateStore> store = found();
        Map<String, byte[]> values = store.map(StateStore::load).orElse(Map.of());
        if (values.isEmpty()) {
            return Optional.empty();
        }
        List<StoredConnector> stored = new ArrayList<>();
        ManagerApis apis = ManagerApis.in(context);
        values.forEach((id, bytes) -> {
            try {
                stored.add(StoredConnector.fromBytes(bytes, apis));
            } catch (RuntimeException | LinkageError e) {
                LOG.error("{} begins anew: what the former process left of it cannot be read: {}", id, ErrorText.of(e));
            }
        });
        Instant end = store.orElseThrow().lastAlive().orElse(Instant.MIN);
        return stored.isEmpty() ? Optional.empty() : Optional.of(kernel(stored, version, now, end, longest));
    }

    /**
     * What another process has kept of one connector.
     *
     * @throws IllegalArgumentException when it cannot be read
     */
    public StoredConnector read(byte[] bytes) {
        return StoredConnector.fromBytes(bytes, ManagerApis.in(context));
    }

    /** Whether connectors are shared out over processes: which begin in this one is told by others. */
    public boolean isShared() {
        return found().filter(StateStore::isShared).isPresent();
    }

    private static HeldKernel kernel(List<StoredConnector> stored, String version, Instant now, Instant end, Duration longest) {
        Map<Set<String>, Map<ConnectorId, Object>> left = new LinkedHashMap<>();
        for (StoredConnector each : stored) {
            each.leftAhead(now)
                    .forEach((contracts, its) -> left.computeIfAbsent(contracts, none -> new LinkedHashMap<>()).put(each.held().id(), its));
        }
        List<HeldFoundation> foundations = left.entrySet().stream().map(each -> new HeldFoundation(each.getKey(), each.getValue(), List.of()))
                .toList();
        Restarts restarts = new Restarts(false,
                Optional.of(stored.stream().map(each -> each.held().id()).collect(Collectors.toSet())), Optional::empty);
        // a file may have another name by now: whichever has the id is its owner
        return new HeldKernel(version, stored.get(0).saved(), Map.of(), List.of(),
                stored.stream().map(each -> each.resumed(now, end, longest)).toList(), foundations, restarts);
    }
}
