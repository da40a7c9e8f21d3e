/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel.internal.connectors;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.sipconnector.api.ConfigurationChanged;
import org.sipconnector.api.ConfigurationWarning;
import org.sipconnector.api.Connector;
import org.sipconnector.api.ConnectorConfiguration;
import org.sipconnector.api.ConnectorId;
import org.sipconnector.api.Connectors;
import org.sipconnector.api.Event;
import org.sipconnector.api.InvalidConfigurationException;
import org.sipconnector.api.RefusedConfiguration;
import org.sipconnector.kernel.internal.code.CodeHistory;
import org.sipconnector.kernel.internal.code.CodeRegistry;
import org.sipconnector.kernel.internal.code.Lanes;
import org.sipconnector.kernel.internal.code.ManagerCode;
import org.sipconnector.kernel.internal.lane.LaneCore;
import org.sipconnector.kernel.internal.lane.LaneRuntime;
import org.sipconnector.kernel.internal.lane.LaneSink;
import org.sipconnector.spi.explanation.ErrorText;
import org.sipconnector.spi.foundation.Foundation;
import org.sipconnector.spi.standby.HeldConnector;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Connectors and their lanes, and what each of them is joined to: managers' code, foundations, listeners. */
public final class Kernel implements Connectors {

    private static final Logger LOG = LoggerFactory.getLogger(Kernel.class);
    /** What updates of the kernel itself are noted under. */
    public static final String NAME = "Kernel";
    private static final Duration BOUNDARY_LIMIT = Duration.ofSeconds(5);

    private final LaneRuntime runtime;
    private final BiConsumer<ConnectorId, Event> listeners;
    private final Lanes lanes = new Lanes(BOUNDARY_LIMIT);
    private final CodeHistory history = new CodeHistory();
    private final CodeRegistry code;
    private final List<Foundation> foundations = new CopyOnWriteArrayList<>();
    private final Map<ConnectorId, OpenConnector> connectors = new ConcurrentSkipListMap<>();
    private final ConfigurationReports reports = new ConfigurationReports();
    private final ConnectorServices services;
    private final Recovery recovery;
    private final ConnectorHandover handover;
    private volatile Predicate<ConnectorId> sharedOut = id -> false;
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
        this.handover = new ConnectorHandover(this, runtime, history);
    }

    /** With a trial of a length that stays. */
    public Kernel(LaneRuntime runtime, BiConsumer<ConnectorId, Event> listeners, ConnectorServices services, Duration trial,
            BiConsumer<ManagerCode, String> failed) {
        this(runtime, listeners, services, () -> trial, failed);
    }

    /** @param ids of connectors that only whoever shares them out opens */
    public void sharedOut(Predicate<ConnectorId> ids) {
        sharedOut = ids;
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

    public CodeHistory history() {
        return history;
    }

    public Recovery recovery() {
        return recovery;
    }

    public ConnectorHandover handover() {
        return handover;
    }

    // ---- connectors

    @Override
    public Connector open(ConnectorConfiguration configuration) {
        ConnectorId id = configuration.id();
        if (connectors.containsKey(id) && recovery.claimedByBundle(id)) {
            return configure(configuration);
        }
        if (sharedOut.test(id)) {
            throw new InvalidConfigurationException("id", "'" + id + "' is that of a configuration, whose connector is shared out over processes");
        }
        return openNow(configuration);
    }

    private Connector openNow(ConnectorConfiguration configuration) {
        if (handover.hasLeft()) {
            throw new IllegalStateException("another kernel is at work, or will be: look Connectors up again");
        }
        ConnectorId id = configuration.id();
        OpenConnector connector = made(configuration);
        if (connectors.putIfAbsent(id, connector) != null) {
            throw new InvalidConfigurationException("id", "'" + id + "' is taken by another connector");
        }
        code.join(connector.lane());
        attach(connector);
        services.opened(connector, code::complete);
        if (connectors.get(id) != connector) {
            // closed before anybody was offered it
            services.closed(connector);
        }
        LOG.info("connector {} opened: {} over {}", id, configuration.server(), configuration.transport());
        return connector;
    }

    private OpenConnector made(ConnectorConfiguration configuration) {
        return new OpenConnector(new LaneCore(configuration, runtime, event -> listeners.accept(configuration.id(), event)), this::close);
    }

    /** Applies a changed configuration to an open connector, or opens it. */
    public Connector configure(ConnectorConfiguration configuration) {
        OpenConnector connector = connectors.get(configuration.id());
        if (connector == null) {
            return openNow(configuration);
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

    synchronized void attach(OpenConnector connector) {
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

    Optional<OpenConnector> opened(ConnectorId id) {
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

    ConnectorServices services() {
        return services;
    }

    /** Foundations keep what they have and hold their events back. */
    void detach() {
        open().forEach(connector -> detach(connector.id()));
    }

    void detach(ConnectorId id) {
        foundations.forEach(foundation -> foundation.detach(id));
    }

    /** Frees what foundations have of a connector that is not at work here. */
    void release(ConnectorId id) {
        foundations.forEach(foundation -> foundation.release(id));
    }

    /** A connector that is filled with what it was elsewhere. */
    OpenConnector put(ConnectorConfiguration configuration) {
        OpenConnector connector = made(configuration);
        connectors.put(configuration.id(), connector);
        return connector;
    }

    /** It goes on elsewhere, or not at all; empty when there is none. */
    Optional<OpenConnector> takeOut(ConnectorId id) {
        Optional<OpenConnector> connector = Optional.ofNullable(connectors.remove(id));
        connector.ifPresent(gone -> code.leave(gone.lane()));
        return connector;
    }

    // ---- what comes and goes

    public void codeAdded(ManagerCode added) {
        code.added(added);
        publish();
        handover.managersCame();
    }

    /** Nothing is awaited any more; returns code that serves from now on, also connectors opened while others waited for it. */
    List<ManagerCode> stopWaiting() {
        List<ManagerCode> serving = code.stopWaiting();
        publish();
        return serving;
    }

    /** What came may be all that others waited for. */
    private void publish() {
        code.complete().forEach(each -> services.published(each, open()));
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
        handover.lost().forEach(foundation::release);
        foundations.add(foundation);
        open().forEach(connector -> foundation.attach(connector.id(), new LaneSink(connector.lane())));
    }

    public synchronized void foundationRemoved(Foundation foundation) {
        foundations.remove(foundation);
    }
}
