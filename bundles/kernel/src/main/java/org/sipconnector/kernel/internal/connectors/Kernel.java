/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel.internal.connectors;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Version;
import org.sipconnector.api.ConfigurationChanged;
import org.sipconnector.api.Connector;
import org.sipconnector.api.ConnectorClosedException;
import org.sipconnector.api.ConnectorConfiguration;
import org.sipconnector.api.ConnectorId;
import org.sipconnector.api.Connectors;
import org.sipconnector.api.Event;
import org.sipconnector.api.InvalidConfigurationException;
import org.sipconnector.api.RefusedConfiguration;
import org.sipconnector.api.configuration.ConfigurationWarning;
import org.sipconnector.api.explanation.ErrorText;
import org.sipconnector.api.foundation.Foundation;
import org.sipconnector.api.journal.JournalEntry;
import org.sipconnector.api.journal.Journals;
import org.sipconnector.api.standby.HeldConnector;
import org.sipconnector.api.standby.HeldKernel;
import org.sipconnector.api.update.Update;
import org.sipconnector.kernel.internal.code.CodeRegistry;
import org.sipconnector.kernel.internal.code.History;
import org.sipconnector.kernel.internal.code.Lanes;
import org.sipconnector.kernel.internal.code.ManagerCode;
import org.sipconnector.kernel.internal.export.JournalEntries;
import org.sipconnector.kernel.internal.export.JournalExport;
import org.sipconnector.kernel.internal.journal.Journal;
import org.sipconnector.kernel.internal.lane.Holding;
import org.sipconnector.kernel.internal.lane.LaneCore;
import org.sipconnector.kernel.internal.lane.LaneRuntime;
import org.sipconnector.kernel.internal.lane.LaneSink;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Connectors and their lanes, and what each of them is joined to: managers' code, foundations, listeners. */
public final class Kernel implements Connectors, Journals {

    private static final Logger LOG = LoggerFactory.getLogger(Kernel.class);
    /** What updates of the kernel itself are noted under. */
    public static final String NAME = "Kernel";
    private static final Duration BOUNDARY_LIMIT = Duration.ofSeconds(5);

    private final LaneRuntime runtime;
    private final BiConsumer<ConnectorId, Event> listeners;
    private final Lanes lanes = new Lanes(BOUNDARY_LIMIT);
    private final History history = new History();
    private final CodeRegistry code;
    private final List<Foundation> foundations = new CopyOnWriteArrayList<>();
    private final Map<ConnectorId, OpenConnector> connectors = new ConcurrentSkipListMap<>();
    private final ConfigurationReports reports = new ConfigurationReports();
    private final ConnectorServices services;
    private final Recovery recovery;
    private volatile @Nullable Takeover takeover;
    private volatile boolean left;
    /** Connectors that could not be taken up; what foundations have of them ends. */
    private final Set<ConnectorId> lost = ConcurrentHashMap.newKeySet();

    /** Connectors taken up whose managers are still to come. */
    private record Takeover(String from, String to, Instant since, int lanes) {

        /** Who goes to an older version goes back, by command or since the newer did not work. */
        Update.Way way() {
            return Version.parseVersion(to).compareTo(Version.parseVersion(from)) < 0 ? Update.Way.ROLLBACK : Update.Way.IN_PLACE;
        }
    }

    /**
     * @param trial  how long new code is on trial; may change
     * @param failed told of code that was given up and why, off the lanes
     */
    public Kernel(LaneRuntime runtime, BiConsumer<ConnectorId, Event> listeners, ConnectorServices services, Supplier<Duration> trial,
            BiConsumer<ManagerCode, String> failed) {
        this.code = new CodeRegistry(lanes, history,
                new CodeRegistry.TrialRules(trial, runtime.timers()::now, failed));
        this.runtime = runtime;
        this.listeners = listeners;
        this.services = services;
        this.recovery = new Recovery(this, runtime);
    }

    /** With a trial of a length that stays. */
    public Kernel(LaneRuntime runtime, BiConsumer<ConnectorId, Event> listeners, ConnectorServices services, Duration trial,
            BiConsumer<ManagerCode, String> failed) {
        this(runtime, listeners, services, () -> trial, failed);
    }

    public CodeRegistry code() {
        return code;
    }

    public ConfigurationReports reports() {
        return reports;
    }

    public Lanes lanes() {
        return lanes;
    }

    public History history() {
        return history;
    }

    public Recovery recovery() {
        return recovery;
    }

    // ---- connectors

    @Override
    public Connector open(ConnectorConfiguration configuration) {
        if (left) {
            throw new IllegalStateException("another kernel is at work, or will be: look Connectors up again");
        }
        ConnectorId id = configuration.id();
        if (connectors.containsKey(id) && recovery.claimedByBundle(id)) {
            return configure(configuration);
        }
        LaneCore lane = new LaneCore(configuration, runtime, event -> listeners.accept(id, event));
        OpenConnector connector = new OpenConnector(lane, this::close);
        if (connectors.putIfAbsent(id, connector) != null) {
            throw new InvalidConfigurationException("id", "'" + id + "' is taken by another connector");
        }
        List<ManagerCode> atWork = code.join(lane);
        attach(connector);
        services.opened(connector, atWork);
        LOG.info("connector {} opened: {} over {}", id, configuration.server(), configuration.transport());
        return connector;
    }

    /** Applies a changed configuration to an open connector, or opens it. */
    public Connector configure(ConnectorConfiguration configuration) {
        OpenConnector connector = connectors.get(configuration.id());
        if (connector == null) {
            return open(configuration);
        }
        recovery.claimed(configuration.id());
        ConnectorConfiguration previous = connector.configuration();
        if (!previous.equals(configuration)) {
            connector.lane().configuration(configuration);
            connector.lane().post(new ConfigurationChanged(previous, configuration));
            LOG.info("connector {} reconfigured", configuration.id());
        }
        return connector;
    }

    private synchronized void attach(OpenConnector connector) {
        foundations.forEach(foundation -> foundation.attach(connector.id(), new LaneSink(connector.lane())));
    }

    private CompletionStage<Void> close(OpenConnector connector) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        if (!connectors.remove(connector.id(), connector)) {
            HeldConnector held = connector.lane().leftTo();
            return held == null ? CompletableFuture.completedStage(null) : held.close();
        }
        services.closed(connector);
        code.leave(connector.lane());
        foundations.forEach(foundation -> foundation.release(connector.id()));
        connector.lane().onLane(() -> {
            connector.lane().close();
            runtime.clients().execute(() -> done.complete(null));
            LOG.info("connector {} closed", connector.id());
        });
        return done;
    }

    @Override
    public Optional<Connector> find(ConnectorId id) {
        return Optional.ofNullable(connectors.get(id));
    }

    @Override
    public Collection<Connector> all() {
        return List.copyOf(connectors.values());
    }

    @Override
    public Collection<RefusedConfiguration> refused() {
        return reports.refused().stream().map(recovery::explained).toList();
    }

    @Override
    public Collection<ConfigurationWarning> warnings() {
        return reports.warnings();
    }

    @Override
    public List<String> tail(ConnectorId connector, int count) {
        OpenConnector found = connectors.get(connector);
        return found == null ? List.of() : found.lane().journal().tail(count).stream().map(Journal.Entry::toString).toList();
    }

    @Override
    public List<JournalEntry> entries(ConnectorId connector, int count) {
        OpenConnector found = connectors.get(connector);
        return found == null ? List.of() : JournalEntries.of(found.lane().journal().tail(Integer.MAX_VALUE), count);
    }

    @Override
    public void export(ConnectorId connector, OutputStream to) throws IOException {
        OpenConnector found = connectors.get(connector);
        if (found == null) {
            throw new IllegalArgumentException("there is no connector " + connector);
        }
        CompletableFuture<JournalExport> copy = new CompletableFuture<>();
        found.lane().onLane(() -> copy.complete(JournalExport.of(found.lane())));
        copy.join().write(to);
    }

    public Collection<OpenConnector> open() {
        return List.copyOf(connectors.values());
    }

    /** Closes all connectors, whose foundations say good-bye on the wire, and waits until their lanes have ended. */
    public void stop(Duration limit) {
        CompletableFuture<?>[] closing = open().stream().map(OpenConnector::close)
                .map(CompletionStage::toCompletableFuture).toArray(CompletableFuture[]::new);
        try {
            CompletableFuture.allOf(closing).get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (TimeoutException late) {
            LOG.warn("not all connectors closed within {} s: what they have open at the server ends when it expires there", limit.toSeconds());
        } catch (ExecutionException e) {
            LOG.warn("not all connectors could be closed: {}", ErrorText.of(Objects.requireNonNullElse(e.getCause(), e)));
        }
    }

    // ---- from kernel to kernel

    /** Foundations keep what they have and hold their events back. */
    public void detach() {
        open().forEach(connector -> foundations.forEach(foundation -> foundation.detach(connector.id())));
    }

    /** Leaves all connectors to the next kernel, which is still to come. */
    public HeldKernel leave(String version, Map<String, ConnectorId> configured) {
        return leave(version, configured, held -> {}, Runnable::run);
    }

    /**
     * Leaves all connectors to the next kernel: foundations keep what they have and hold their events back.
     *
     * @param version    of this kernel
     * @param configured connectors that came from configurations, by PID
     * @param taker      takes them before clients lose their services, and may wait on this thread for what they ask of them then
     * @param owners     runs what takes clients' services away, who may wait for what they ask then
     */
    public HeldKernel leave(String version, Map<String, ConnectorId> configured, Consumer<HeldKernel> taker, Executor owners) {
        left = true;
        Takeover before = takeover;
        Instant since = before == null ? runtime.timers().now() : before.since();
        Queue<HeldConnector> leaving = new ConcurrentLinkedQueue<>();
        detach();
        lanes.inEach(lane -> leave(lane, leaving));
        List<OpenConnector> gone = leaving.stream().map(held -> connectors.remove(held.id())).filter(Objects::nonNull).toList();
        gone.forEach(connector -> code.leave(connector.lane()));
        LOG.info("kernel {} leaves {} connectors to the next", version, leaving.size());
        HeldKernel held = new HeldKernel(before == null ? version : before.from(), since, configured, history.updates(),
                List.copyOf(leaving), List.of());
        taker.accept(held);
        owners.execute(() -> gone.forEach(services::closed));
        return held;
    }

    private static void leave(LaneCore lane, Collection<HeldConnector> leaving) {
        try {
            leaving.add(Holding.leave(lane));
        } catch (RuntimeException | LinkageError | AssertionError e) {
            LOG.error("connector {} cannot be left to the next kernel: it closes, and its call ends", lane.id(), e);
        }
    }

    /** Why connectors could not be left to another kernel as they are now; empty when all could. Waits for their lanes. */
    public List<String> objectionsToLeaving() {
        Map<ConnectorId, String> objections = new ConcurrentSkipListMap<>();
        open().forEach(connector -> objections.put(connector.id(), "does not come to a message boundary"));
        lanes.inEach(lane -> {
            try {
                Holding.held(lane);
                objections.remove(lane.id());
            } catch (RuntimeException | LinkageError | AssertionError e) {
                LOG.error("connector {} could not be left to another kernel", lane.id(), e);
                objections.put(lane.id(), "cannot be left to another kernel: " + ErrorText.of(e));
            }
        });
        objections.keySet().retainAll(connectors.keySet());
        return objections.entrySet().stream().map(objection -> "connector " + objection.getKey() + ' ' + objection.getValue()).toList();
    }

    /**
     * Goes on with what the former kernel left; before anything else is added.
     *
     * @param version of this kernel
     */
    public void takeUp(HeldKernel former, String version) {
        history.takeUp(former.updates());
        former.restarts().unclaimed().ifPresent(recovery::begin);
        for (HeldConnector held : former.connectors()) {
            ConnectorId id = held.id();
            LaneCore lane = new LaneCore(held.configuration(), runtime, event -> listeners.accept(id, event));
            OpenConnector connector = new OpenConnector(lane, this::close);
            connectors.put(id, connector);
            CompletableFuture<Void> filled = new CompletableFuture<>();
            lane.onLane(() -> {
                try {
                    Holding.takeUp(lane, held);
                    filled.complete(null);
                } catch (RuntimeException | LinkageError e) {
                    filled.completeExceptionally(e);
                }
            });
            try {
                filled.join();
            } catch (CompletionException e) {
                LOG.error("connector {} cannot be taken up as it was left: it closes, and its call ends", id, e.getCause());
                connectors.remove(id);
                held.end(new ConnectorClosedException(id));
                lost.add(id);
                continue;
            }
            held.managers().forEach(manager -> code.awaited(manager.api()));
            services.opened(connector, code.join(lane));
            held.takenUpBy(new Holding.TakenUp(lane, connector::close));
            // now nobody can let it go any more, only close it
            if (held.letGo()) {
                recovery.letGo(id);
            }
        }
        takeover = new Takeover(former.version(), version, former.since(), former.connectors().size());
        LOG.info("kernel {} took up {} connectors", version, former.connectors().size());
    }

    /**
     * Goes on with what the former process left. Each connector waits for its configuration, or for its bundle to open it again;
     * one whose owner does not come in time is closed, when that is limited.
     */
    public void recover(HeldKernel former, String version) {
        takeUp(former, version);
        // nothing was replaced
        takeover = null;
    }

    /** Notes that lanes go on once the code of all managers has come. */
    private void noteTakeover() {
        Takeover pending = takeover;
        if (pending != null && history.missing().isEmpty()) {
            takeover = null;
            Instant now = runtime.timers().now();
            history.add(new Update(now, NAME, pending.from(), pending.to(), pending.way(), pending.lanes(),
                    Duration.between(pending.since(), now), 0, List.of()));
        }
    }

    // ---- what comes and goes

    public void codeAdded(ManagerCode added) {
        code.added(added);
        services.published(added, open());
        noteTakeover();
    }

    /** Nothing is awaited any more; returns code that serves from now on, also connectors opened while others waited for it. */
    List<ManagerCode> stopWaiting() {
        List<ManagerCode> serving = code.stopWaiting();
        serving.forEach(each -> services.published(each, open()));
        return serving;
    }

    public void codeRemoved(ManagerCode removed) {
        code.removed(removed);
    }

    /**
     * The bundle of code that went was uninstalled. A feature upgrade does that too and installs the next at once, so
     * lanes wait for as long as calls do before they go on without that manager.
     */
    public void codeUninstalled(Class<?> api) {
        Object absence = code.absence(api.getName());
        if (absence != null) {
            runtime.timers().schedule(runtime.absence(), () -> runtime.clients().execute(() -> {
                if (code.retired(api, absence)) {
                    services.retired(api);
                }
            }));
        }
    }

    /** A foundation has come, and has taken up what its former copy had left for this kernel. */
    public synchronized void foundationAdded(Foundation foundation) {
        lost.forEach(foundation::release);
        foundations.add(foundation);
        open().forEach(connector -> foundation.attach(connector.id(), new LaneSink(connector.lane())));
    }

    public synchronized void foundationRemoved(Foundation foundation) {
        foundations.remove(foundation);
    }
}
